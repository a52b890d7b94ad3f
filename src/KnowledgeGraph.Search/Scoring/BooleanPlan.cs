namespace KnowledgeGraph.Search.Scoring;

/// <summary>Clauses that have to, may or must not match.</summary>
internal sealed class BooleanPlan(
    QueryPlan[] must, QueryPlan[] filter, QueryPlan[] should, QueryPlan[] mustNot, int shouldMin) : QueryPlan
{
    // So many postings are gone through in the time in which one document is looked for in those of one term.
    private const int FewShare = 16;

    /// <summary>What a plan matches within what another does, which does not count.</summary>
    public static BooleanPlan Within(QueryPlan plan, QueryPlan limit) =>
        plan is BooleanPlan { IsUnion: false, Least: 0 } all
            ? new(all.Must, [.. all.Filter, limit], all.Should, all.MustNot, 0)
            : new([plan], [limit], [], [], 0);

    /// <summary>Whether it only says what may match.</summary>
    public bool IsDisjunction => IsUnion && mustNot.Length == 0;

    /// <summary>Whether it only says what may and what must not match.</summary>
    public bool IsUnion => must.Length + filter.Length == 0;

    /// <summary>How many of <see cref="Should"/> have to match.</summary>
    public int Least => must.Length + filter.Length == 0 ? Math.Max(1, shouldMin) : shouldMin;

    public QueryPlan[] Should => should;

    public QueryPlan[] Filter => filter;

    public QueryPlan[] Must => must;

    public QueryPlan[] MustNot => mustNot;

    /// <summary>
    /// One clause that has to match has so few documents that asking the others about each costs less than going
    /// through all of theirs.
    /// </summary>
    public bool IsLedByFew(int view, SearchScratch scratch)
    {
        var (least, all, leaves) = (long.MaxValue, 0L, 0L);
        foreach (var clause in must.Concat(filter).Concat(mustNot))
        {
            var isExcluded = Array.IndexOf(mustNot, clause) >= 0;
            if (clause.Open(view, scratch) is not { } scorer)
            {
                if (isExcluded) continue;
                return true;
            }

            if (!isExcluded) least = Math.Min(least, scorer.Cost);
            all += scorer.Cost;
            leaves += scorer.Leaves;
        }

        return least < all / (FewShare * leaves);
    }

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var scoring = Open(must, view, scratch);
        var filters = Open(filter, view, scratch);
        if (scoring.Length < must.Length || filters.Length < filter.Length) return null;
        var optional = Open(should, view, scratch);
        if (optional.Length < Least) return null;
        if (Least > 0)
        {
            // What has to match of them is one more condition.
            var isOne = optional.Length == 1;
            if (isOne) scoring = [.. scoring, optional[0]];
            var some = isOne ? null : new DisjunctionScorer(optional, Least, null);
            if (filters.Length + mustNot.Length == 0)
            {
                if (some is not null && scoring.Length == 0) return some;
                if (some is null && scoring.Length == 1) return scoring[0];
            }

            return new ConjunctionScorer(scoring, filters, [], Excluded(view, scratch), some);
        }

        if (scoring.Length == 1 && filters.Length + optional.Length + mustNot.Length == 0) return scoring[0];
        return new ConjunctionScorer(scoring, filters, optional, Excluded(view, scratch), null);
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch)
    {
        var parts = new List<Explanation>();
        foreach (var clause in must)
        {
            if (clause.Explain(view, document, scratch) is not { } part) return null;
            parts.Add(part);
        }

        if (filter.Any(clause => clause.Explain(view, document, scratch) is null)) return null;
        if (mustNot.Any(clause => clause.Explain(view, document, scratch) is not null)) return null;
        var matching = should.Select(clause => clause.Explain(view, document, scratch)).OfType<Explanation>().ToArray();
        if (matching.Length < Least) return null;
        parts.AddRange(matching);
        return new Explanation((float)parts.Sum(part => part.Value), "sum of what matches", parts);
    }

    /// <summary>What must not match; null where nothing.</summary>
    public Scorer? Excluded(int view, SearchScratch scratch) => Open(mustNot, view, scratch) switch
    {
        [] => null,
        [var one] => one,
        var many => new DisjunctionScorer(many, 1, null),
    };

    internal static Scorer[] Open(QueryPlan[] plans, int view, SearchScratch scratch)
    {
        var scorers = new Scorer[plans.Length];
        var count = 0;
        foreach (var plan in plans)
        {
            if (plan.Open(view, scratch) is { } scorer) scorers[count++] = scorer;
        }

        return count == scorers.Length ? scorers : scorers[..count];
    }
}

/// <summary>The best of some clauses, and a share of the others.</summary>
internal sealed class BestOfPlan(QueryPlan[] clauses, float tie, string description) : QueryPlan
{
    public QueryPlan[] Clauses => clauses;

    public float Tie => tie;

    public override Scorer? Open(int view, SearchScratch scratch) => BooleanPlan.Open(clauses, view, scratch) switch
    {
        [] => null,
        [var one] => one,
        var many => new DisjunctionScorer(many, 1, tie),
    };

    public override Explanation? Explain(int view, int document, SearchScratch scratch)
    {
        var parts = clauses.Select(clause => clause.Explain(view, document, scratch)).OfType<Explanation>().ToArray();
        if (parts.Length == 0) return null;
        var best = parts.Max(part => part.Value);
        return new Explanation(
            (float)(best + tie * (parts.Sum(part => part.Value) - best)), $"{description}, {tie} of the others", parts);
    }
}
