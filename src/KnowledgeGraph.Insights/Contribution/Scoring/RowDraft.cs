namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>A member's next row while it is made. For one thread.</summary>
internal sealed class RowDraft
{
    private LedgerEvent[] _events;
    private int _count;

    public RowDraft(MemberRow? old)
    {
        Old = old;
        _count = old?.Length ?? 0;
        _events = GC.AllocateUninitializedArray<LedgerEvent>(_count + 4);
        old?.Events.CopyTo(_events);
    }

    public MemberRow? Old { get; }

    public Span<LedgerEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Events that came or went: what shares their groups has to be weighed again.</summary>
    public List<LedgerEvent> Seeds { get; } = [];

    /// <summary>Days whose points have to be counted again.</summary>
    public HashSet<int> Days { get; } = [];

    /// <summary>Every event has to be weighed again.</summary>
    public bool WeighsAll { get; set; }

    /// <summary>Every day has to be counted again.</summary>
    public bool ScoresAll { get; set; }

    public void Insert(in LedgerEvent added)
    {
        if (_count == _events.Length) Array.Resize(ref _events, _count + (_count / 4) + 4);
        var place = LowerBound(Events, in added);
        Array.Copy(_events, place, _events, place + 1, _count - place);
        _events[place] = added;
        _count++;
        Touch(in added);
    }

    /// <summary>Takes out the event that equals it, and gives it as it was weighed.</summary>
    public LedgerEvent Remove(in LedgerEvent removed)
    {
        var place = LowerBound(Events, in removed);
        if (place == _count || LedgerEvent.Compare(in _events[place], in removed) != 0)
            throw new ArgumentException("An event that is to be taken out is not there.", nameof(removed));
        var found = _events[place];
        Array.Copy(_events, place + 1, _events, place, _count - place - 1);
        _count--;
        Touch(in found);
        return found;
    }

    public MemberRow? Freeze(in ByDimension points) =>
        _count == 0 ? null : new MemberRow(_events, 0, _count, points);

    /// <summary>The events of a day.</summary>
    public static ReadOnlySpan<LedgerEvent> Day(ReadOnlySpan<LedgerEvent> events, int day)
    {
        var first = FirstFrom(events, day * TimeSpan.TicksPerDay);
        return events[first..FirstFrom(events, (day + 1) * TimeSpan.TicksPerDay)];
    }

    private void Touch(in LedgerEvent it)
    {
        Seeds.Add(it);
        Days.Add(it.Day);
    }

    private static int LowerBound(ReadOnlySpan<LedgerEvent> events, in LedgerEvent sought)
    {
        var (low, high) = (0, events.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (LedgerEvent.Compare(in events[middle], in sought) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static int FirstFrom(ReadOnlySpan<LedgerEvent> events, long ticks)
    {
        var (low, high) = (0, events.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (events[middle].Ticks < ticks) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
