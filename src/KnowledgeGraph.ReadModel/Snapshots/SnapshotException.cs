namespace KnowledgeGraph.ReadModel.Snapshots;

/// <summary>A snapshot file cannot be used: a version has to be built anew. The message says why.</summary>
public sealed class SnapshotException(string message, Exception? inner = null) : Exception(message, inner);
