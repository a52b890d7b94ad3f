using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Contribution.Shares;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution;

/// <summary>
/// One member's score with everything that it was made from, so that anybody can check it by hand. Immutable; evidence
/// is read when it is first asked for.
/// </summary>
public sealed class ContributionReceipt
{
    private readonly Lazy<MemberEvidence> _evidence;

    internal ContributionReceipt(ContributionView view, int member)
    {
        (View, Member) = (view, member);
        _evidence = new(() => view.Ledger.Explain(member));
        Score = view.Scores.Score(member);
    }

    public ContributionView View { get; }

    public int Member { get; }

    /// <summary>Q, 0 to 1.</summary>
    public double Score { get; }

    public int? Rank => View.Scores.Rank(Score);

    public double? Percentile => View.Scores.Percentile(Score);

    public MemberEvidence Evidence => _evidence.Value;

    /// <summary>All dimensions' points, in millionths.</summary>
    public long Points => Sum(View.Ledger, Member);

    /// <summary>Those of the window before; null where there is none.</summary>
    public long? PointsBefore => View.Before is { } before ? Sum(before, Member) : null;

    public MemberStanding Standing => MemberStanding.Of(View.Rules.Standing, Points, PointsBefore, Percentile);

    /// <summary>The points by week, before they aged.</summary>
    public IReadOnlyList<WeekOfPoints> Weeks => History.Of(View.Ledger, [Member]);

    /// <summary>How many events each rule counted, and what they made; rules without events are left out.</summary>
    public IReadOnlyList<RuleCount> Counts()
    {
        var counts = new (int Events, long Points)[View.Rules.Rules.Count];
        for (var place = 0; place < Evidence.Count; place++)
        {
            var item = Evidence[place];
            if (item.IsDropped || item.Weight == 0) continue;
            counts[item.Rule].Events++;
            counts[item.Rule].Points += item.Points;
        }

        return [.. counts.Index().Where(count => count.Item.Events > 0)
            .Select(count => new RuleCount(View.Rules.Rules[count.Index], count.Item.Events, count.Item.Points))];
    }

    /// <summary>
    /// The evidence that the reader may see, newest first, and for each rule one line for what it may not see (what is
    /// personal to the member), so that all of it adds up.
    /// </summary>
    public IReadOnlyList<EvidenceEntry> EvidenceFor(GraphReader reader, bool withDropped)
    {
        var entries = new List<EvidenceEntry>();
        var unseen = new SortedDictionary<int, (int Events, long Points)>();
        for (var place = Evidence.Count - 1; place >= 0; place--)
        {
            var item = Evidence[place];
            if (!withDropped && (item.IsDropped || item.Weight == 0)) continue;
            if (item.Source < 0 || reader.ListsEdge(item.Source))
            {
                entries.Add(new EvidenceEntry(View.Rules.Rules[item.Rule], item, 1, item.Points));
                continue;
            }

            var (events, points) = unseen.GetValueOrDefault(item.Rule);
            unseen[item.Rule] = (events + 1, points + item.Points);
        }

        entries.AddRange(unseen.Select(it =>
            new EvidenceEntry(View.Rules.Rules[it.Key], null, it.Value.Events, it.Value.Points)));
        entries.Sort((left, right) => EvidenceEntry.Compare(left.Place, right.Place));
        return entries;
    }

    private static long Sum(ContributionLedger ledger, int member)
    {
        var sum = 0L;
        foreach (var dimension in Dimensions.All) sum += ledger.PointsOf(member, dimension);
        return sum;
    }
}

/// <summary>How many events a rule counted, and the points that they made, in millionths.</summary>
public sealed record RuleCount(ContributionRule Rule, int Events, long Points);

/// <summary>A line of a receipt: one event, or (with no item) several that are not shown one by one.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Item">The event; null for several.</param>
/// <param name="Events">How many.</param>
/// <param name="Points">What they add, in millionths of a point.</param>
public sealed record EvidenceEntry(ContributionRule Rule, EvidenceItem? Item, int Events, long Points)
{
    /// <summary>
    /// Orders lines: newest first, then lines that stand for several, by rule. The same in every version that has the
    /// event.
    /// </summary>
    public (long Ticks, ulong Id, string Rule) Place => Item is { } item ? (item.Ticks, item.Id, Rule.Name)
        : (long.MinValue, 0, Rule.Name);

    /// <summary>Negative where the first place comes before the second.</summary>
    public static int Compare((long Ticks, ulong Id, string Rule) one, (long Ticks, ulong Id, string Rule) other)
    {
        if (one.Ticks != other.Ticks) return other.Ticks.CompareTo(one.Ticks);
        return one.Id != other.Id ? other.Id.CompareTo(one.Id) : string.CompareOrdinal(one.Rule, other.Rule);
    }
}
