using System.Collections.Concurrent;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// The documents that clients have registered by their hashes (Apollo's automatic persisted queries), up to a number of
/// them. Two generations: what is asked for in the old one moves to the young one, and when the young one is full it
/// becomes the old one, so what is used stays. Thread-safe.
/// </summary>
internal sealed class PersistedQueries(int countMax)
{
    /// <summary>Bytes of a document; longer ones are executed but not kept.</summary>
    public const int LengthMax = 64 * 1024;

    private readonly int _generationMax = Math.Max(1, countMax / 2);
    private volatile Generations _generations = new([], []);

    public ReadOnlyMemory<byte>? Find(string hash)
    {
        var generations = _generations;
        if (generations.Young.TryGetValue(hash, out var text)) return text;
        if (!generations.Old.TryGetValue(hash, out text)) return null;
        Add(hash, text);
        return text;
    }

    /// <param name="hash">The hash of the text.</param>
    /// <param name="text">Bytes that nobody will change.</param>
    public void Add(string hash, byte[] text)
    {
        if (text.Length > LengthMax) return;
        var generations = _generations;
        generations.Young[hash] = text;
        if (generations.Young.Count > _generationMax)
            Interlocked.CompareExchange(ref _generations, new Generations([], generations.Young), generations);
    }

    private sealed record Generations(
        ConcurrentDictionary<string, byte[]> Young, ConcurrentDictionary<string, byte[]> Old);
}
