using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// Pseudo-relevance feedback (Lavrenko and Croft's relevance model, RM3): words that the best hits share are looked
/// for,
/// too. Only where it is likely to help: the query is long, and the best hits speak of the same thing.
/// </summary>
internal sealed class Feedback
{
    private const int UnitsMin = 5;
    private const int DocumentsMax = 5;
    private const int TermsMax = 15;
    private const int TextBytesMax = 20_000;

    // Of the weight of all words together.
    private const float Weight = 0.4f / (1 - 0.4f);

    /// <summary>The best hits have to share at least so much of the chosen words' weight.</summary>
    private const double AgreementMin = 0.5;

    private static readonly Feedback None = new([]);

    private readonly List<SearchQuery> _expansions;

    private Feedback(List<SearchQuery> expansions) => _expansions = expansions;

    public SearchQuery Expand(SearchQuery tier)
    {
        if (_expansions.Count == 0) return tier;
        var all = BooleanQuery.Around(tier);
        return all with { Should = [.. all.Should, .. _expansions] };
    }

    /// <param name="reader">The graph.</param>
    /// <param name="plan">What is looked for.</param>
    /// <param name="hits">The best hits by words alone, in order.</param>
    public static Feedback For(GraphReader reader, QueryPlan plan, IReadOnlyList<SearchHit> hits)
    {
        var content = plan.Units.Count(unit => unit is not WordUnit word || !QueryPlanner.IsStopword(word));
        if (plan.Relaxed is null || content < UnitsMin || hits.Count < DocumentsMax) return None;
        var terms = Terms(reader, [.. hits.Take(DocumentsMax)]);
        if (terms.Count == 0 || Agreement(terms) < AgreementMin) return None;
        var sum = terms.Sum(term => term.Weight);
        return new([.. terms.Select(term => (SearchQuery)new BoostQuery(
            new CombinedTermQuery([.. SearchFields.Layout.Words.Select(field => (
                new Term(field.Field, TokenKind.Stemmed, term.Stem), field.Weight))]),
            (float)(Weight * content * term.Weight / sum)))]);
    }

    // How many of the hits hold a chosen word, on average, as a share.
    private static double Agreement(List<(byte[] Stem, double Weight, int Hits)> terms) =>
        terms.Sum(term => term.Weight * term.Hits) / (terms.Sum(term => term.Weight) * DocumentsMax);

    private static List<(byte[] Stem, double Weight, int Hits)> Terms(GraphReader reader, IReadOnlyList<SearchHit> hits)
    {
        var total = hits.Sum(hit => (double)hit.Score);
        var weights = new Dictionary<string, (double Weight, int Hits)>(StringComparer.Ordinal);
        foreach (var hit in hits)
        {
            var (counts, length) = Stems(reader, hit.Document);
            foreach (var (stem, count) in counts)
            {
                var (weight, seen) = weights.GetValueOrDefault(stem);
                weights[stem] = (weight + (hit.Score / total * count / length), seen + 1);
            }
        }

        var all = reader.SearchMask?.Count ?? reader.SearchIndex.DocumentCount;
        return [.. weights
            .Select(pair => (pair.Key, pair.Value.Weight, pair.Value.Hits, Frequency: FrequencyOf(reader, pair.Key)))
            .Where(term => term.Frequency > 1)
            .Select(term => (term.Key, Weight: term.Weight * Math.Log(1 + ((all - term.Frequency + 0.5)
                / (term.Frequency + 0.5))), term.Hits))
            .OrderByDescending(term => term.Weight).ThenBy(term => term.Key, StringComparer.Ordinal)
            .Take(TermsMax)
            .Select(term => (System.Text.Encoding.UTF8.GetBytes(term.Key), term.Weight, term.Hits))];
    }

    private static int FrequencyOf(GraphReader reader, string stem) => SearchFields.Layout.Words.Max(field =>
        reader.SearchIndex.DocumentFrequency(new Term(field.Field, TokenKind.Stemmed, stem), reader.SearchMask));

    private static (Dictionary<string, int> Counts, int Length) Stems(GraphReader reader, int node)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var tokens = new AnalyzedText();
        byte[] scratch = [];
        var kind = reader.KindOf(node);
        string[] fields = kind is NodeKind.Document
            ? ["title", "body"]
            : [SearchFields.TitleOf(kind)];
        foreach (var field in fields)
        {
            var text = reader.Texts(NodeFields.Of(kind, field)).Raw(node, ref scratch);
            TextAnalyzer.Analyze(text[..Math.Min(text.Length, TextBytesMax)], tokens);
        }

        foreach (ref readonly var token in tokens.Tokens)
        {
            if (token.Kind is not TokenKind.Stemmed || QueryPlanner.IsStopword(tokens.TermOf(token))) continue;
            var stem = tokens.TextOf(token);
            counts[stem] = counts.GetValueOrDefault(stem) + 1;
        }

        return (counts, Math.Max(1, tokens.Position));
    }
}
