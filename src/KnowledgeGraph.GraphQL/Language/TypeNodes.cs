namespace KnowledgeGraph.GraphQL.Language;

/// <summary>A reference to a type.</summary>
public abstract class TypeNode(SourceSpan span) : SyntaxNode(span);

public sealed class NamedTypeNode(SourceSpan span, NameNode name) : TypeNode(span)
{
    public NameNode Name { get; } = name;
}

public sealed class ListTypeNode(SourceSpan span, TypeNode type) : TypeNode(span)
{
    public TypeNode Type { get; } = type;
}

/// <param name="span">Where it stands.</param>
/// <param name="type">A named type or a list type.</param>
public sealed class NonNullTypeNode(SourceSpan span, TypeNode type) : TypeNode(span)
{
    public TypeNode Type { get; } = type;
}
