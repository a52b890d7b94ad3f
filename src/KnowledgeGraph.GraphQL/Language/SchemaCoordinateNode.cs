namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Names one element of a schema (https://spec.graphql.org/September2025/#sec-Schema-Coordinates): `Type`,
/// `Type.member`, `Type.field(argument:)`, `@directive` or `@directive(argument:)`.
/// </summary>
public sealed class SchemaCoordinateNode(
    SourceSpan span,
    bool isDirective,
    NameNode name,
    NameNode? memberName,
    NameNode? argumentName) : SyntaxNode(span)
{
    /// <summary>Of a directive; otherwise of a type or something in it.</summary>
    public bool IsDirective { get; } = isDirective;

    public NameNode Name { get; } = name;

    /// <summary>A field, an input field or an enum value.</summary>
    public NameNode? MemberName { get; } = memberName;

    public NameNode? ArgumentName { get; } = argumentName;
}
