namespace KnowledgeGraph.GraphQL.Language;

/// <summary>A part of a source: the byte offsets of its first byte and of the byte after its last.</summary>
public readonly record struct SourceSpan(int Start, int End);

/// <summary>
/// A node of the syntax tree. Immutable. The classes bear the names of the grammar's productions
/// (https://spec.graphql.org/September2025/#sec-Appendix-Grammar-Summary);
/// what is optional there is null or empty here.
/// </summary>
public abstract class SyntaxNode(SourceSpan span)
{
    /// <summary>Where the node stands in its source.</summary>
    public SourceSpan Span { get; } = span;
}

/// <summary>A whole document with the source that it was parsed from.</summary>
public sealed class DocumentNode(SourceSpan span, Source source, IReadOnlyList<DefinitionNode> definitions)
    : SyntaxNode(span)
{
    public Source Source { get; } = source;
    public IReadOnlyList<DefinitionNode> Definitions { get; } = definitions;
}

public sealed class NameNode(SourceSpan span, string value) : SyntaxNode(span)
{
    public string Value { get; } = value;
}

public abstract class DefinitionNode(SourceSpan span) : SyntaxNode(span);
