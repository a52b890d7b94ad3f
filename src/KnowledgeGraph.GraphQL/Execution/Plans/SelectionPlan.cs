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

    /// <summary>The deferred fragments that are spread here, an outer one before those in it.</summary>
    public DeferUsage[] Usages { get; private init; } = [];

    /// <summary>What of the objects comes later.</summary>
    public DeferredPlan[] Deferred { get; private init; } = [];

    /// <summary>The same selection with what comes later.</summary>
    public SelectionPlan With(DeferUsage[] usages, DeferredPlan[] deferred) => usages.Length + deferred.Length == 0
        ? this
        : new SelectionPlan(Type, Fields, Suffix) { Usages = usages, Deferred = deferred };

    public bool IsLeavesOnly { get; } = Array.TrueForAll(fields, field => field.Scalar is not null);
}
