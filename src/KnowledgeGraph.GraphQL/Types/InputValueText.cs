using System.Globalization;
using System.Text;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Values as error messages show them: the way graphql-js's `inspect` does, cut short where they are large.
/// </summary>
internal static class InputValueText
{
    private const int DepthMax = 2;
    private const int ItemsMax = 10;

    // graphql-js has no such limit: there a client can make a small error quote a large value many times over.
    private const int LengthMax = 1_000;

    public static string Inspect(InputValue value)
    {
        var text = new StringBuilder();
        Append(text, value, depth: 1);
        if (text.Length <= LengthMax) return text.ToString();
        var length = char.IsHighSurrogate(text[LengthMax - 1]) ? LengthMax - 1 : LengthMax;
        return text.ToString(0, length) + "...";
    }

    /// <summary>A number as JavaScript writes it: `1e+21`, `0.1`, `123456789012345680000`.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0) return "0";

        // The shortest digits that read back as the value, and where the point stands in them.
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var exponent = shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign) : 0;
        var whole = shortest[0].Split('.')[0];
        var all = shortest[0].Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var point = whole.Length + exponent - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        if (digits.Length <= point && point <= 21) return sign + digits.PadRight(point, '0');
        if (point is > 0 and <= 21) return $"{sign}{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        var fraction = digits.Length == 1 ? "" : "." + digits[1..];
        return $"{sign}{digits[0]}{fraction}e{(point <= 0 ? '-' : '+')}{Math.Abs(point - 1)}";
    }

    private static void Append(StringBuilder text, InputValue value, int depth)
    {
        switch (value.Kind)
        {
            case InputValueKind.Null:
                text.Append("null");
                break;
            case InputValueKind.Boolean:
                text.Append(value.AsBoolean() ? "true" : "false");
                break;
            case InputValueKind.Integer:
                text.Append(value.AsInteger());
                break;
            case InputValueKind.Number:
                text.Append(Number(value.AsNumber()));
                break;
            case InputValueKind.String or InputValueKind.Enum:
                AppendQuoted(text, value.AsString());
                break;
            case InputValueKind.List:
                AppendList(text, value.AsList(), depth);
                break;
            default:
                AppendObject(text, value.AsObject(), depth);
                break;
        }
    }

    /// <summary>As JavaScript's `JSON.stringify` does.</summary>
    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            if (text.Length > LengthMax) return;
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append($"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<InputValue> items, int depth)
    {
        if (items.Count > 0 && depth > DepthMax)
        {
            text.Append("[Array]");
            return;
        }

        text.Append('[');
        for (var index = 0; index < Math.Min(items.Count, ItemsMax); index++)
        {
            if (index > 0) text.Append(", ");
            Append(text, items[index], depth + 1);
        }

        var left = items.Count - ItemsMax;
        if (left > 0) text.Append(left == 1 ? ", ... 1 more item" : $", ... {left} more items");
        text.Append(']');
    }

    private static void AppendObject(
        StringBuilder text, IReadOnlyList<KeyValuePair<string, InputValue>> fields, int depth)
    {
        if (fields.Count == 0)
        {
            text.Append("{}");
            return;
        }

        if (depth > DepthMax)
        {
            text.Append("[Object]");
            return;
        }

        text.Append("{ ");
        for (var index = 0; index < fields.Count && text.Length <= LengthMax; index++)
        {
            if (index > 0) text.Append(", ");
            text.Append(fields[index].Key).Append(": ");
            Append(text, fields[index].Value, depth + 1);
        }

        text.Append(" }");
    }
}
