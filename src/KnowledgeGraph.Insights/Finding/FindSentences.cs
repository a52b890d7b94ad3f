using System.Globalization;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>Says in a sentence what a hit's score is made of.</summary>
public static class FindSentences
{
    public static string Of(FoundHit hit, bool inChinese)
    {
        ArgumentNullException.ThrowIfNull(hit);
        var match = hit.Match switch
        {
            FindMatch.Exact => inChinese ? "包含所有词" : "It holds all words",
            FindMatch.Prefix => inChinese ? "有词以此开头或读音相同" : "A word begins or sounds as typed",
            FindMatch.Corrected => inChinese ? "纠正了一处拼写" : "A word was taken for a typing mistake",
            _ => inChinese ? "包含部分词" : "It holds some of the words",
        };
        (double Points, string English, string Chinese)[] parts =
        [
            (hit.Parts.Words, "its words", "词语"),
            (hit.Parts.Proximity, "words that stand together", "词语相邻"),
            (hit.Parts.Authority, "what builds on it", "影响力"),
            (hit.Parts.Freshness, "being recent", "新近程度"),
            (hit.Parts.Maturity, "being distilled or verified", "成熟度"),
            (hit.Parts.Neighbours, "what it is linked with", "相关文档"),
            (hit.Parts.Closeness, "being close", "关联程度"),
        ];
        var said = parts.Where((part, place) => place == 0 || part.Points >= 0.005).Select(part => string.Create(
            CultureInfo.InvariantCulture,
            $"{part.Points:0.00} {(inChinese ? "分来自" + part.Chinese : "for " + part.English)}"));
        return inChinese ? $"{match}:{string.Join("，", said)}。" : $"{match}: {string.Join(", ", said)}.";
    }
}
