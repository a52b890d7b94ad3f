namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>What a reconciliation found, entered in the log, and left.</summary>
/// <param name="Sequence">The number of the last entry of the log.</param>
/// <param name="Added">Nodes and edges that were new.</param>
/// <param name="Changed">Nodes and edges that were different.</param>
/// <param name="Removed">Nodes and edges that were gone.</param>
/// <param name="Misfits">What does not fit the model, and why: in Neo4j still, and not in the log.</param>
public sealed record ReconcileReport(
    long Sequence, int Added, int Changed, int Removed, IReadOnlyList<(string What, string Why)> Misfits);
