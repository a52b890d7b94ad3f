using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>A field as it is selected.</summary>
/// <param name="Node">The selection.</param>
/// <param name="Parent">The type that it is selected on, or null where the schema does not know it.</param>
/// <param name="Definition">The field that is meant, or null where the schema does not know it.</param>
internal readonly record struct SelectedField(FieldNode Node, NamedType? Parent, FieldDefinition? Definition)
{
    /// <summary>The type of the field's own selection set.</summary>
    public NamedType? SelectionType => Definition?.Type.Named;

    /// <summary>Why the two cannot be one field of an object, or null where they can.</summary>
    public string? DifferenceTo(in SelectedField other)
    {
        if (Node.Name.Value != other.Node.Name.Value)
        {
            return $"\"{Node.Name.Value}\" and \"{other.Node.Name.Value}\" are different fields";
        }

        return ValueEquality.AreSame(Node.Arguments, other.Node.Arguments) ? null : "they have differing arguments";
    }

    /// <summary>
    /// Why the two cannot be one list that comes in parts: where it is cut would be said twice, whatever the types.
    /// </summary>
    private string? StreamDifferenceTo(in SelectedField other)
    {
        if (Node.Directives.Count == 0 && other.Node.Directives.Count == 0) return null;
        var (one, two) = (StreamOf(Node), StreamOf(other.Node));
        if (one is null && two is null) return null;
        return one is not null && two is not null && ValueEquality.AreSame(one.Arguments, two.Arguments)
            ? "they have overlapping stream directives. See https://github.com/graphql/defer-stream-wg/discussions/100"
            : "they have overlapping stream directives";
    }

    private static DirectiveNode? StreamOf(FieldNode node)
    {
        foreach (var directive in node.Directives)
        {
            if (directive.Name.Value == IncrementalDirectives.Stream) return directive;
        }

        return null;
    }

    /// <summary>Why no value has both types, or null where one may.</summary>
    public string? ShapeDifferenceTo(in SelectedField other) => StreamDifferenceTo(other)
        ?? (Definition?.Type is { } type && other.Definition?.Type is { } otherType
            && HaveDifferentShapes(type, otherType)
                ? $"they return conflicting types \"{type}\" and \"{otherType}\""
                : null);

    /// <summary>https://spec.graphql.org/September2025/#SameResponseShape(), for one pair of types.</summary>
    private static bool HaveDifferentShapes(SchemaType left, SchemaType right) => (left, right) switch
    {
        _ when left == right => false,
        (ListType one, ListType other) => HaveDifferentShapes(one.Of, other.Of),
        (ListType, _) or (_, ListType) => true,
        (NonNullType one, NonNullType other) => HaveDifferentShapes(one.Of, other.Of),
        (NonNullType, _) or (_, NonNullType) => true,
        _ => left.IsLeaf || right.IsLeaf,
    };
}

/// <summary>Two fields that give one response key different meanings.</summary>
/// <param name="ResponseKey">The key.</param>
/// <param name="Reason">What differs.</param>
/// <param name="Left">The one field, then those within it that are the reason.</param>
/// <param name="Right">The other field, then those within it.</param>
internal sealed record FieldConflict(
    string ResponseKey,
    string Reason,
    IReadOnlyList<FieldNode> Left,
    IReadOnlyList<FieldNode> Right);
