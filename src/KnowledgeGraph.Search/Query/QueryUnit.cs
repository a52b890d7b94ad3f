using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Query;

/// <summary>A word to look for, as the analyzer reads it.</summary>
public abstract record QueryUnit(string Text);

/// <summary>A word of letters or digits.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Exact">Folded.</param>
/// <param name="Stem">Its stem; null where it has none.</param>
/// <param name="Form">What it looks like.</param>
public sealed record WordUnit(string Text, byte[] Exact, byte[]? Stem, WordForm Form) : QueryUnit(Text);

/// <summary>Characters of a script without spaces.</summary>
/// <param name="Text">As they were typed.</param>
/// <param name="Characters">Each.</param>
/// <param name="Pairs">Each two neighbours.</param>
public sealed record RunUnit(string Text, IReadOnlyList<byte[]> Characters, IReadOnlyList<byte[]> Pairs)
    : QueryUnit(Text);

/// <summary>A word that is made of words: found whole, or by all of its words.</summary>
public sealed record CompoundUnit(string Text, byte[] Whole, IReadOnlyList<WordUnit> Words) : QueryUnit(Text);

/// <summary>Reads typed text into units, with the one analyzer.</summary>
public static class QueryUnits
{
    public static IReadOnlyList<QueryUnit> Read(string text)
    {
        var tokens = new AnalyzedText();
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        TextAnalyzer.Analyze(bytes, tokens);
        var units = new List<QueryUnit>();
        var all = tokens.Tokens;
        for (var i = 0; i < all.Length;)
        {
            var token = all[i];
            var typed = System.Text.Encoding.UTF8.GetString(bytes, token.Start, token.End - token.Start);
            if (token.Form is WordForm.Character) units.Add(ReadRun(bytes, tokens, ref i));
            else if (token.Form is WordForm.Whole && token.Span > 1) units.Add(ReadCompound(typed, tokens, ref i));
            else units.Add(ReadWord(typed, tokens, ref i));
        }

        return units;
    }

    // The characters that follow one another without a gap.
    private static RunUnit ReadRun(byte[] text, AnalyzedText tokens, ref int at)
    {
        var all = tokens.Tokens;
        var (characters, pairs) = (new List<byte[]>(), new List<byte[]>());
        var (start, end) = (all[at].Start, all[at].Start);
        for (; at < all.Length && all[at].Form is WordForm.Character; at++)
        {
            if (all[at].Kind is TokenKind.Bigram)
            {
                pairs.Add(tokens.TermOf(all[at]).ToArray());
                continue;
            }

            if (all[at].Start != end) break;
            characters.Add(tokens.TermOf(all[at]).ToArray());
            end = all[at].End;
        }

        return new(System.Text.Encoding.UTF8.GetString(text, start, end - start), characters, pairs);
    }

    private static CompoundUnit ReadCompound(string typed, AnalyzedText tokens, ref int at)
    {
        var all = tokens.Tokens;
        var whole = all[at++];
        var words = new List<WordUnit>();
        while (at < all.Length && all[at].Position < whole.Position + whole.Span)
        {
            var token = all[at];
            if (token.Form is WordForm.Whole || token.Kind is TokenKind.Stemmed || token.Position < whole.Position)
            {
                at++;
                continue;
            }

            var part = System.Text.Encoding.UTF8.GetBytes(tokens.TextOf(token));
            words.Add(ReadWord(System.Text.Encoding.UTF8.GetString(part), tokens, ref at));
        }

        return new(typed, tokens.TermOf(whole).ToArray(), words);
    }

    // The first token of a position, with the stem that may follow; the others of the position are passed over.
    private static WordUnit ReadWord(string typed, AnalyzedText tokens, ref int at)
    {
        var all = tokens.Tokens;
        var word = all[at++];
        byte[]? stem = null;
        for (; at < all.Length && all[at].Position == word.Position; at++)
        {
            var isSame = all[at].Start == word.Start && all[at].End == word.End;
            var isStem = all[at].Kind is TokenKind.Stemmed
                || (isSame && word.Kind is TokenKind.Part && all[at].Kind is TokenKind.Part);
            if (isStem) stem ??= tokens.TermOf(all[at]).ToArray();
        }

        return new(typed, tokens.TermOf(word).ToArray(), stem, word.Form is WordForm.Whole ? WordForm.Word : word.Form);
    }
}
