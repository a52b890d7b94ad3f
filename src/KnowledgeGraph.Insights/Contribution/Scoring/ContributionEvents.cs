namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>Many events in any order. Filled by one thread; not changed once handed on.</summary>
public sealed class ContributionEvents
{
    private ContributionEvent[] _events;

    public ContributionEvents(int capacity = 256) => _events = new ContributionEvent[Math.Max(4, capacity)];

    public int Count { get; private set; }

    public ReadOnlySpan<ContributionEvent> Span => _events.AsSpan(0, Count);

    public void Add(in ContributionEvent added)
    {
        if (Count == _events.Length) Array.Resize(ref _events, Count * 2);
        _events[Count++] = added;
    }

    public void AddRange(ReadOnlySpan<ContributionEvent> added)
    {
        if (Count + added.Length > _events.Length)
            Array.Resize(ref _events, Math.Max(_events.Length * 2, Count + added.Length));
        added.CopyTo(_events.AsSpan(Count));
        Count += added.Length;
    }

    internal ContributionEvent[] Buffer => _events;
}
