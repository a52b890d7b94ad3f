using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>
/// Decides who may ask for fields, and give input fields, that have a directive in the schema. It is asked for each of
/// them that an operation has, after its variables are known and before any resolver runs: with one refusal nothing is
/// executed. What the directive says is the caller's affair. Immutable.
/// </summary>
public sealed record FieldGuard
{
    /// <summary>The directive's name.</summary>
    public required string Directive { get; init; }

    /// <summary>Gives why the field may not be asked for, or null. Must be quick and thread-safe.</summary>
    public required Func<GuardedField, GraphQLError?> Check { get; init; }

    internal AppliedDirective? RuleOf(IReadOnlyList<AppliedDirective> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name == Directive) return directive;
        }

        return null;
    }
}

/// <summary>A field with a rule, or one to which input with a rule is given, as a request asks for it.</summary>
public sealed class GuardedField
{
    private readonly InputValue?[] _arguments;

    internal GuardedField(
        FieldDefinition field, AppliedDirective? rule, InputValue?[] arguments, IReadOnlyList<GuardedInput> inputs,
        object? state)
    {
        Field = field;
        Rule = rule;
        Inputs = inputs;
        State = state;
        _arguments = arguments;
    }

    public FieldDefinition Field { get; }

    /// <summary>The directive as the schema applies it to the field; null where it does not.</summary>
    public AppliedDirective? Rule { get; }

    /// <summary>What is given that has a rule of its own.</summary>
    public IReadOnlyList<GuardedInput> Inputs { get; }

    /// <summary>The request's state.</summary>
    public object? State { get; }

    /// <summary>
    /// The values at a path of names from an argument on (`input.id`); lists on the way are gone through. Empty where
    /// nothing is given there.
    /// </summary>
    public IReadOnlyList<InputValue> ValuesAt(string path)
    {
        var names = path.Split('.');
        var found = new List<InputValue>();
        for (var index = 0; index < Field.Arguments.Count; index++)
        {
            if (Field.Arguments[index].Name == names[0] && _arguments[index] is { } value)
                Collect(value, names.AsSpan(1), found);
        }

        return found;
    }

    private static void Collect(InputValue value, ReadOnlySpan<string> names, List<InputValue> found)
    {
        if (value.Kind == InputValueKind.List)
        {
            foreach (var item in value.AsList()) Collect(item, names, found);
        }
        else if (names.IsEmpty)
        {
            if (!value.IsNull) found.Add(value);
        }
        else if (value.Kind == InputValueKind.Object && value.Field(names[0]) is { } inner)
        {
            Collect(inner, names[1..], found);
        }
    }
}

/// <summary>An input field with a rule, to which a request gives another value than its default.</summary>
/// <param name="Input">The input field.</param>
/// <param name="Rule">The directive as the schema applies it.</param>
/// <param name="Path">Where it is given: names from the argument on, without places in lists.</param>
public sealed record GuardedInput(InputValueDefinition Input, AppliedDirective Rule, IReadOnlyList<string> Path);
