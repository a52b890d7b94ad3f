using System.Globalization;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>Reads the scalar `DateTime`, which coercion has taken to UTC (`2018-03-12T17:00:45.5Z`).</summary>
internal static class InstantInput
{
    private const int FractionDigitsMax = 7;

    /// <summary>Steps of 100 nanoseconds since 0001-01-01T00:00:00Z; finer digits are cut off.</summary>
    public static long ReadTicks(InputValue value)
    {
        var text = value.AsString().AsSpan().TrimEnd('Z');
        var point = text.IndexOf('.');
        if (point >= 0) text = text[..Math.Min(text.Length, point + 1 + FractionDigitsMax)];
        return DateTime.Parse(text, CultureInfo.InvariantCulture).Ticks;
    }
}
