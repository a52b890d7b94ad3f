using System.Text;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Tests.Search.Analysis;

/// <summary>Tokens as a line of text: the words of a position together, positions divided by a space.</summary>
internal static class Drawn
{
    /// <summary>
    /// Exact forms plain, stems (where they differ) with ~, pairs with &amp;, parts with a dot before them.
    /// </summary>
    public static string Tokens(string text)
    {
        var tokens = new AnalyzedText();
        TextAnalyzer.Analyze(text, tokens);
        return Draw(tokens, text);
    }

    public static string Pinyin(string text)
    {
        var tokens = new AnalyzedText();
        PinyinAnalyzer.Analyze(Encoding.UTF8.GetBytes(text), tokens);
        return Draw(tokens, text);
    }

    private static string Draw(AnalyzedText tokens, string text)
    {
        var line = new StringBuilder();
        var position = -1;
        var bytes = Encoding.UTF8.GetByteCount(text);
        var exact = new List<string>();
        foreach (var token in tokens.Tokens)
        {
            Xunit.Assert.InRange(token.Start, 0, token.End);
            Xunit.Assert.InRange(token.End, token.Start, bytes);
            Xunit.Assert.True(token.Position >= position);
            var term = tokens.TextOf(token);
            if (token.Position != position) exact.Clear();
            if (token.Kind is TokenKind.Exact) exact.Add(term);
            if (token.Kind is TokenKind.Stemmed && exact.Contains(term)) continue;
            if (line.Length > 0) line.Append(token.Position == position ? '|' : ' ');
            for (; position >= 0 && position + 1 < token.Position; position++) line.Append("_ ");
            position = token.Position;
            line.Append(token.Kind switch
            {
                TokenKind.Stemmed => "~",
                TokenKind.Bigram => "&",
                TokenKind.Part => ".",
                _ => "",
            }).Append(term);
        }

        return line.ToString();
    }
}
