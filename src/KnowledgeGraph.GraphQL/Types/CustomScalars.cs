using System.Globalization;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>Scalars that an application may name in its definition of a schema, by that name.</summary>
public static class CustomScalars
{
    /// <summary>`DateTime`, `Long`, `URL`, `JSON`.</summary>
    public static IReadOnlyDictionary<string, ScalarCoercion> All { get; } = new Dictionary<string, ScalarCoercion>
    {
        ["DateTime"] = OfText("DateTime", "an RFC 3339 date and time with an offset", NormalizeDateTime),
        ["URL"] = OfText("URL", "an absolute URL", NormalizeUrl),
        ["Long"] = new(LongFromLiteral, LongFromJson),
        ["JSON"] = ScalarCoercion.Any,
    };

    /// <summary>
    /// A scalar that is written as a string, which <paramref name="normalize"/> checks (null: it is none).
    /// </summary>
    private static ScalarCoercion OfText(string name, string meaning, Func<string, string?> normalize)
    {
        return new ScalarCoercion(
            literal => Coerce((literal as StringValueNode)?.Value, () => Printer.Print(literal)),
            value => Coerce(
                value.Kind == InputValueKind.String ? value.AsString() : null, () => InputValueText.Inspect(value)));

        (InputValue? Value, string? Error) Coerce(string? text, Func<string> shown) =>
            text is not null && normalize(text) is { } normal
                ? (InputValue.String(normal), null)
                : (null, $"{name} cannot represent a value that is not {meaning}: {shown()}");
    }

    /// <summary>
    /// To UTC, with as many digits of the second as needed: `2026-01-31T09:00:00+02:00` is `2026-01-31T07:00:00Z`
    /// (RFC 3339; https://scalars.graphql.org/chillicream/date-time.html).
    /// </summary>
    private static string? NormalizeDateTime(string text)
    {
        const string form = "yyyy-MM-dd'T'HH:mm:ss";
        const int digitsMax = 9;
        var seconds = form.Length - 2;
        if (text.Length <= seconds) return null;
        var upper = text.ToUpperInvariant();
        var end = seconds;
        var fraction = ReadOnlySpan<char>.Empty;
        if (upper[end] == '.')
        {
            while (++end < upper.Length && char.IsAsciiDigit(upper[end])) { }
            fraction = upper.AsSpan(seconds + 1, end - seconds - 1);
            if (fraction.Length is 0 or > digitsMax) return null;
        }

        if (!DateTime.TryParseExact(
                upper.AsSpan(0, seconds), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || Offset(upper.AsSpan(end)) is not { } offset
            || local.Ticks < offset.Ticks || (DateTime.MaxValue - local).Ticks < -offset.Ticks)
        {
            return null;
        }

        fraction = fraction.TrimEnd('0');
        return (local - offset).ToString(form, CultureInfo.InvariantCulture)
            + (fraction.Length > 0 ? $".{fraction}Z" : "Z");
    }

    private static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z") return TimeSpan.Zero;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text[1..3], NumberStyles.None, null, out var hours) || hours > 23
            || !int.TryParse(text[4..], NumberStyles.None, null, out var minutes) || minutes > 59)
        {
            return null;
        }

        var offset = new TimeSpan(hours, minutes, 0);
        return text[0] == '-' ? -offset : offset;
    }

    private static string? NormalizeUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && text.Contains(':') && !url.IsFile ? text : null;

    private static (InputValue? Value, string? Error) LongFromLiteral(ValueNode literal) =>
        Long(literal switch
        {
            IntValueNode digits => digits.Value,
            StringValueNode text => text.Value,
            _ => null,
        }) is { } value
            ? (value, null)
            : (null, $"Long cannot represent non 64-bit signed integer value: {Printer.Print(literal)}");

    private static (InputValue? Value, string? Error) LongFromJson(InputValue value)
    {
        // Beyond 2^53 a JSON number with a fraction or an exponent no longer says which integer is meant.
        const double exactMax = 9007199254740992;
        var coerced = value.Kind switch
        {
            InputValueKind.Integer => value,
            InputValueKind.Number when double.IsInteger(value.AsNumber()) && Math.Abs(value.AsNumber()) <= exactMax =>
                InputValue.Integer((long)value.AsNumber()),
            InputValueKind.String => Long(value.AsString()),
            _ => null,
        };
        return coerced is not null
            ? (coerced, null)
            : (null, $"Long cannot represent non 64-bit signed integer value: {InputValueText.Inspect(value)}");
    }

    private static InputValue? Long(string? digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? InputValue.Integer(value)
            : null;
}
