namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>What became of one event on its way to points, all in millionths of a point.</summary>
internal struct EvidenceLine
{
    /// <summary>Its size and weight at the rule's points, alone.</summary>
    public long Base;

    /// <summary>What it added to its rule's day.</summary>
    public long Damped;

    /// <summary>What the day's cap left of that.</summary>
    public long Capped;

    /// <summary>What age left of that: these add up to the total.</summary>
    public long Points;

    /// <summary>In 32 binary digits.</summary>
    public ulong Decay;

    /// <summary>The steps that touched it.</summary>
    public ushort Flags;
}
