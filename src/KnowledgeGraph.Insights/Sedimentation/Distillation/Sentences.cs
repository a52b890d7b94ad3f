using System.Text;

namespace KnowledgeGraph.Insights.Sedimentation.Distillation;

/// <summary>
/// The sentences of a text in Markdown, as they stand there: without code, tables, quotations of others, headings and
/// images, and with the words of links instead of their addresses.
/// </summary>
internal static class Sentences
{
    private const int TextLettersMax = 20_000;
    private const int LettersMin = 12;
    private const int LettersMax = 400;

    public static IReadOnlyList<string> Of(string? text)
    {
        var sentences = new List<string>();
        if (text is null) return sentences;
        var paragraph = new StringBuilder();
        var isCode = false;
        foreach (var raw in text[..Math.Min(text.Length, TextLettersMax)].Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal))
            {
                isCode = !isCode;
                line = "";
            }

            var isText = !isCode && line.Length > 0 && !raw.StartsWith("    ", StringComparison.Ordinal)
                && raw[0] != '\t' && line[0] is not ('>' or '#' or '|' or '$' or '<') && !line.StartsWith("![");
            if (!isText) Split(paragraph, sentences);
            else if (IsItem(line)) Split(paragraph, sentences);
            if (isText) paragraph.Append(paragraph.Length > 0 ? " " : "").Append(WithoutMarks(line));
        }

        Split(paragraph, sentences);
        return sentences;
    }

    // Each point of a list stands for itself.
    private static bool IsItem(string line) => line is ['-' or '*' or '+', ' ', ..]
        || (char.IsAsciiDigit(line[0]) && line.AsSpan().IndexOf(". ") is 1 or 2);

    private static void Split(StringBuilder paragraph, List<string> sentences)
    {
        var text = paragraph.ToString();
        paragraph.Clear();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!Ends(text, at)) continue;
            Add(text[start..(at + 1)], sentences);
            start = at + 1;
        }

        Add(text[start..], sentences);
    }

    private static bool Ends(string text, int at)
    {
        if (text[at] is '。' or '!' or '?') return true;
        if (text[at] is not ('.' or '!' or '?') || at + 2 >= text.Length || text[at + 1] != ' ') return false;
        // After e.g. and i.e. and initials it goes on, and so it does before a small letter.
        return !char.IsLower(text[at + 2]) && !(at >= 2 && text[at - 2] is '.' or ' ');
    }

    private static void Add(string sentence, List<string> sentences)
    {
        sentence = sentence.Trim();
        if (sentence.Length is >= LettersMin and <= LettersMax && sentence.Any(char.IsLetter)) sentences.Add(sentence);
    }

    // [words](address) and ![words](address); `-`, `1.` at the beginning; ** and __.
    private static string WithoutMarks(string line)
    {
        if (IsItem(line)) line = line[(line.IndexOf(' ') + 1)..].TrimStart();
        var text = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '[' && TryReadLink(line, at, out var words, out var end))
            {
                if (text.Length > 0 && text[^1] == '!') text.Length--;
                else text.Append(words);
                at = end;
            }
            else if (line[at] is '*' or '_' && at + 1 < line.Length && line[at + 1] == line[at]) at++;
            else text.Append(line[at]);
        }

        return text.ToString();
    }

    private static bool TryReadLink(string line, int at, out string words, out int end)
    {
        (words, end) = ("", at);
        var close = line.IndexOf("](", at, StringComparison.Ordinal);
        if (close < 0 || line.AsSpan(at + 1, close - at - 1).Contains('[')) return false;
        var finish = line.IndexOf(')', close);
        if (finish < 0) return false;
        (words, end) = (line[(at + 1)..close], finish);
        return true;
    }
}
