namespace KnowledgeGraph.GraphQL.Types;

/// <summary>How a schema is printed. Immutable.</summary>
public sealed record SchemaPrinterOptions
{
    /// <summary>As graphql-js prints it.</summary>
    public static SchemaPrinterOptions Default { get; } = new();

    /// <summary>Types, fields, arguments, values and directives by name, so that two prints can be compared.</summary>
    public bool Sorted { get; init; }

    /// <summary>With all directives that are applied; else only `@deprecated`, `@specifiedBy` and `@oneOf`.</summary>
    public bool WithAppliedDirectives { get; init; }
}
