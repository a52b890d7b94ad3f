using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// How the specification's own scalars come in (https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars),
/// with the words of graphql-js where a value does not fit.
/// </summary>
internal static class BuiltInScalars
{
    public static IReadOnlyDictionary<string, ScalarCoercion> All { get; } = new Dictionary<string, ScalarCoercion>
    {
        ["Int"] = new(IntFromLiteral, IntFromJson),
        ["Float"] = new(FloatFromLiteral, FloatFromJson),
        ["String"] = new(StringFromLiteral, StringFromJson),
        ["Boolean"] = new(BooleanFromLiteral, BooleanFromJson),
        ["ID"] = new(IdFromLiteral, IdFromJson),
    };

    private static (InputValue? Value, string? Error) IntFromLiteral(ValueNode literal) =>
        literal is not IntValueNode digits
            ? (null, $"Int cannot represent non-integer value: {Printer.Print(literal)}")
            : int.TryParse(digits.Value, out var value)
                ? (InputValue.Integer(value), null)
                : (null, $"Int cannot represent non 32-bit signed integer value: {digits.Value}");

    private static (InputValue? Value, string? Error) IntFromJson(InputValue value) =>
        !IsWhole(value)
            ? (null, $"Int cannot represent non-integer value: {InputValueText.Inspect(value)}")
            : value.AsNumber() is >= int.MinValue and <= int.MaxValue
                ? (InputValue.Integer((long)value.AsNumber()), null)
                : (null, $"Int cannot represent non 32-bit signed integer value: {InputValueText.Inspect(value)}");

    private static (InputValue? Value, string? Error) FloatFromLiteral(ValueNode literal)
    {
        var digits = literal switch
        {
            IntValueNode whole => whole.Value,
            FloatValueNode number => number.Value,
            _ => null,
        };
        return digits is not null && double.Parse(digits) is var value && double.IsFinite(value)
            ? (InputValue.Number(value), null)
            : (null, $"Float cannot represent non numeric value: {Printer.Print(literal)}");
    }

    private static (InputValue? Value, string? Error) FloatFromJson(InputValue value) =>
        IsNumber(value) && double.IsFinite(value.AsNumber())
            ? (InputValue.Number(value.AsNumber()), null)
            : (null, $"Float cannot represent non numeric value: {InputValueText.Inspect(value)}");

    private static (InputValue? Value, string? Error) StringFromLiteral(ValueNode literal) =>
        literal is StringValueNode text
            ? (InputValue.String(text.Value), null)
            : (null, $"String cannot represent a non string value: {Printer.Print(literal)}");

    private static (InputValue? Value, string? Error) StringFromJson(InputValue value) =>
        value.Kind == InputValueKind.String
            ? (value, null)
            : (null, $"String cannot represent a non string value: {InputValueText.Inspect(value)}");

    private static (InputValue? Value, string? Error) BooleanFromLiteral(ValueNode literal) =>
        literal is BooleanValueNode boolean
            ? (InputValue.Boolean(boolean.Value), null)
            : (null, $"Boolean cannot represent a non boolean value: {Printer.Print(literal)}");

    private static (InputValue? Value, string? Error) BooleanFromJson(InputValue value) =>
        value.Kind == InputValueKind.Boolean
            ? (value, null)
            : (null, $"Boolean cannot represent a non boolean value: {InputValueText.Inspect(value)}");

    private static (InputValue? Value, string? Error) IdFromLiteral(ValueNode literal) => literal switch
    {
        StringValueNode text => (InputValue.String(text.Value), null),
        IntValueNode digits => (InputValue.String(digits.Value), null),
        _ => (null, $"ID cannot represent a non-string and non-integer value: {Printer.Print(literal)}"),
    };

    private static (InputValue? Value, string? Error) IdFromJson(InputValue value) =>
        value.Kind == InputValueKind.String ? (value, null)
        : IsWhole(value) ? (InputValue.String(InputValueText.Inspect(value)), null)
        : (null, $"ID cannot represent value: {InputValueText.Inspect(value)}");

    private static bool IsNumber(InputValue value) => value.Kind is InputValueKind.Integer or InputValueKind.Number;

    // JSON does not tell 1.0 from 1.
    private static bool IsWhole(InputValue value) => IsNumber(value) && double.IsInteger(value.AsNumber());
}
