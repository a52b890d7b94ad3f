using System.Buffers;
using System.Text;

namespace KnowledgeGraph.Insights.Sedimentation.Staleness;

/// <summary>Finds where a reply says that something is outdated, in English or Chinese.</summary>
internal static class OutdatedPhrases
{
    private const int TextBytesMax = 4_000;
    private const int SentenceLettersMax = 200;

    // Apart, since what is plain ASCII is looked for with vectors.
    private static readonly SearchValues<string> English = SearchValues.Create(
        [
            "outdated", "out of date", "out-of-date", "obsolete", "no longer work", "no longer valid", "no longer true",
            "no longer accurate", "no longer correct", "no longer supported", "no longer the case", "no longer applies",
            "no longer available", "no longer exist", "is deprecated", "was deprecated", "been deprecated",
            "are deprecated", "now deprecated", "not work anymore", "not work any more", "n't work anymore",
            "n't work any more", "superseded by", "needs an update", "needs updating",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Chinese = SearchValues.Create(
        [
            "过时", "已过期", "过期了", "失效了", "已失效", "已经失效",
            "不再适用", "不再有效", "不再支持", "不再维护",
            "已弃用", "已废弃", "被弃用", "被废弃",
            "不能用了", "用不了了", "没法用了", "需要更新",
            "過時", "已過期", "過期了", "已經失效", "不再適用",
            "不再支援", "已棄用", "已廢棄", "不再維護",
        ],
        StringComparison.Ordinal);

    // Before the phrase, within a few letters, they turn it round.
    private static readonly string[] Negations =
    [
        "not ", "n't ", "never ", "isn’t ",
        "没有", "沒有", "并未", "並未", "并没", "不是", "不算", "没", "未",
    ];

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?\n。!?;;");

    /// <summary>Whether a text in UTF-8 says so. Longer texts are looked at by their beginning.</summary>
    public static bool Stand(ReadOnlySpan<byte> text) => Find(text, out _) >= 0;

    /// <summary>The sentence that says so, cut where it is long; null where none does.</summary>
    public static string? Sentence(ReadOnlySpan<byte> text)
    {
        var at = Find(text, out var letters);
        if (at < 0) return null;
        // A point within a word, as in 2.0, ends no sentence.
        var start = at;
        while (start > 0 && !EndsAt(letters, start - 1)) start--;
        var end = at;
        while (end < letters.Length && !EndsAt(letters, end)) end++;
        var sentence = letters[start..Math.Min(letters.Length, end + 1)].Trim();
        return sentence.Length <= SentenceLettersMax ? sentence : sentence[..SentenceLettersMax].TrimEnd() + "…";
    }

    private static bool EndsAt(string letters, int at) => SentenceEnds.Contains(letters[at])
        && (letters[at] != '.' || at + 1 == letters.Length || char.IsWhiteSpace(letters[at + 1]));

    // Most replies say nothing of the sort, and cost no string.
    private static int Find(ReadOnlySpan<byte> text, out string letters)
    {
        letters = "";
        if (text.Length > TextBytesMax) text = text[..TextBytesMax];
        Span<char> room = stackalloc char[text.Length];
        var count = Encoding.UTF8.GetChars(text, room);
        var all = room[..count];
        var isAscii = count == text.Length;
        for (var from = 0; from < count;)
        {
            var found = all[from..].IndexOfAny(English);
            if (!isAscii && all[from..].IndexOfAny(Chinese) is >= 0 and var chinese)
                found = found < 0 ? chinese : Math.Min(found, chinese);
            if (found < 0) return -1;
            var at = from + found;
            if (!IsTurnedRound(all[..at]))
            {
                letters = all.ToString();
                return at;
            }

            from = at + 1;
        }

        return -1;
    }

    private static bool IsTurnedRound(ReadOnlySpan<char> before)
    {
        const int EnglishReach = 14, ChineseReach = 2;
        foreach (var negation in Negations)
        {
            var reach = char.IsAscii(negation[0]) || negation.Contains('’') ? EnglishReach : ChineseReach;
            var near = before[Math.Max(0, before.Length - reach - negation.Length + 1)..];
            var at = near.LastIndexOf(negation, StringComparison.OrdinalIgnoreCase);
            // Not beyond the end of a sentence.
            if (at >= 0 && near[at..].IndexOfAny(SentenceEnds) < 0) return true;
        }

        return false;
    }
}
