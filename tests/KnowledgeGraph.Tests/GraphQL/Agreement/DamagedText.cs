namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>Texts with a piece cut out, put in, doubled or moved, mostly at the borders of words.</summary>
internal static class DamagedText
{
    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "|", "&", "=", "\"", "\"\"\"", "#", "\\", "-", ".",
        "on", "fragment", "query", "null", "true", "0", "01", "1.", "1e", "\"\\u{1F600}\"", "\"\\x\"", "é", "😀",
        "\u0007", "\n", "\r\n", "\ufeff", ",", "\t", "extend", "type A { b: C }", "subscription", "$a", "...on",
        "_", "?", "%",
    ];

    public static string Of(string text, Random random)
    {
        var position = random.Next(text.Length + 1);
        if (random.Next(2) == 0)
        {
            var space = text.IndexOf(' ', Math.Min(position, text.Length - 1));
            if (space >= 0) position = space;
        }

        var length = Math.Min(random.Next(1, 6), text.Length - position);
        return random.Next(5) switch
        {
            0 => text.Remove(position, length),
            1 => text[..position],
            2 => text.Insert(position, text.Substring(position, length)),
            _ => text.Insert(position, Pieces[random.Next(Pieces.Length)]),
        };
    }
}
