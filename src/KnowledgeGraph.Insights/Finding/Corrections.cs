using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>Words of the index that somebody may have meant.</summary>
internal static class Corrections
{
    private const int TermsMax = 50;

    /// <summary>
    /// The words that differ by typing mistakes from one, the closest first, of those the most frequent.
    /// </summary>
    public static IReadOnlyList<TermMatch> Of(GraphReader reader, WordUnit word)
    {
        var edits = QueryPlanner.EditsOf(word);
        if (edits == 0) return [];
        var found = new Dictionary<string, TermMatch>(StringComparer.Ordinal);
        foreach (var field in SearchFields.Layout.Words)
        {
            var term = new Term(field.Field, TokenKind.Exact, word.Exact);
            foreach (var match in reader.SearchIndex.SimilarTerms(term, edits, 1, TermsMax, reader.SearchMask))
            {
                if (match.Edits == 0) continue;
                var text = match.Term.ToString();
                var frequency = match.DocumentFrequency
                    + (found.TryGetValue(text, out var known) ? known.DocumentFrequency : 0);
                found[text] = match with { DocumentFrequency = frequency };
            }
        }

        return [.. found.Values.OrderBy(match => match.Edits).ThenByDescending(match => match.DocumentFrequency)
            .ThenBy(match => match.Term.ToString(), StringComparer.Ordinal).Take(TermsMax)];
    }

    /// <summary>The query with its unknown words corrected, where that finds more; null where it does not.</summary>
    public static DidYouMean? Suggest(
        GraphReader reader, QueryPlan plan, TieredHits found, SearchRequest search, string text)
    {
        if (found.Tiers.Count > 0 && found.Tiers[0].Tier is not MatchTier.Corrected and not MatchTier.Relaxed
            && found.Count > 0)
        {
            var isExact = found.Hits.Count > 0 && found.Hits[0].Tier is MatchTier.Exact or MatchTier.Prefix;
            if (isExact) return null;
        }

        var corrected = text;
        foreach (var word in plan.Units.OfType<WordUnit>())
        {
            if (IsKnown(reader, word) || Of(reader, word) is not [var best, ..]) continue;
            corrected = corrected.Replace(word.Text, best.Term.ToString(), StringComparison.Ordinal);
        }

        if (corrected == text) return null;
        var fields = new TypedFields(reader);
        var other = QueryPlanner.Plan(
            TypedQueryParser.Parse(corrected, fields.Knows), new PlanContext(reader.SearchIndex, SearchFields.Layout)
            {
                Visible = reader.SearchMask, Resolve = fields.MaskOf,
            });
        var count = reader.SearchIndex.Count(search with { Query = other.Exact });
        return count == 0 ? null : new(corrected, count);
    }

    private static bool IsKnown(GraphReader reader, WordUnit word) => SearchFields.Layout.Words.Any(field =>
        reader.SearchIndex.DocumentFrequency(
            new Term(field.Field, TokenKind.Exact, word.Exact), reader.SearchMask) > 0);
}
