using KnowledgeGraph.Graph;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>What cleaning has to know of members, by ordinal. Not changed once handed on.</summary>
public sealed class MemberFacts
{
    /// <summary>The day somebody joined whose day is not known: long ago.</summary>
    public const int UnknownDay = int.MinValue;

    // A page of which nothing is known is not there; With shares the others.
    private readonly Fact[]?[] _pages;

    /// <param name="capacity">One more than the largest ordinal of a member.</param>
    public MemberFacts(int capacity) : this(capacity, new Fact[]?[Pages.For(capacity)])
    {
    }

    private MemberFacts(int capacity, Fact[]?[] pages) => (Capacity, _pages) = (capacity, pages);

    /// <summary>One more than the largest ordinal.</summary>
    public int Capacity { get; }

    /// <summary>Says what is known of a member.</summary>
    public void Set(int member, int joinedDay, bool isBot)
    {
        var page = _pages[member >> Pages.Shift] ??= NewPage();
        page[member & Pages.Mask] = new(joinedDay, isBot);
    }

    /// <summary>The same with more members.</summary>
    /// <param name="capacity">One more than the largest ordinal.</param>
    /// <param name="added">Members of which nothing was known.</param>
    public MemberFacts With(int capacity, IReadOnlyList<(int Member, int JoinedDay, bool IsBot)> added)
    {
        var pages = new Fact[]?[Math.Max(_pages.Length, Pages.For(capacity))];
        _pages.CopyTo(pages, 0);
        foreach (var page in added.Select(it => it.Member >> Pages.Shift).Distinct())
            pages[page] = (Fact[]?)pages[page]?.Clone();
        var facts = new MemberFacts(Math.Max(Capacity, capacity), pages);
        foreach (var (member, joinedDay, isBot) in added) facts.Set(member, joinedDay, isBot);
        return facts;
    }

    public bool IsBot(int member) => Of(member).IsBot;

    public int JoinedDay(int member) => Of(member).JoinedDay;

    private Fact Of(int member)
    {
        var page = member >> Pages.Shift;
        return (uint)page < (uint)_pages.Length && _pages[page] is { } facts ? facts[member & Pages.Mask] : Fact.None;
    }

    private static Fact[] NewPage()
    {
        var page = new Fact[Pages.Size];
        Array.Fill(page, Fact.None);
        return page;
    }

    private readonly record struct Fact(int JoinedDay, bool IsBot)
    {
        public static Fact None => new(UnknownDay, false);
    }
}
