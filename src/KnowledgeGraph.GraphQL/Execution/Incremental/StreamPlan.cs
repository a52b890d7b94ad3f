using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>How a list is cut in two: its beginning comes with the object, the rest later. Immutable.</summary>
/// <param name="directive">The `@stream` of the field.</param>
/// <param name="rest">The same field, for the items that come later.</param>
internal sealed class StreamPlan(DirectiveNode directive, FieldPlan rest)
{
    private readonly ValueNode? _initialCount = IncrementalDirectives.Argument(directive, "initialCount");

    public string? Label { get; } = IncrementalDirectives.LabelOf(directive);

    public FieldPlan Rest { get; } = rest;

    /// <summary>How many items come at once.</summary>
    /// <exception cref="GraphQLException">It is no count.</exception>
    public int InitialCountOf(VariableValues variables)
    {
        var count = _initialCount switch
        {
            null => 0,
            IntValueNode number => long.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture),
            VariableNode variable => variables[variable.Name.Value] switch
            {
                null => 0,
                { Kind: InputValueKind.Integer } value => value.AsInteger(),
                _ => -1,
            },
            _ => -1,
        };
        return count is >= 0 and <= int.MaxValue ? (int)count : throw new GraphQLException(
            "@stream: initialCount must be 0 or more.", GraphQLErrorCodes.BadUserInput);
    }
}
