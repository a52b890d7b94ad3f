using System.Runtime.CompilerServices;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Index;

/// <summary>One version of an index. Frozen; shared between threads.</summary>
public sealed class SearchSnapshot
{
    private readonly SegmentView[] _views;
    private readonly Statistics _all;
    private readonly ConditionalWeakTable<DocumentMask, Statistics> _visible = [];

    internal SearchSnapshot(IndexSchema schema, SegmentView[] views, long version)
    {
        (Schema, _views, Version) = (schema, views, version);
        _all = new Statistics(schema, views, null);
        foreach (var view in views) DocumentCount += view.DocumentCount;
    }

    /// <summary>The fields of its documents.</summary>
    public IndexSchema Schema { get; }

    /// <summary>Rises with every version that its index publishes.</summary>
    public long Version { get; }

    /// <summary>The number of documents.</summary>
    public int DocumentCount { get; }

    /// <summary>The number of segments.</summary>
    public int SegmentCount => _views.Length;

    /// <summary>The bytes of its segments, in memory or in mapped files.</summary>
    public long Bytes => _views.Sum(view => view.Segment.Bytes);

    /// <summary>Whether it has a document of that id.</summary>
    public bool Contains(int id)
    {
        foreach (var view in _views)
        {
            var document = view.Segment.Find(id);
            if (document >= 0 && !view.IsRemoved(document)) return true;
        }

        return false;
    }

    /// <summary>The best hits, and the number of matches as far as it is asked for.</summary>
    public TopHits Search(SearchRequest request) => SearchRun.Top(Of(request.Visible), request);

    /// <summary>The number of matches, or the limit where there are more.</summary>
    public int Count(SearchRequest request, int limit = int.MaxValue)
    {
        if (limit <= 0) return 0;
        if (request.Query is TermQuery term && request.Filters.Count == 0)
        {
            return Math.Min(limit, DocumentFrequency(term.Term, request.Visible));
        }

        var counted = SearchRun.Top(Of(request.Visible), request with { Top = 0, CountUpTo = limit, After = null });
        return Math.Min(limit, counted.Count);
    }

    /// <summary>Tells every match to a collector.</summary>
    public void Collect<TCollector>(SearchRequest request, ref TCollector collector)
        where TCollector : IHitCollector => SearchRun.All(Of(request.Visible), request, ref collector);

    /// <summary>How a document's score comes about, down to its terms; null where it does not match.</summary>
    public Explanation? Explain(SearchRequest request, int document) =>
        SearchRun.Explain(Of(request.Visible), request, document);

    /// <summary>In how many visible documents a term occurs.</summary>
    public int DocumentFrequency(Term term, DocumentMask? visible = null)
    {
        var frequency = Of(visible).Resolve(term).DocumentFrequency;
        GC.KeepAlive(this);
        return frequency;
    }

    /// <summary>
    /// The terms of visible documents that begin with these bytes, in the order of their bytes, the first
    /// <paramref name="limit"/> of them.
    /// </summary>
    public IReadOnlyList<TermMatch> TermsWithPrefix(Term prefix, int limit, DocumentMask? visible = null)
    {
        TermMatch[] matches = [.. Expansions.ByPrefix(Of(visible), prefix, limit).Select(ToMatch)];
        GC.KeepAlive(this);
        return matches;
    }

    /// <summary>
    /// The terms of visible documents within <paramref name="editsMax"/> edits of a term, the closest first, of those
    /// the most frequent, of those by bytes; terms of which the edits would leave nothing are none.
    /// </summary>
    public IReadOnlyList<TermMatch> SimilarTerms(
        Term term, int editsMax, int prefixCharacters, int limit, DocumentMask? visible = null)
    {
        var similar = Expansions.BySimilarity(Of(visible), term, editsMax, prefixCharacters);
        TermMatch[] matches = [.. similar.Take(limit).Select(ToMatch)];
        GC.KeepAlive(this);
        return matches;
    }

    private static TermMatch ToMatch(Expansions.Expansion expansion) =>
        new(expansion.Term.Term, expansion.Term.DocumentFrequency, expansion.Edits);

    private Statistics Of(DocumentMask? visible)
    {
        if (visible is null) return _all;
        return _visible.GetValue(visible, mask => new Statistics(Schema, _views, mask));
    }
}
