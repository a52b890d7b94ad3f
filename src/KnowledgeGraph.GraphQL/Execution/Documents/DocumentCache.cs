using System.Collections.Concurrent;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Keeps what was made of documents, up to a number of them. Two generations: what is found in the old one moves to the
/// young one, and when the young one is full it becomes the old one. So what is used stays, at no cost on a hit.
/// Thread-safe.
/// </summary>
internal sealed class DocumentCache<TValue>(int countMax)
    where TValue : class
{
    private readonly int _generationMax = Math.Max(1, countMax / 2);
    private volatile Generations _generations = new([], []);

    public TValue? Find(DocumentKey key)
    {
        var generations = _generations;
        if (generations.Young.TryGetValue(key, out var value)) return value;
        if (!generations.Old.TryGetValue(key, out value)) return null;
        Add(key.Copy(), value);
        return value;
    }

    /// <param name="key">A key whose bytes nobody else will change.</param>
    /// <param name="value">What was made of the document.</param>
    public void Add(DocumentKey key, TValue value)
    {
        var generations = _generations;
        generations.Young[key] = value;
        if (generations.Young.Count > _generationMax)
            Interlocked.CompareExchange(ref _generations, new Generations([], generations.Young), generations);
    }

    private sealed record Generations(
        ConcurrentDictionary<DocumentKey, TValue> Young, ConcurrentDictionary<DocumentKey, TValue> Old);
}
