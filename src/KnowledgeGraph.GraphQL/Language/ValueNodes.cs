namespace KnowledgeGraph.GraphQL.Language;

public abstract class ValueNode(SourceSpan span) : SyntaxNode(span);

public sealed class VariableNode(SourceSpan span, NameNode name) : ValueNode(span)
{
    public NameNode Name { get; } = name;
}

/// <param name="span">Where it stands.</param>
/// <param name="value">The digits as written.</param>
public sealed class IntValueNode(SourceSpan span, string value) : ValueNode(span)
{
    public string Value { get; } = value;
}

/// <param name="span">Where it stands.</param>
/// <param name="value">The digits as written.</param>
public sealed class FloatValueNode(SourceSpan span, string value) : ValueNode(span)
{
    public string Value { get; } = value;
}

/// <param name="span">Where it stands.</param>
/// <param name="value">The text that is meant: escapes undone, a block string's indentation taken off.</param>
/// <param name="isBlock">Written as a block string.</param>
public sealed class StringValueNode(SourceSpan span, string value, bool isBlock) : ValueNode(span)
{
    public string Value { get; } = value;
    public bool IsBlock { get; } = isBlock;
}

public sealed class BooleanValueNode(SourceSpan span, bool value) : ValueNode(span)
{
    public bool Value { get; } = value;
}

public sealed class NullValueNode(SourceSpan span) : ValueNode(span);

public sealed class EnumValueNode(SourceSpan span, string value) : ValueNode(span)
{
    public string Value { get; } = value;
}

public sealed class ListValueNode(SourceSpan span, IReadOnlyList<ValueNode> values) : ValueNode(span)
{
    public IReadOnlyList<ValueNode> Values { get; } = values;
}

public sealed class ObjectValueNode(SourceSpan span, IReadOnlyList<ObjectFieldNode> fields) : ValueNode(span)
{
    public IReadOnlyList<ObjectFieldNode> Fields { get; } = fields;
}

public sealed class ObjectFieldNode(SourceSpan span, NameNode name, ValueNode value) : SyntaxNode(span)
{
    public NameNode Name { get; } = name;
    public ValueNode Value { get; } = value;
}
