using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>A field of an object type with its resolver and the shape of its results. Immutable.</summary>
internal sealed class FieldBinding
{
    public FieldBinding(FieldDefinition field, FieldResolver resolver)
    {
        Field = field;
        Resolver = resolver;
        NonNull = NonNullOf(field.Type);
        Scalar = field.Type.IsLeaf ? new ScalarOutput(field.Type.Named) : null;
    }

    public FieldDefinition Field { get; }

    public FieldResolver Resolver { get; }

    /// <summary>For the field and for the items of each list level within it: whether null is not allowed.</summary>
    public bool[] NonNull { get; }

    /// <summary>How many lists are within one another.</summary>
    public int ListDepth => NonNull.Length - 1;

    /// <summary>How its values go out; null for composite types.</summary>
    public ScalarOutput? Scalar { get; }

    /// <summary>Makes rows of the child type; null for leaves.</summary>
    public Func<RowSet>? NewChildRows { get; set; }

    private static bool[] NonNullOf(SchemaType type)
    {
        var nonNull = new List<bool>();
        for (var current = type; ; current = ((ListType)current.Nullable).Of)
        {
            nonNull.Add(current.IsNonNull);
            if (current.Nullable is not ListType) return [.. nonNull];
        }
    }
}
