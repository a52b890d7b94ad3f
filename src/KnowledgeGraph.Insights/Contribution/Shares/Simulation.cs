using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Shares;

/// <summary>A member's score under two policies.</summary>
public sealed record SimulatedScore(int Member, double Score, int? Rank, double ScoreThen, int RankThen);

/// <summary>What scores would be under another policy.</summary>
public static class Simulation
{
    /// <summary>The first members by the scores that they would have, beside those that they have.</summary>
    /// <param name="now">As it is.</param>
    /// <param name="then">As it would be.</param>
    /// <param name="isListed">Who may be named; the others count, and are left out.</param>
    /// <param name="first">How many.</param>
    public static IReadOnlyList<SimulatedScore> Run(
        ContributionView now, ContributionView then, Predicate<int> isListed, int first)
    {
        var scores = new List<SimulatedScore>();
        foreach (var member in then.Order(null))
        {
            if (scores.Count == first) break;
            if (!isListed(member)) continue;
            var (before, after) = (now.Scores.Score(member), then.Scores.Score(member));
            scores.Add(new(member, before, now.Scores.Rank(before), after, then.Scores.Rank(after)!.Value));
        }

        return scores;
    }
}

/// <summary>One of the few who do most of the work, and its share, 0 to 1.</summary>
public sealed record BusFactorMember(int Member, double Share);

/// <summary>How few members do most of the work on a topic: content and sedimentation.</summary>
/// <param name="Members">The few, the most first.</param>
/// <param name="MemberCount">How many did any.</param>
public sealed record TopicBusFactor(IReadOnlyList<BusFactorMember> Members, int MemberCount)
{
    public static TopicBusFactor Of(ContributionView view, double threshold)
    {
        var members = new List<int>();
        var work = new List<long>();
        // In the order of scores and ids, so that equal amounts of work come in an order that every store gives.
        foreach (var member in view.Order(null))
        {
            var points = view.Ledger.PointsOf(member, Dimension.Content)
                + view.Ledger.PointsOf(member, Dimension.Sedimentation);
            if (points == 0) continue;
            members.Add(member);
            work.Add(points);
        }

        var total = (double)work.Sum();
        return new TopicBusFactor(
            [.. BusFactor.Of(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(work), threshold)
                .Select(place => new BusFactorMember(members[place], work[place] / total))],
            members.Count);
    }
}
