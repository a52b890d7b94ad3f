namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>One member's events in order, weighed, and the points that they make. Immutable.</summary>
internal sealed class MemberRow(LedgerEvent[] events, int start, int length, ByDimension points)
{
    private readonly ByDimension _points = points;

    public ReadOnlySpan<LedgerEvent> Events => events.AsSpan(start, length);

    public int Length => length;

    /// <summary>In millionths, by dimension.</summary>
    public long Points(int dimension) => _points[dimension];

    public ByDimension AllPoints => _points;

    /// <summary>The same events with other points.</summary>
    public MemberRow With(in ByDimension other) => new(events, start, length, other);
}
