using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage;

/// <summary>Which way to go along an edge.</summary>
public enum QueryDirection : byte
{
    Out,
    In,
    Both,
}

/// <summary>Which of a store's analyzers reads the text of a search.</summary>
public enum QueryAnalyzer : byte
{
    /// <summary>Words, in lower case.</summary>
    Standard,

    /// <summary>Pairs of characters for Chinese, Japanese and Korean, words for the rest.</summary>
    Cjk,
}

/// <summary>A node that a search found, and how well it answers.</summary>
/// <param name="Id">The node.</param>
/// <param name="Score">Higher is better; comparable within one search alone.</param>
public readonly record struct QueryHit(string Id, double Score);

/// <summary>
/// Questions that a store answers by itself, for a graph that outgrows the memory of the processes that serve it. The
/// read model answers the same from memory; what a store does not support is an error that says so.
/// </summary>
public interface IGraphQueries
{
    /// <summary>
    /// The nodes next to one along edges of these types, each once, in the order of their ids; empty for an unknown
    /// node.
    /// </summary>
    /// <param name="id">The node.</param>
    /// <param name="types">The types to go along.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="access">Only nodes with one of these values of `access` are seen; null for all.</param>
    /// <param name="first">The most to give.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<IReadOnlyList<string>> NeighboursAsync(string id, IReadOnlyCollection<EdgeType> types,
        QueryDirection direction, IReadOnlyCollection<string>? access, int first,
        CancellationToken cancellation = default);

    /// <summary>
    /// The nodes of a shortest path along edges of these types, both ends included, over nodes that may be seen; null
    /// where none is short enough.
    /// </summary>
    ValueTask<IReadOnlyList<string>?> ShortestPathAsync(string from, string to, IReadOnlyCollection<EdgeType> types,
        QueryDirection direction, IReadOnlyCollection<string>? access, int edgesMax,
        CancellationToken cancellation = default);

    /// <summary>The nodes that hold the words of a text, best first; the text is words, no query language.</summary>
    ValueTask<IReadOnlyList<QueryHit>> SearchAsync(string text, QueryAnalyzer analyzer,
        IReadOnlyCollection<string>? access, int first, CancellationToken cancellation = default);
}
