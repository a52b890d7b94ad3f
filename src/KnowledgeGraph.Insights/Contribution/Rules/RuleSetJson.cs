using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>Rule sets as JSON: the form that is stored, shown and sent.</summary>
public static class RuleSetJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    public static string Write(RuleSet set) => JsonSerializer.Serialize(set, Options);

    /// <summary>Reads a set; false, with what is wrong, where it is none or has mistakes.</summary>
    public static bool TryRead(
        string json, [NotNullWhen(true)] out RuleSet? set, out IReadOnlyList<string> mistakes)
    {
        set = null;
        try
        {
            set = JsonSerializer.Deserialize<RuleSet>(json, Options);
            mistakes = set is null || HasNull(set)
                ? ["The rules hold a null where a value is needed."]
                : set.Mistakes();
        }
        catch (JsonException exception)
        {
            mistakes = [$"The rules are not the JSON that is expected: {exception.Message.ReplaceLineEndings(" ")}"];
        }

        if (mistakes.Count == 0) return set is not null;
        set = null;
        return false;
    }

    // What the reader lets through, and nobody after it expects.
    private static bool HasNull(RuleSet set) => set.Rules is null || set.Weights is null || set.DailyCaps is null
        || set.Standing is null || set.Rules.Any(rule =>
            rule is null || rule.Name is null || rule.Formats is null || rule.Maturities is null);
}
