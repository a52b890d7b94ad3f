using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Api.Inputs;

/// <summary>Reads one operator of a field's filter, such as `gte` of an `IntFilter`.</summary>
internal static class FieldConditions
{
    /// <param name="field">The field.</param>
    /// <param name="name">The operator.</param>
    /// <param name="value">Its value; null only for `eq` and `neq`, where it means to have no value.</param>
    public static NodeFilter Read(NodeField field, string name, InputValue value) => name switch
    {
        "eq" => Is(field, value),
        "neq" => new NodeFilter.Not(Is(field, value)),
        "in" => IsIn(field, value.AsList()),
        "nin" => new NodeFilter.Not(IsIn(field, value.AsList())),
        "contains" => new NodeFilter.Text(field, TextOperator.Contains, value.AsString()),
        "startsWith" => new NodeFilter.Text(field, TextOperator.StartsWith, value.AsString()),
        "endsWith" => new NodeFilter.Text(field, TextOperator.EndsWith, value.AsString()),
        "any" => new NodeFilter.TextListIn(field, Quantifier.Any, Strings(value.AsList())),
        "none" => new NodeFilter.TextListIn(field, Quantifier.None, Strings(value.AsList())),
        "all" => new NodeFilter.And([.. value.AsList().Select(entry =>
            new NodeFilter.TextList(field, Quantifier.Any, TextOperator.EqualTo, entry.AsString()))]),
        _ => IsBetween(field, name, value),
    };

    private static NodeFilter Is(NodeField field, InputValue value) =>
        value.IsNull ? new NodeFilter.IsMissing(field) : IsIn(field, [value]);

    private static NodeFilter IsIn(NodeField field, IReadOnlyList<InputValue> values) => field.Type switch
    {
        PropertyType.Text => new NodeFilter.TextIn(field, Strings(values)),
        PropertyType.Number => new NodeFilter.Or(
            [.. values.Select(value => new NodeFilter.NumberRange(field, value.AsNumber(), value.AsNumber()))]),
        _ => new NodeFilter.IntegerIn(field, [.. values.Select(value => Integer(field, value))]),
    };

    private static NodeFilter IsBetween(NodeField field, string name, InputValue value)
    {
        if (field.Type == PropertyType.Number)
        {
            var number = value.AsNumber();
            return name switch
            {
                "gt" => new NodeFilter.NumberRange(field, Min: Math.BitIncrement(number)),
                "gte" => new NodeFilter.NumberRange(field, Min: number),
                "lt" => new NodeFilter.NumberRange(field, Max: Math.BitDecrement(number)),
                "lte" => new NodeFilter.NumberRange(field, Max: number),
                _ => throw Unknown(field, name),
            };
        }

        // Values are 32-bit integers or ticks of years up to 9999: one more or less stays within 64 bits.
        var integer = Integer(field, value);
        return name switch
        {
            "gt" => new NodeFilter.IntegerRange(field, Min: integer + 1),
            "gte" => new NodeFilter.IntegerRange(field, Min: integer),
            "lt" => new NodeFilter.IntegerRange(field, Max: integer - 1),
            "lte" => new NodeFilter.IntegerRange(field, Max: integer),
            _ => throw Unknown(field, name),
        };
    }

    private static long Integer(NodeField field, InputValue value) => field.Type switch
    {
        PropertyType.Instant => InstantInput.ReadTicks(value),
        PropertyType.Enumeration => PropertyInput.Convert(NodeKinds.Of(field.Kind)[field.Name], value).AsEnumeration(),
        _ => value.AsInteger(),
    };

    private static string[] Strings(IReadOnlyList<InputValue> values) => [.. values.Select(value => value.AsString())];

    private static InvalidOperationException Unknown(NodeField field, string name) =>
        new($"The schema's filter of {field} has the operator {name}, which no resolver knows.");
}
