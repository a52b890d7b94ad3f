using System.Text;

namespace KnowledgeGraph.Tests.GraphQL.Language;

/// <summary>
/// Random changes to a text: pieces left out, doubled, and put in that a lexer minds. None beyond U+FFFF: graphql-js
/// cuts such a character in two where it quotes a bad escape.
/// </summary>
internal static class DocumentMutation
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", "!", "$", "&", "|", "=", ":", "@", ".", "..", "...", "\"", "\"\"\"", "\\\"\"\"",
        "\\", "\\u", "\\u{", "\\u{1F600}", "\\uD83D", "\\uDE00", "\\n", "\\x", "#", ",", " ", "\n", "\r", "\r\n", "\t",
        "\u0000", "\u0007", "\uFEFF", "é", "中", "'", "?", "0", "00", "-", "-1", "1.", "1.5", ".5", "1e", "1e5",
        "0x1", "_", "on", "true", "null", "query", "fragment", "extend", "type", "schema", "repeatable", "implements",
        "{ a }", "(a: 1)", "@a", "$a: Int = $b",
    ];

    public static string Of(Random random, string text)
    {
        var mutated = text;
        for (var count = random.Next(1, 4); count > 0; count--) mutated = Once(random, mutated);
        return mutated;
    }

    private static string Once(Random random, string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        if (runes.Length == 0) return Pieces[random.Next(Pieces.Length)];
        var start = random.Next(runes.Length);
        var end = Math.Min(runes.Length, start + random.Next(1, 6));
        var before = Text(runes[..start]);
        var piece = Text(runes[start..end]);
        var after = Text(runes[end..]);
        return random.Next(5) switch
        {
            0 => before + after,
            1 => before + piece + piece + after,
            2 => before + Pieces[random.Next(Pieces.Length)] + piece + after,
            3 => before + Pieces[random.Next(Pieces.Length)] + after,
            _ => before,
        };
    }

    private static string Text(IEnumerable<Rune> runes) => string.Concat(runes.Select(rune => rune.ToString()));
}
