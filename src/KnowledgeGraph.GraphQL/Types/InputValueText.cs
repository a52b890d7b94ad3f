using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Values as error messages show them: the way graphql-js's `inspect` does, cut short where they are large.
/// </summary>
internal static class InputValueText
{
    private const int DepthMax = 2;
    private const int ItemsMax = 10;

    public static string Inspect(InputValue value)
    {
        var text = new StringBuilder();
        Append(text, value, depth: 1);
        return text.ToString();
    }

    /// <summary>A number as JavaScript writes it: `1e+21`, `0.1`, `123456789012345680000`.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0) return "0";

        // The shortest digits that read back as the value, and its decimal exponent.
        var scientific = Math.Abs(value).ToString("E16", CultureInfo.InvariantCulture);
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mantissa = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var digits = mantissa.TrimEnd('0');
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), NumberStyles.AllowLeadingSign);
        var point = exponent + 1;
        var sign = value < 0 ? "-" : "";
        if (digits.Length <= point && point <= 21) return sign + digits.PadRight(point, '0');
        if (point is > 0 and <= 21) return $"{sign}{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        var fraction = digits.Length == 1 ? "" : "." + digits[1..];
        return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
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
                text.Append('"')
                    .Append(JsonEncodedText.Encode(value.AsString(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value)
                    .Append('"');
                break;
            case InputValueKind.List:
                AppendList(text, value.AsList(), depth);
                break;
            default:
                AppendObject(text, value.AsObject(), depth);
                break;
        }
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
        for (var index = 0; index < fields.Count; index++)
        {
            if (index > 0) text.Append(", ");
            text.Append(fields[index].Key).Append(": ");
            Append(text, fields[index].Value, depth + 1);
        }

        text.Append(" }");
    }
}
