namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// What documents may be like, beyond what the specification says. Looked at once for each document. Immutable.
/// </summary>
public sealed record DocumentLimits
{
    /// <summary>Where the documents are one's own.</summary>
    public static DocumentLimits None { get; } = new()
    {
        DepthMax = int.MaxValue,
        CycleDepthMax = int.MaxValue,
        AliasesMax = int.MaxValue,
        DirectivesMax = int.MaxValue,
        RootFieldsMax = int.MaxValue,
        IntrospectionFieldsMax = int.MaxValue,
        IntrospectionDepthMax = int.MaxValue,
        IntrospectionListsMax = int.MaxValue,
    };

    /// <summary>Fields within one another, introspection left out. A connection takes two or three.</summary>
    public int DepthMax { get; init; } = 30;

    /// <summary>How often one field may stand on one path from the root, introspection left out.</summary>
    public int CycleDepthMax { get; init; } = 5;

    /// <summary>The same for some fields, by coordinate (`Type.field`).</summary>
    public IReadOnlyDictionary<string, int> CycleDepths { get; init; } = new Dictionary<string, int>();

    /// <summary>Aliases in the whole document, fragments expanded.</summary>
    public int AliasesMax { get; init; } = 500;

    /// <summary>Directives in the whole document, fragments expanded.</summary>
    public int DirectivesMax { get; init; } = 500;

    /// <summary>Fields at the root of an operation, fragments expanded.</summary>
    public int RootFieldsMax { get; init; } = 100;

    /// <summary>
    /// The one switch for the schema's being read: `__schema`, `__type`, and suggestions in errors. Whoever serves the
    /// schema's text asks it too.
    /// </summary>
    public bool AllowsIntrospection { get; init; } = true;

    /// <summary>Fields below `__schema` and `__type`, fragments expanded. What tools ask for has about 200.</summary>
    public int IntrospectionFieldsMax { get; init; } = 500;

    /// <summary>Fields within one another below `__schema` and `__type`.</summary>
    public int IntrospectionDepthMax { get; init; } = 20;

    /// <summary>How often introspection may ask for lists of types, fields or arguments, fragments expanded.</summary>
    public int IntrospectionListsMax { get; init; } = 30;
}
