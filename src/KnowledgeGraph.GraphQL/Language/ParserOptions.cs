namespace KnowledgeGraph.GraphQL.Language;

/// <summary>What a text may cost to parse. Immutable.</summary>
public sealed record ParserOptions
{
    /// <summary>For requests.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>For texts of one's own, such as the schema: any number of tokens.</summary>
    public static ParserOptions Trusted { get; } = new() { TokensMax = int.MaxValue };

    /// <summary>
    /// Lexical tokens, comments not counted. The full introspection query has about 200, the largest queries that
    /// front ends generate a few thousand.
    /// </summary>
    public int TokensMax { get; init; } = 15_000;

    /// <summary>
    /// Selection sets, lists, objects and list types within one another. Bounds the stack that a document takes.
    /// </summary>
    public int NestingMax { get; init; } = 200;
}
