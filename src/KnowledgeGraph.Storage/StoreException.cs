namespace KnowledgeGraph.Storage;

/// <summary>The store failed: not the caller's mistake.</summary>
public class StoreException : Exception
{
    public StoreException(string message, bool transient, Exception? inner = null)
        : base(message, inner) => Transient = transient;

    /// <summary>Trying again can help (the store is busy, or away for a while).</summary>
    public bool Transient { get; }
}

/// <summary>The log no longer holds the changes asked for.</summary>
public sealed class ChangesPrunedException(long oldest)
    : StoreException($"The change log begins at {oldest}; what was asked for is older.", transient: false)
{
    /// <summary>The number of the oldest entry that is left.</summary>
    public long Oldest { get; } = oldest;
}
