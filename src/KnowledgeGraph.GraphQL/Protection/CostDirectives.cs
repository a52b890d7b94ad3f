using System.Globalization;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// Reads `@cost` and `@listSize` of a schema. Without `@cost` whatever holds other values (an object, an interface, a
/// union, an input object) weighs 1, and scalars and enums weigh 0.
/// </summary>
internal static class CostDirectives
{
    public const string Cost = "cost";
    public const string ListSize = "listSize";

    /// <summary>What resolving the field weighs.</summary>
    public static double WeightOf(FieldDefinition field) => WeightOf(field.Directives) ?? DefaultOf(field.Type);

    /// <summary>What a value of the type weighs.</summary>
    public static double WeightOf(NamedType type) => WeightOf(type.Directives) ?? DefaultOf(type);

    /// <summary>What a value weighs that is given for the argument or the input field.</summary>
    public static double WeightOf(InputValueDefinition input) =>
        WeightOf(input.Directives) ?? WeightOf(input.Type.Named);

    /// <summary>The field's `@listSize`, or null.</summary>
    public static ListSize? ListSizeOf(FieldDefinition field)
    {
        foreach (var directive in field.Directives)
        {
            if (directive.Name != ListSize) continue;
            return new ListSize(
                directive.Argument("assumedSize") is IntValueNode size ? int.Parse(size.Value) : null,
                Names(directive.Argument("slicingArguments")),
                Names(directive.Argument("sizedFields")),
                directive.Argument("requireOneSlicingArgument") is not BooleanValueNode { Value: false });
        }

        return null;
    }

    /// <summary>The text is a number, as a weight has to be.</summary>
    private static bool IsWeight(string text) => double.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static double? WeightOf(IReadOnlyList<AppliedDirective> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name != Cost || directive.Argument("weight") is not StringValueNode weight) continue;
            return IsWeight(weight.Value)
                ? double.Parse(weight.Value, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException(
                    $"The schema has @cost(weight: \"{weight.Value}\"), which is no number.");
        }

        return null;
    }

    private static double DefaultOf(SchemaType type) => type.IsLeaf ? 0 : 1;

    private static string[] Names(ValueNode? value) => value switch
    {
        ListValueNode list => [.. list.Values.OfType<StringValueNode>().Select(name => name.Value)],
        StringValueNode single => [single.Value],
        _ => [],
    };
}

/// <summary>A field's `@listSize`.</summary>
/// <param name="AssumedSize">How many items where no slicing argument is given; null where unknown.</param>
/// <param name="SlicingArguments">Arguments that say how many; a list says so by its length.</param>
/// <param name="SizedFields">The fields of the field's type that have so many; empty where the field has.</param>
/// <param name="RequireOneSlicingArgument">A request has to give exactly one of them, where there are any.</param>
internal sealed record ListSize(
    int? AssumedSize,
    IReadOnlyList<string> SlicingArguments,
    IReadOnlyList<string> SizedFields,
    bool RequireOneSlicingArgument);
