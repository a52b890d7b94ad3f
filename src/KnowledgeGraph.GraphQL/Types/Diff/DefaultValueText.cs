namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>
/// A default as it takes effect: coerced, so that `1` and `[1]` are the same for a list, fields by name.
/// </summary>
internal static class DefaultValueText
{
    /// <summary>The literal, or null where there is no default.</summary>
    public static string? Of(InputValueDefinition definition)
    {
        if (definition.DefaultValue is not { } literal) return null;
        var value = InputCoercion.FromLiteral(literal, definition.Type) ?? InputValue.FromLiteral(literal);
        return InputValuePrinter.Print(Sorted(value), definition.Type);
    }

    private static InputValue Sorted(InputValue value) => value.Kind switch
    {
        InputValueKind.List => InputValue.List([.. value.AsList().Select(Sorted)]),
        InputValueKind.Object => InputValue.Object(
        [
            .. value.AsObject()
                .OrderBy(field => field.Key, Comparer<string>.Create(Language.NaturalOrder.Compare))
                .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value))),
        ]),
        _ => value,
    };
}
