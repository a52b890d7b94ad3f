namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What is selected of one object type at one place: the fields that need a resolver, and as bytes all that does not
/// (keys, `__typename`, braces). Immutable.
/// </summary>
internal sealed class SelectionPlan(ObjectBinding type, FieldPlan[] fields, PaddedBytes suffix)
{
    public ObjectBinding Type { get; } = type;

    public FieldPlan[] Fields { get; } = fields;

    /// <summary>What follows the last field's value, with the closing brace.</summary>
    public PaddedBytes Suffix { get; } = suffix;

    /// <summary>The same with a comma after it, between the objects of a list.</summary>
    public PaddedBytes SuffixAndComma { get; } = new([.. suffix.Span, (byte)',']);

    public bool IsLeavesOnly { get; } = Array.TrueForAll(fields, field => field.Scalar is not null);
}
