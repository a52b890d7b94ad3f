namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>What cleaning has to know of members, by ordinal. Not changed once handed on.</summary>
public sealed class MemberFacts
{
    /// <summary>The day somebody joined whose day is not known: long ago.</summary>
    public const int UnknownDay = int.MinValue;

    private readonly int[] _joinedDays;
    private readonly bool[] _bots;

    /// <param name="capacity">One more than the largest ordinal of a member.</param>
    public MemberFacts(int capacity)
    {
        _joinedDays = new int[capacity];
        _joinedDays.AsSpan().Fill(UnknownDay);
        _bots = new bool[capacity];
    }

    /// <summary>One more than the largest ordinal.</summary>
    public int Capacity => _bots.Length;

    /// <summary>Says what is known of a member.</summary>
    public void Set(int member, int joinedDay, bool isBot) =>
        (_joinedDays[member], _bots[member]) = (joinedDay, isBot);

    public bool IsBot(int member) => (uint)member < (uint)_bots.Length && _bots[member];

    public int JoinedDay(int member) =>
        (uint)member < (uint)_joinedDays.Length ? _joinedDays[member] : UnknownDay;
}
