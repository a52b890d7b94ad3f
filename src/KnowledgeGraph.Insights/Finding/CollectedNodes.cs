using System.Buffers;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// Nodes that were met, in no order, such as all matches of a search. They may be many at every search: their memory is
/// rented, and given back when this is disposed of. For one thread.
/// </summary>
internal sealed class CollectedNodes : IHitCollector, IDisposable
{
    private const int CapacityMin = 4096;

    private int[] _nodes = [];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Nodes => _nodes.AsSpan(0, Count);

    /// <summary>What matches within some limits, as far as the reader sees it.</summary>
    public static CollectedNodes Of(GraphReader reader, SearchQuery matches, IReadOnlyList<DocumentMask> limits)
    {
        var collected = new CollectedNodes();
        reader.SearchIndex.Collect(
            new SearchRequest(matches) { Visible = reader.SearchMask, Filters = limits }, ref collected);
        return collected;
    }

    public void Collect(int document)
    {
        if (Count == _nodes.Length) Grow();
        _nodes[Count++] = document;
    }

    public void Dispose()
    {
        if (_nodes.Length > 0) ArrayPool<int>.Shared.Return(_nodes);
        (_nodes, Count) = ([], 0);
    }

    private void Grow()
    {
        var larger = ArrayPool<int>.Shared.Rent(Math.Max(CapacityMin, 2 * _nodes.Length));
        Nodes.CopyTo(larger);
        if (_nodes.Length > 0) ArrayPool<int>.Shared.Return(_nodes);
        _nodes = larger;
    }
}
