using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A field's arguments (https://spec.graphql.org/September2025/#sec-Coercing-Field-Arguments): constants are coerced
/// once, what holds variables once for each run. Immutable.
/// </summary>
internal sealed class ArgumentPlan
{
    private readonly IReadOnlyList<InputValueDefinition> _definitions;
    private readonly ValueNode?[] _literals;
    private readonly SourceSpan _fieldSpan;
    private readonly string _field;

    /// <summary>The values where no variable is involved and all fit; they are shared by all runs.</summary>
    private readonly InputValue?[]? _constant;

    public ArgumentPlan(FieldDefinition field, FieldNode node)
    {
        _definitions = field.Arguments;
        _fieldSpan = node.Span;
        _field = field.ToString();
        _literals = new ValueNode?[_definitions.Count];
        for (var index = 0; index < _literals.Length; index++)
        {
            var name = _definitions[index].Name;
            _literals[index] = node.Arguments.FirstOrDefault(argument => argument.Name.Value == name)?.Value;
        }

        if (_literals.Length == 0) _constant = [];
        else if (!Array.Exists(_literals, HasVariable)) _constant = TryCoerce(VariableValues.None, out _);
    }

    /// <summary>The values in the order of the definition, null where absent.</summary>
    /// <exception cref="GraphQLException">One of them does not fit.</exception>
    public InputValue?[] Coerce(VariableValues variables) =>
        _constant ?? TryCoerce(variables, out var error) ?? throw new GraphQLException(error!);

    private static bool HasVariable(ValueNode? literal) => literal switch
    {
        VariableNode => true,
        ListValueNode list => list.Values.Any(HasVariable),
        ObjectValueNode @object => @object.Fields.Any(field => HasVariable(field.Value)),
        _ => false,
    };

    private InputValue?[]? TryCoerce(VariableValues variables, out FieldError? error)
    {
        var values = new InputValue?[_literals.Length];
        for (var index = 0; index < values.Length; index++)
        {
            error = CoerceOne(_definitions[index], _literals[index], variables, out values[index]);
            if (error is not null) return null;
        }

        error = null;
        return values;
    }

    private FieldError? CoerceOne(
        InputValueDefinition definition, ValueNode? literal, VariableValues variables, out InputValue? value)
    {
        value = null;
        if (literal is null || InputCoercion.IsAbsent(literal, variables))
        {
            value = definition.Default;
            if (value is not null || !definition.Type.IsNonNull) return null;
            return literal is VariableNode variable
                ? Error(definition, $"of required type \"{definition.Type}\" was provided the variable "
                    + $"\"${variable.Name.Value}\" which was not provided a runtime value.", variable.Span)
                : Error(definition, $"of required type \"{definition.Type}\" was not provided.", _fieldSpan);
        }

        value = InputCoercion.FromLiteral(literal, definition.Type, variables);
        if (value is not null) return null;
        if (literal is NullValueNode or VariableNode)
            return Error(definition, $"of non-null type \"{definition.Type}\" must not be null.", literal.Span);
        return Error(definition, $"has invalid value {Printer.Print(literal)}.", literal.Span);
    }

    private FieldError Error(InputValueDefinition definition, string what, SourceSpan span) =>
        new($"Argument \"{definition.Name}\" {what}", GraphQLErrorCodes.BadUserInput)
        {
            Span = span,
            Coordinate = $"{_field}({definition.Name}:)",
            InputPath = [definition.Name],
        };
}
