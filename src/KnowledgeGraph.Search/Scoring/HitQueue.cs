namespace KnowledgeGraph.Search.Scoring;

/// <summary>The best hits so far: a heap with the worst of them on top. For one thread.</summary>
internal sealed class HitQueue(int capacity, SearchHit? after, IComparer<int>? ties)
{
    private SearchHit[] _heap = [];
    private int _count;

    /// <summary>
    /// The lowest score with which a document of this id or a higher one would still be among the best; 0 while there
    /// is room.
    /// </summary>
    public float RequiredFrom(int id)
    {
        if (capacity == 0) return float.PositiveInfinity;
        if (_count < capacity) return 0;
        var worst = _heap[0];
        // In another order a later number may still come first.
        if (ties is not null) return worst.Score;
        return id < worst.Document ? worst.Score : MathF.BitIncrement(worst.Score);
    }

    /// <summary>Takes a hit if it is good enough; true where the worst hit changed.</summary>
    public bool Offer(SearchHit hit)
    {
        if (after is { } last && !ComesBefore(last, hit)) return false;
        if (_count < capacity)
        {
            if (_heap.Length == _count) Array.Resize(ref _heap, Math.Min(capacity, Math.Max(16, 2 * _count)));
            SiftUp(hit);
            return _count == capacity;
        }

        if (capacity == 0 || !ComesBefore(hit, _heap[0])) return false;
        SiftDown(hit);
        return true;
    }

    /// <summary>The hits in order.</summary>
    public SearchHit[] ToSorted()
    {
        var hits = _heap.AsSpan(0, _count).ToArray();
        Array.Sort(hits, (left, right) => ComesBefore(left, right) ? -1 : ComesBefore(right, left) ? 1 : 0);
        return hits;
    }

    private bool ComesBefore(in SearchHit left, in SearchHit right)
    {
        if (left.Score != right.Score) return left.Score > right.Score;
        return ties is null ? left.Document < right.Document : ties.Compare(left.Document, right.Document) < 0;
    }

    private void SiftUp(SearchHit hit)
    {
        var at = _count++;
        while (at > 0)
        {
            var parent = at - 1 >> 1;
            if (!ComesBefore(_heap[parent], hit)) break;
            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = hit;
    }

    private void SiftDown(SearchHit hit)
    {
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= _count) break;
            if (child + 1 < _count && ComesBefore(_heap[child], _heap[child + 1])) child++;
            if (!ComesBefore(hit, _heap[child])) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = hit;
    }
}
