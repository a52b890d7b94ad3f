using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Query;

/// <summary>A hit with how well it fits.</summary>
public readonly record struct TieredHit(int Document, float Score, MatchTier Tier);

/// <summary>The tiers of a plan that are answered, and how many each holds.</summary>
/// <param name="Hits">The best, tier by tier.</param>
/// <param name="Tiers">The tiers that count, in order, each as a tree without what the tiers before it match.</param>
/// <param name="Count">The number of matches seen; of all where <paramref name="IsCountExact"/>.</param>
/// <param name="IsCountExact">Whether every match was counted.</param>
public sealed record TieredHits(
    IReadOnlyList<TieredHit> Hits, IReadOnlyList<(MatchTier Tier, SearchQuery Query)> Tiers, int Count,
    bool IsCountExact)
{
    /// <summary>Everything that matches, for counting; without an order.</summary>
    public SearchQuery Matches => Tiers.Count == 1
        ? Tiers[0].Query
        : BooleanQuery.Any([.. Tiers.Select(tier => tier.Query)]);
}

/// <summary>
/// Runs a plan tier by tier: exact, then unfinished, then corrected where the tiers before it gave little, then with
/// words left out where those gave little still. So an exact hit stands above every corrected one without a weight that
/// would have to be large enough.
/// </summary>
public static class TieredSearch
{
    /// <summary>With fewer hits than that, typing mistakes are looked for, and then words are left out.</summary>
    public const int FewHits = 10;

    /// <summary>Shorter queries lose words only where nothing is found.</summary>
    public const int UnitsToRelax = 3;

    /// <param name="plan">The plan.</param>
    /// <param name="snapshot">The version of the index.</param>
    /// <param name="request">
    /// Mask, filters and number of hits, and up to how many are counted; its query is not used.
    /// </param>
    /// <param name="score">Wraps a tier's tree with what raises scores; the matches stay the same.</param>
    public static TieredHits Run(
        QueryPlan plan, SearchSnapshot snapshot, SearchRequest request, Func<SearchQuery, SearchQuery> score)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(score);
        var hits = new List<TieredHit>();
        var tiers = new List<(MatchTier, SearchQuery)>();
        var before = new List<SearchQuery>();
        var (count, isExact) = (0, true);
        foreach (var tier in Enum.GetValues<MatchTier>())
        {
            var isEnough = tier >= MatchTier.Corrected && count >= Enough(tier, plan);
            if (isEnough || plan.Of(tier) is not { } query) continue;
            if (before.Count > 0)
            {
                var all = BooleanQuery.Around(query);
                query = all with { MustNot = [.. all.MustNot, .. before] };
            }

            var (wanted, countUpTo) = (Math.Max(0, request.Top - hits.Count), Math.Max(FewHits, request.CountUpTo));
            if (wanted == 0 && count >= countUpTo)
            {
                // Whether it holds anything is found out by who counts all.
                isExact = false;
                tiers.Add((tier, query));
                before.Add(plan.Of(tier)!);
                continue;
            }

            var found = snapshot.Search(request with { Query = score(query), Top = wanted, CountUpTo = countUpTo });
            // What holds nothing need not be told apart from the tiers behind it.
            if (found.Count > 0) before.Add(plan.Of(tier)!);
            else if (tier > MatchTier.Exact) continue;
            count += found.Count;
            isExact &= found.IsCountExact;
            tiers.Add((tier, query));
            hits.AddRange(found.Hits.Select(hit => new TieredHit(hit.Document, hit.Score, tier)));
        }

        return new(hits, tiers, count, isExact);
    }

    // Of one or two words none is left out while anything holds both.
    private static int Enough(MatchTier tier, QueryPlan plan) =>
        tier is MatchTier.Relaxed && plan.Units.Count < UnitsToRelax ? 1 : FewHits;
}
