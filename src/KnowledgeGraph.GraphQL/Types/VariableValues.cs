namespace KnowledgeGraph.GraphQL.Types;

/// <summary>The coerced values of an operation's variables, by name and by position of definition. Immutable.</summary>
public sealed class VariableValues
{
    private readonly string[] _names;
    private readonly InputValue?[] _values;

    internal VariableValues(string[] names, InputValue?[] values) => (_names, _values) = (names, values);

    /// <summary>Of an operation without variables.</summary>
    public static VariableValues None { get; } = new([], []);

    public int Count => _values.Length;

    /// <summary>
    /// The value of the variable defined at that position; null where it was not given and has no default.
    /// </summary>
    public InputValue? this[int index] => _values[index];

    /// <summary>
    /// The value of the variable of that name; null where it was not given, has no default, or is not defined.
    /// </summary>
    public InputValue? this[string name]
    {
        get
        {
            var index = Array.IndexOf(_names, name);
            return index < 0 ? null : _values[index];
        }
    }
}
