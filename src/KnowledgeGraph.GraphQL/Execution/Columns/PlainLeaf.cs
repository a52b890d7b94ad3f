using System.Globalization;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Puts a plain value into a leaf column (https://spec.graphql.org/September2025/#sec-Scalars.Result-Coercion).
/// </summary>
internal static class PlainLeaf
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static void Set(LeafColumn column, int slot, object value, ScalarOutput scalar)
    {
        switch (scalar.Kind)
        {
            case LeafKind.Int when ToNumber(value) is { } number:
                SetInt(column, slot, number, value);
                break;
            case LeafKind.Float when ToNumber(value) is { } number:
                column.Doubles()[slot] = number;
                break;
            case LeafKind.Int:
                column.SetError(slot, $"Int cannot represent non-integer value: {Show(value)}");
                break;
            case LeafKind.Float:
                column.SetError(slot, $"Float cannot represent non numeric value: {Show(value)}");
                break;
            case LeafKind.Boolean when value is bool flag:
                column.Booleans()[slot] = flag;
                break;
            case LeafKind.Boolean when ToNumber(value) is { } number && double.IsFinite(number):
                column.Booleans()[slot] = number != 0;
                break;
            case LeafKind.Boolean:
                column.SetError(slot, $"Boolean cannot represent a non boolean value: {Show(value)}");
                break;
            case LeafKind.Id when value is double or bool:
                column.SetError(slot, $"ID cannot represent value: {Show(value)}");
                break;
            case LeafKind.Custom when value is int or long or double or bool:
                column.SetJson(slot, System.Text.Encoding.UTF8.GetBytes(Text(value)));
                break;
            default:
                column.SetText(slot, Text(value).AsSpan());
                break;
        }
    }

    private static void SetInt(LeafColumn column, int slot, double number, object value)
    {
        if (number != Math.Floor(number) || !double.IsFinite(number))
            column.SetError(slot, $"Int cannot represent non-integer value: {Show(value)}");
        else if (number is < int.MinValue or > int.MaxValue)
            column.SetError(slot, $"Int cannot represent non 32-bit signed integer value: {Show(value)}");
        else column.Int32s()[slot] = (int)number;
    }

    private static double? ToNumber(object value) => value switch
    {
        int number => number,
        long number => number,
        double number => number,
        bool flag => flag ? 1 : 0,
        string text when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToUniversalTime().ToString(InstantFormat, CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Show(object value) => value is string text ? $"\"{text}\"" : Text(value);
}
