using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>A field's coerced arguments, in the order of its definition; null where absent. Immutable.</summary>
internal sealed class FieldArguments(InputValue?[] values)
{
    public static FieldArguments None { get; } = new([]);

    public InputValue? Find(FieldDefinition field, string name)
    {
        for (var index = 0; index < field.Arguments.Count; index++)
        {
            if (field.Arguments[index].Name == name) return index < values.Length ? values[index] : null;
        }

        throw new InvalidOperationException($"{field} has no argument {name}.");
    }
}
