namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>A Cypher statement with its parameters.</summary>
/// <param name="Text">The statement, the same text for the same work, so that the server plans it once.</param>
/// <param name="Parameters">Writes the members of the map of parameters; null for none.</param>
/// <param name="Typed">The parameters are typed JSON.</param>
/// <param name="TakesLock">It may have to wait for the lock of the log.</param>
internal sealed record Statement(
    string Text, Action<ParameterWriter>? Parameters = null, bool Typed = true, bool TakesLock = false);
