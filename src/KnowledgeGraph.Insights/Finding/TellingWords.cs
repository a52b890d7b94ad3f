using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>A word that tells a text from others.</summary>
/// <param name="Kind">A stem, or a pair of characters.</param>
/// <param name="Bytes">The term.</param>
/// <param name="Text">As it stands in the text, folded.</param>
/// <param name="Weight">Its share of all chosen words' weight.</param>
internal sealed record TellingWord(TokenKind Kind, byte[] Bytes, string Text, double Weight);

/// <summary>The words of a node with the highest tf·idf.</summary>
internal static class TellingWords
{
    private const int TextBytesMax = 20_000;

    public static IReadOnlyList<TellingWord> Of(GraphReader reader, int node, int max)
    {
        var counts = new Dictionary<(TokenKind, string), (int Count, string Text)>();
        var tokens = new AnalyzedText();
        byte[] scratch = [];
        foreach (var field in FieldsOf(reader.KindOf(node)))
        {
            var text = reader.Texts(NodeFields.Of(reader.KindOf(node), field)).Raw(node, ref scratch);
            TextAnalyzer.Analyze(text[..Math.Min(text.Length, TextBytesMax)], tokens);
        }

        var word = "";
        foreach (ref readonly var token in tokens.Tokens)
        {
            var text = tokens.TextOf(token);
            if (token.Kind is TokenKind.Exact) word = text;
            if (token.Kind is not (TokenKind.Stemmed or TokenKind.Bigram)) continue;
            if (QueryPlanner.IsStopword(tokens.TermOf(token))) continue;
            var shown = token.Kind is TokenKind.Bigram ? text : word;
            counts[(token.Kind, text)] = (counts.GetValueOrDefault((token.Kind, text)).Count + 1, shown);
        }

        double all = reader.SearchMask?.Count ?? reader.SearchIndex.DocumentCount;
        var chosen = counts.Select(pair => (pair.Key, pair.Value, Frequency: FrequencyOf(reader, pair.Key)))
            .Where(term => term.Frequency > 1 && term.Frequency < Math.Max(2, all / 2))
            .Select(term => (term.Key, term.Value.Text, Weight: Math.Sqrt(term.Value.Count) * Math.Log(
                1 + ((all - term.Frequency + 0.5) / (term.Frequency + 0.5)))))
            .OrderByDescending(term => term.Weight).ThenBy(term => term.Key.Item2, StringComparer.Ordinal)
            .Take(max).ToList();
        var sum = chosen.Sum(term => term.Weight);
        return [.. chosen.Select(term => new TellingWord(
            term.Key.Item1, Encoding.UTF8.GetBytes(term.Key.Item2), term.Text, term.Weight / sum))];
    }

    private static int FrequencyOf(GraphReader reader, (TokenKind Kind, string Text) term) =>
        SearchFields.Layout.Words.Max(field => reader.SearchIndex.DocumentFrequency(
            new Term(field.Field, term.Kind, term.Text), reader.SearchMask));

    private static string[] FieldsOf(NodeKind kind) => kind switch
    {
        NodeKind.Member => ["displayName", "bio"],
        NodeKind.Document => ["title", "body", "transcript"],
        NodeKind.CodeRepository or NodeKind.Topic => ["name", "description"],
        _ => ["title", "description"],
    };
}
