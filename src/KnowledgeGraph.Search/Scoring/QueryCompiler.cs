using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>Works statistics and boosts into a query, so that its scorers only add and compare.</summary>
internal static class QueryCompiler
{
    /// <summary>Of more terms that begin so none has a scorer of its own.</summary>
    private const int FewTerms = 16;

    public static QueryPlan Compile(Statistics statistics, SearchQuery query, float boost = 1f)
    {
        switch (query)
        {
            case TermQuery term: return TermPlan.Of(statistics, term.Term, boost);
            case CombinedTermQuery { Terms.Count: > 0 } combined:
                return new CombinedTermPlan(statistics, combined, boost);
            case PhraseQuery phrase when phrase.Slots.Count > 0 && phrase.Slots.All(slot => slot.Terms.Count > 0):
                return new PhrasePlan(statistics, phrase, boost);
            case BooleanQuery boolean: return Compile(statistics, boolean, boost);
            case BestOfQuery best:
                return new BestOfPlan(
                    CompileAll(statistics, best.Clauses, boost), best.Tie, "the best of what matches");
            case BoostQuery inner: return Compile(statistics, inner.Inner, boost * inner.Factor);
            case ConstantQuery constant:
                return new ConstantPlan(Compile(statistics, constant.Inner), boost * constant.Score);
            case ValueQuery value:
                return new ValuePlan(
                    statistics, Compile(statistics, value.Inner, boost),
                    new ValueRaise(value.Values, value.Multiplies, boost));
            case EveryQuery: return new BitmapPlan(statistics, boost, "every document", null);
            case MaskQuery mask: return BitmapPlan.Of(statistics, mask.Mask, boost);
            case PrefixQuery prefix: return Compile(statistics, prefix, boost);
            case FuzzyQuery fuzzy: return Compile(statistics, fuzzy, boost);
            default: return new BestOfPlan([], 0, "nothing");
        }
    }

    private static QueryPlan Compile(Statistics statistics, BooleanQuery query, float boost)
    {
        var plan = new BooleanPlan(
            CompileAll(statistics, query.Must, boost),
            CompileAll(statistics, query.Filter, 1f),
            CompileAll(statistics, query.Should, boost),
            CompileAll(statistics, query.MustNot, 1f),
            query.ShouldMin);
        return plan is { Must: [CombinedTermPlan must], Should: [CombinedTermPlan may], Least: 0 }
            && plan.Filter.Length + plan.MustNot.Length == 0
            ? new StemAndExactPlan(plan, must, may)
            : plan;
    }

    private static QueryPlan[] CompileAll(Statistics statistics, IReadOnlyList<SearchQuery> queries, float boost)
    {
        var plans = new QueryPlan[queries.Count];
        for (var i = 0; i < plans.Length; i++) plans[i] = Compile(statistics, queries[i], boost);
        return plans;
    }

    private static QueryPlan Compile(Statistics statistics, PrefixQuery prefix, float boost)
    {
        if (prefix.Scoring == ManyTermsScoring.Best)
        {
            if (statistics.CountFrom(prefix.Prefix) <= FewTerms)
                return TermByTerm(statistics, prefix.Prefix, boost);
            var idf = Bm25.InverseDocumentFrequency(
                statistics.HighestFrom(prefix.Prefix), statistics.Field(prefix.Prefix.Field).Documents);
            return new ManyTermsPlan(
                statistics, prefix.Prefix, boost * idf, () => TermByTerm(statistics, prefix.Prefix, boost));
        }

        return new PrefixPlan(statistics, prefix.Prefix, boost);
    }

    private static BestOfPlan TermByTerm(Statistics statistics, Term prefix, float boost) =>
        BestOf(statistics, prefix, Expansions.ByPrefix(statistics, prefix, int.MaxValue), boost);

    private static QueryPlan Compile(Statistics statistics, FuzzyQuery fuzzy, float boost)
    {
        var terms = Expansions.BySimilarity(statistics, fuzzy.Term, fuzzy.EditsMax, fuzzy.PrefixCharacters);
        if (fuzzy.WithoutExact) terms.RemoveAll(term => term.Edits == 0);
        if (terms.Count > fuzzy.TermsMax) terms.RemoveRange(fuzzy.TermsMax, terms.Count - fuzzy.TermsMax);
        var best = BestOf(statistics, fuzzy.Term, terms, boost);
        return fuzzy.Scoring == ManyTermsScoring.Constant ? new ConstantPlan(best, boost) : best;
    }

    /// <summary>The best of many terms, all with the document frequency of the most frequent.</summary>
    private static BestOfPlan BestOf(
        Statistics statistics, Term typed, List<Expansions.Expansion> terms, float boost)
    {
        var most = 0;
        foreach (var expansion in terms) most = Math.Max(most, expansion.Term.DocumentFrequency);
        var idf = Bm25.InverseDocumentFrequency(most, statistics.Field(typed.Field).Documents);
        var plans = new QueryPlan[terms.Count];
        for (var i = 0; i < plans.Length; i++)
        {
            var weight = boost * idf * Expansions.Closeness(typed, terms[i]);
            plans[i] = new TermPlan(statistics, terms[i].Term, weight);
        }

        return new BestOfPlan(plans, 0f, $"the best term for {typed}");
    }
}
