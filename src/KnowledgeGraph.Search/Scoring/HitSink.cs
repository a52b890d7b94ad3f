using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Takes the matches of one segment after another: lets through those that are there, visible and not filtered out,
/// counts them and keeps the best. For one thread.
/// </summary>
internal sealed class HitSink(SearchRequest request)
{
    private readonly HitQueue _queue = new(request.Top, request.After, request.Ties);
    private SegmentView? _view;
    private ulong[]? _removed;
    private ulong[]? _visible;
    private ValueRaise? _raise;
    private DocumentMask? _except;
    private int _count;

    /// <summary>
    /// The lowest score, before it is raised, that is of use from here on; below it nothing is offered.
    /// </summary>
    public float Required { get; private set; }

    /// <summary>Whether what cannot be among the best need not be looked at: enough is counted.</summary>
    public bool CanSkip => _count >= request.CountUpTo;

    /// <summary>Whether nothing more can change the answer.</summary>
    public bool IsDone => request.Top == 0 && CanSkip;

    public int Count => _count;

    /// <summary>The most matches that can be of use where all have one score and numbers decide.</summary>
    public long WantedMax => Math.Max((long)request.Top, request.CountUpTo);

    /// <summary>Goes on with a segment.</summary>
    /// <param name="view">The segment.</param>
    /// <param name="visible">Its documents that may be seen; null for all.</param>
    /// <param name="raise">What raises scores there.</param>
    /// <param name="except">Documents that are left out.</param>
    public void Begin(SegmentView view, ulong[]? visible, ValueRaise? raise, DocumentMask? except)
    {
        (_view, _removed, _visible) = (view, view.RemovedBits, visible);
        (_raise, _except) = (raise, except);
        Update(0);
    }

    /// <summary>Whether a document of the segment may be a hit at all.</summary>
    public bool Accepts(int document)
    {
        var word = document >> 6;
        if (_removed is not null && (_removed[word] >> document & 1) != 0) return false;
        if (_visible is not null && (_visible[word] >> document & 1) == 0) return false;
        if (request.Filters.Count == 0 && _except is null) return true;
        var id = _view!.Segment.IdOf(document);
        if (_except?.Contains(id) == true) return false;
        for (var i = 0; i < request.Filters.Count; i++)
        {
            if (!request.Filters[i].Contains(id)) return false;
        }

        return true;
    }

    /// <summary>Takes a match that is accepted; true where the required score or what can be skipped changed.</summary>
    public bool Take(int document, float score)
    {
        var couldSkip = CanSkip;
        _count++;
        var id = _view!.Segment.IdOf(document);
        if (_raise is not null) score = _raise.Raise(score, id);
        var changed = _queue.Offer(new SearchHit(id, score));
        if (changed) Update(document);
        return changed || CanSkip != couldSkip;
    }

    /// <summary>The answer. As long as nothing could be skipped, everything was counted.</summary>
    public TopHits ToHits() => new(_queue.ToSorted(), _count, !CanSkip);

    private void Update(int document)
    {
        var ids = _view!.Segment.Ids;
        var raised = ids.IsEmpty ? 0 : _queue.RequiredFrom(ids[document]);
        Required = _raise is null || raised == 0 ? raised : Math.Max(0, _raise.Needed(raised));
    }
}
