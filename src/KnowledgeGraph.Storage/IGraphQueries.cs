using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage;

/// <summary>Which way to go along an edge.</summary>
public enum QueryDirection : byte
{
    Out,
    In,
    Both,
}

/// <summary>A word that a node has to hold, or must not, as it stands in the store's index.</summary>
/// <param name="Text">The word; several in a row where it was typed in quotes.</param>
/// <param name="IsExcluded">It must not be there.</param>
/// <param name="IsUnfinished">It may be the beginning of a word.</param>
public readonly record struct QueryTerm(string Text, bool IsExcluded = false, bool IsUnfinished = false);

/// <summary>Some of the nodes that answer a question.</summary>
/// <param name="Ids">They, in the question's order.</param>
/// <param name="TotalCount">How many there are on all pages.</param>
public sealed record QueryPage(IReadOnlyList<string> Ids, int TotalCount);

/// <summary>
/// Questions that a store answers by itself, for a graph that outgrows the memory of the processes that serve it. The
/// read model answers the same from memory; what a store does not support is an error that says so.
/// </summary>
public interface IGraphQueries
{
    /// <summary>
    /// The nodes next to one along edges of these types, each once, in the order of their ids (of their code points);
    /// empty for an unknown node.
    /// </summary>
    /// <param name="id">The node.</param>
    /// <param name="types">The types to go along.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="access">Only nodes with one of these values of `access` are seen; null for all.</param>
    /// <param name="after">Only ids behind this one; null for all.</param>
    /// <param name="first">The most to give.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<QueryPage> NeighboursAsync(string id, IReadOnlyCollection<EdgeType> types, QueryDirection direction,
        IReadOnlyCollection<string>? access, string? after, int first, CancellationToken cancellation = default);

    /// <summary>
    /// The nodes of a shortest path along edges of these types, both ends included, over nodes that may be seen; null
    /// where none is short enough. Which one, where there are several, is not said.
    /// </summary>
    ValueTask<IReadOnlyList<string>?> ShortestPathAsync(string from, string to, IReadOnlyCollection<EdgeType> types,
        QueryDirection direction, IReadOnlyCollection<string>? access, int edgesMax,
        CancellationToken cancellation = default);

    /// <summary>The nodes that hold all the words of a text, best first; equal ones by id.</summary>
    /// <param name="terms">The words; one at least has to be there.</param>
    /// <param name="kinds">Only these kinds; null for all.</param>
    /// <param name="access">Only nodes with one of these values of `access` are seen; null for all.</param>
    /// <param name="skip">Begin after so many.</param>
    /// <param name="first">The most to give.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask<QueryPage> SearchAsync(IReadOnlyList<QueryTerm> terms, IReadOnlyCollection<NodeKind>? kinds,
        IReadOnlyCollection<string>? access, int skip, int first, CancellationToken cancellation = default);
}
