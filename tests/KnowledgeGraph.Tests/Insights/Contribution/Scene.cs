using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;

namespace KnowledgeGraph.Tests.Insights.Contribution;

/// <summary>A small community of events, told by day: members are numbers, day 0 is the first of 2024.</summary>
internal sealed class Scene
{
    public const int Start = 738_885;

    private readonly List<ContributionEvent> _events = [];
    private readonly MemberFacts _facts;
    private ulong _id;

    public Scene(int members, RuleSet? rules = null)
    {
        Rules = rules ?? DefaultRules.Set;
        _facts = new MemberFacts(members);
        for (var member = 0; member < members; member++) _facts.Set(member, Start - 1000, isBot: false);
    }

    public RuleSet Rules { get; }

    public MemberFacts Facts => _facts;

    public IReadOnlyList<ContributionEvent> Events => _events;

    /// <summary>The day on which scores are asked for.</summary>
    public int Today { get; set; } = 100;

    public Scene Joins(int member, int day, bool isBot = false)
    {
        _facts.Set(member, Start + day, isBot);
        return this;
    }

    /// <summary>An event under the first rule of that name.</summary>
    public ContributionEvent Do(
        int member, string rule, int day, int subject = -1, int other = -1, int size = 1000, int second = -1,
        ulong? id = null)
    {
        var seconds = second < 0 ? (long)_id % 80_000 : second;
        var added = new ContributionEvent(
            member, IndexOf(rule), subject, other,
            ((Start + day) * TimeSpan.TicksPerDay) + (seconds * TimeSpan.TicksPerSecond),
            id ?? ++_id, size);
        _events.Add(added);
        return added;
    }

    public byte IndexOf(string rule) =>
        (byte)Rules.Rules.Index().First(it => it.Item.Name == rule).Index;

    public ScoringWindow Window(int days = 90) =>
        ScoringWindow.Until((Start + Today) * TimeSpan.TicksPerDay, days);

    public ContributionLedger Count(int days = 90) =>
        ContributionLedger.Build(ToEvents(_events), Rules, Window(days), _facts);

    /// <summary>All points of a member, in points.</summary>
    public double Points(int member, int days = 90)
    {
        var ledger = Count(days);
        return Dimensions.All.Sum(dimension => Scoring.Points(ledger, member, dimension));
    }

    public static ContributionEvents ToEvents(IEnumerable<ContributionEvent> events)
    {
        var all = new ContributionEvents();
        foreach (var it in events) all.Add(in it);
        return all;
    }
}

/// <summary>Points as numbers.</summary>
internal static class Scoring
{
    public static double Points(ContributionLedger ledger, int member, Dimension dimension) =>
        KnowledgeGraph.Insights.Contribution.Scoring.Points.ToNumber(ledger.PointsOf(member, dimension));
}
