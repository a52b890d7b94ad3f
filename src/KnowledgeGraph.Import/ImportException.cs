namespace KnowledgeGraph.Import;

/// <summary>The source cannot be imported at all. The message says what was found, where, and what to do.</summary>
public sealed class ImportException(string message, Exception? inner = null) : Exception(message, inner);
