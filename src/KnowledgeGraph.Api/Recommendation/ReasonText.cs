using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Recommendation;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>In which language sentences are written.</summary>
internal static class ReasonText
{
    /// <summary>The argument `language`, else what the request accepts, else English.</summary>
    public static ReasonLanguage Language(FieldContext context)
    {
        if (context.String("language") is { } named) return named == "ZH" ? ReasonLanguage.Zh : ReasonLanguage.En;
        return Accepts(context.State<CommunityContext>().AcceptLanguage);
    }

    /// <summary>The one of our languages that `Accept-Language` weighs most (RFC 9110, 12.5.4).</summary>
    internal static ReasonLanguage Accepts(string? header)
    {
        var (best, bestWeight) = (ReasonLanguage.En, 0.0);
        foreach (var part in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var pieces = part.Split(';', StringSplitOptions.TrimEntries);
            var weight = 1.0;
            if (pieces.Length > 1 && pieces[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase) &&
                double.TryParse(pieces[1].AsSpan(2), System.Globalization.CultureInfo.InvariantCulture, out var given))
            {
                weight = given;
            }

            ReasonLanguage? language = Primary(pieces[0]) switch
            {
                "zh" => ReasonLanguage.Zh,
                "en" => ReasonLanguage.En,
                _ => null,
            };
            if (language is { } known && weight > bestWeight) (best, bestWeight) = (known, weight);
        }

        return best;
    }

    private static string Primary(string tag) => tag.Split('-')[0].ToLowerInvariant();
}
