namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>What became of a request that failed.</summary>
internal enum Fate
{
    /// <summary>Nothing of it was kept.</summary>
    Refused,

    /// <summary>Nobody knows: it may have been carried out, or may still be.</summary>
    Unknown,
}

/// <summary>A request to Neo4j failed.</summary>
/// <param name="code">Neo4j's own code (`Neo.ClientError...`); empty where the answer was none of Neo4j's.</param>
/// <param name="message">What it said.</param>
/// <param name="fate">What became of the request.</param>
/// <param name="inner">The cause, where there is one.</param>
internal sealed class QueryException(string code, string message, Fate fate, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;

    public Fate Fate { get; } = fate;

    /// <summary>The same request can go well a moment later.</summary>
    public bool Passes { get; } = code.Length == 0 || code.StartsWith("Neo.TransientError.", StringComparison.Ordinal)
        || code is "Neo.ClientError.Cluster.NotALeader" or "Neo.ClientError.Transaction.TransactionNotFound"
            or "Neo.ClientError.Transaction.TransactionAccessedConcurrently" or QueryCodes.Terminated
            or "Neo.DatabaseError.Transaction.TransactionCommitFailed"
        // Neo4j can close a transaction that is just beginning when it clears away another, which was ended before.
        || message.Contains("The transaction has been closed", StringComparison.Ordinal);
}
