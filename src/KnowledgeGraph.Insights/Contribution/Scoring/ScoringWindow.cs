namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// Whole days in UTC that are scored together, first and last included. Ages are counted from the last; what is dated
/// after it has no say. Days are counted from 0001-01-01.
/// </summary>
public readonly record struct ScoringWindow(int FirstDay, int LastDay)
{
    /// <summary>The days until the one that a moment is in.</summary>
    public static ScoringWindow Until(long nowTicks, int days)
    {
        var last = DayOf(nowTicks);
        return new ScoringWindow(Math.Max(0, last - days + 1), last);
    }

    /// <summary>Everything until the day that a moment is in.</summary>
    public static ScoringWindow AllUntil(long nowTicks) => new(0, DayOf(nowTicks));

    public static int DayOf(long ticks) => (int)(ticks / TimeSpan.TicksPerDay);

    /// <summary>As ticks: the first moment.</summary>
    public long Start => FirstDay * TimeSpan.TicksPerDay;

    /// <summary>As ticks: the first moment after it.</summary>
    public long End => (LastDay + 1) * TimeSpan.TicksPerDay;

    public int Days => LastDay - FirstDay + 1;

    public bool Contains(long ticks) => ticks >= Start && ticks < End;

    /// <summary>As many days, just before; null where there are none.</summary>
    public ScoringWindow? Before => FirstDay - Days < 0 ? null : new(FirstDay - Days, FirstDay - 1);
}
