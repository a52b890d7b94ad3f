using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Coerced values as GraphQL literals, as introspection and printed schemas show defaults (`astFromValue`).
/// </summary>
public static class InputValuePrinter
{
    /// <summary>The literal of a value that was coerced to the type.</summary>
    public static string Print(InputValue value, SchemaType type) => Print(value, type, isSorted: false);

    /// <param name="value">A coerced value.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isSorted">The fields of input objects by name; else in the order of the type.</param>
    internal static string Print(InputValue value, SchemaType type, bool isSorted)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(type);
        return (type.Nullable, value.Kind) switch
        {
            (_, InputValueKind.Null) => "null",
            (ListType list, InputValueKind.List) =>
                Bracketed(value.AsList().Select(item => Print(item, list.Of, isSorted))),
            (InputObjectType input, InputValueKind.Object) => Braced(Fields(value, isSorted)
                .Select(field => $"{field.Key}: {Print(field.Value, input.Field(field.Key)!.Type, isSorted)}")),
            (ScalarType { Name: "ID" }, InputValueKind.String) when IsInteger(value.AsString()) => value.AsString(),
            _ => Untyped(value),
        };
    }

    private static IEnumerable<KeyValuePair<string, InputValue>> Fields(InputValue value, bool isSorted) => isSorted
        ? value.AsObject().OrderBy(field => field.Key, Comparer<string>.Create(NaturalOrder.Compare))
        : value.AsObject();

    private static string Untyped(InputValue value) => value.Kind switch
    {
        InputValueKind.Null => "null",
        InputValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        InputValueKind.Integer => value.AsInteger().ToString(),
        InputValueKind.Number => InputValueText.Number(value.AsNumber()),
        InputValueKind.Enum => value.AsString(),
        InputValueKind.String => Printer.PrintString(value.AsString()),
        InputValueKind.List => Bracketed(value.AsList().Select(Untyped)),
        _ => Braced(value.AsObject().Select(field => $"{field.Key}: {Untyped(field.Value)}")),
    };

    private static string Bracketed(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static string Braced(IEnumerable<string> fields) => $"{{{string.Join(", ", fields)}}}";

    private static bool IsInteger(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        return digits is "0" || (digits.Length > 0 && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9'));
    }
}
