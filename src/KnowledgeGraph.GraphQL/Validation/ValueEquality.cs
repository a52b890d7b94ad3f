using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>
/// Whether values and arguments are written alike; the order of arguments and of input fields does not matter.
/// </summary>
internal static class ValueEquality
{
    // Up to here, looking through the other list is cheaper than a dictionary.
    private const int CountCompared = 8;

    public static bool AreSame(IReadOnlyList<ArgumentNode> left, IReadOnlyList<ArgumentNode> right)
    {
        if (left.Count != right.Count) return false;
        var index = left.Count > CountCompared
            ? Index(right, argument => argument.Name, argument => argument.Value)
            : null;
        for (var position = 0; position < left.Count; position++)
        {
            var name = left[position].Name.Value;
            var other = index is null ? Find(right, name) : index.GetValueOrDefault(name);
            if (other is null || !AreSame(left[position].Value, other)) return false;
        }

        return true;
    }

    public static bool AreSame(ValueNode left, ValueNode right) => (left, right) switch
    {
        (VariableNode one, VariableNode other) => one.Name.Value == other.Name.Value,
        (IntValueNode one, IntValueNode other) => one.Value == other.Value,
        (FloatValueNode one, FloatValueNode other) => one.Value == other.Value,
        (StringValueNode one, StringValueNode other) => one.IsBlock == other.IsBlock && one.Value == other.Value,
        (BooleanValueNode one, BooleanValueNode other) => one.Value == other.Value,
        (EnumValueNode one, EnumValueNode other) => one.Value == other.Value,
        (NullValueNode, NullValueNode) => true,
        (ListValueNode one, ListValueNode other) => AreSame(one.Values, other.Values),
        (ObjectValueNode one, ObjectValueNode other) => AreSame(one.Fields, other.Fields),
        _ => false,
    };

    private static bool AreSame(IReadOnlyList<ValueNode> left, IReadOnlyList<ValueNode> right)
    {
        if (left.Count != right.Count) return false;
        for (var index = 0; index < left.Count; index++)
        {
            if (!AreSame(left[index], right[index])) return false;
        }

        return true;
    }

    private static bool AreSame(IReadOnlyList<ObjectFieldNode> left, IReadOnlyList<ObjectFieldNode> right)
    {
        if (left.Count != right.Count) return false;
        var index = left.Count > CountCompared ? Index(right, field => field.Name, field => field.Value) : null;
        for (var position = 0; position < left.Count; position++)
        {
            var name = left[position].Name.Value;
            var other = index is null ? Find(right, name) : index.GetValueOrDefault(name);
            if (other is null || !AreSame(left[position].Value, other)) return false;
        }

        return true;
    }

    private static Dictionary<string, ValueNode> Index<TNode>(
        IReadOnlyList<TNode> nodes,
        Func<TNode, NameNode> name,
        Func<TNode, ValueNode> value)
    {
        var index = new Dictionary<string, ValueNode>(nodes.Count, StringComparer.Ordinal);
        foreach (var node in nodes) index[name(node).Value] = value(node);
        return index;
    }

    // From the end, as the last of several with one name counts.
    private static ValueNode? Find(IReadOnlyList<ArgumentNode> arguments, string name)
    {
        for (var index = arguments.Count - 1; index >= 0; index--)
        {
            if (arguments[index].Name.Value == name) return arguments[index].Value;
        }

        return null;
    }

    private static ValueNode? Find(IReadOnlyList<ObjectFieldNode> fields, string name)
    {
        for (var index = fields.Count - 1; index >= 0; index--)
        {
            if (fields[index].Name.Value == name) return fields[index].Value;
        }

        return null;
    }
}
