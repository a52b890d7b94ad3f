namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// An event in its member's row, 40 bytes: rows are read from end to end, so what belongs together stands together.
/// </summary>
internal struct LedgerEvent
{
    public long Ticks;
    public ulong Id;
    public int Subject;
    public int Other;

    /// <summary>In thousandths of one.</summary>
    public int Size;
    public int Source;

    /// <summary>What cleaning left of it, in millionths; 0 where it was dropped.</summary>
    public int Weight;
    public byte Rule;

    /// <summary>The steps that touched it before days were looked at.</summary>
    public ushort Flags;

    public LedgerEvent(in ContributionEvent source)
    {
        Ticks = source.Ticks;
        Id = source.Id;
        Subject = source.Subject;
        Other = source.Other;
        Size = source.Size;
        Source = source.Source;
        Rule = source.Rule;
    }

    public readonly int Day => (int)(Ticks / TimeSpan.TicksPerDay);

    public readonly bool IsDropped => (Flags & CleaningSteps.Drops) != 0;

    /// <summary>Orders a row. Total: events that are equal in it are duplicates of one another.</summary>
    public static int Compare(in LedgerEvent left, in LedgerEvent right)
    {
        var order = left.Ticks.CompareTo(right.Ticks);
        if (order == 0) order = left.Id.CompareTo(right.Id);
        if (order == 0) order = left.Rule.CompareTo(right.Rule);
        if (order == 0) order = left.Subject.CompareTo(right.Subject);
        if (order == 0) order = left.Other.CompareTo(right.Other);
        return order == 0 ? left.Size.CompareTo(right.Size) : order;
    }

    /// <summary><see cref="Compare"/> as a comparer that sorting can be compiled for.</summary>
    public readonly struct Order : IComparer<LedgerEvent>
    {
        public int Compare(LedgerEvent x, LedgerEvent y) => LedgerEvent.Compare(in x, in y);
    }
}
