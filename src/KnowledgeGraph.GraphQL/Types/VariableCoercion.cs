using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>The variables' values, or all the reasons why the request's do not fit.</summary>
public readonly record struct VariableResult(VariableValues? Values, IReadOnlyList<GraphQLError> Errors);

/// <summary>
/// Coerces the variables of one operation (https://spec.graphql.org/September2025/#CoerceVariableValues()). Made once
/// per operation, for all its requests: types and defaults are looked up beforehand. Immutable.
/// </summary>
public sealed class VariableCoercion
{
    /// <summary>
    /// The extension that says where in the variables' JSON an error is: the variable's name, then the path.
    /// </summary>
    public const string InputPathExtension = "inputPath";

    private readonly DocumentNode _document;
    private readonly Variable[] _variables;
    private readonly string[] _names;

    public VariableCoercion(Schema schema, DocumentNode document, OperationDefinitionNode operation)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(operation);
        _document = document;
        _variables = [.. operation.VariableDefinitions.Select(definition => Resolve(schema, definition))];
        _names = [.. _variables.Select(variable => variable.Name)];
    }

    /// <summary>The variables in the order of their definitions, which is the order of their values.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Coerces the `variables` of a request.</summary>
    /// <param name="given">
    /// A JSON object, or null where the request has none; what the operation does not define is ignored.
    /// </param>
    public VariableResult Coerce(InputValue? given)
    {
        if (given is { Kind: not (InputValueKind.Object or InputValueKind.Null) })
        {
            return new VariableResult(null, [InputTexts.VariablesNotObject()]);
        }

        if (_variables.Length == 0) return new VariableResult(VariableValues.None, []);
        var values = new InputValue?[_variables.Length];
        List<GraphQLError>? errors = null;
        InputErrors? inputErrors = null;
        for (var index = 0; index < _variables.Length; index++)
        {
            var variable = _variables[index];
            var value = given is { Kind: InputValueKind.Object } ? given.Field(variable.Name) : null;
            if (variable.Type is null)
            {
                Add(ref errors, variable.Definition.Type, InputTexts.VariableNotInput(variable));
            }
            else if (value is null)
            {
                values[index] = variable.Default;
                if (variable.IsRequired) Add(ref errors, variable.Definition, InputTexts.VariableMissing(variable));
            }
            else if (value.IsNull && variable.Type.IsNonNull)
            {
                Add(ref errors, variable.Definition, InputTexts.VariableNull(variable));
            }
            else
            {
                values[index] = Coerce(variable, value, ref inputErrors, ref errors);
            }

            if (errors?.Count > InputErrors.CountMax) break;
        }

        return errors is null
            ? new VariableResult(new VariableValues(_names, values), [])
            : new VariableResult(null, errors);
    }

    private InputValue? Coerce(
        Variable variable, InputValue value, ref InputErrors? inputErrors, ref List<GraphQLError>? errors)
    {
        inputErrors ??= new InputErrors();
        var coerced = InputCoercion.FromJson(value, variable.Type!, inputErrors);
        if (inputErrors.Count == 0) return coerced;
        foreach (var error in inputErrors.All)
        {
            Add(ref errors, variable.Definition, InputTexts.VariableInvalid(variable.Name, error), error.Path);
        }

        if (inputErrors.IsFull) Add(ref errors, variable.Definition, InputTexts.TooManyErrors);
        inputErrors = null;
        return null;
    }

    private void Add(
        ref List<GraphQLError>? errors, SyntaxNode node, string message, IReadOnlyList<object>? path = null)
    {
        errors ??= [];
        if (errors.Count > InputErrors.CountMax) return;
        if (errors.Count == InputErrors.CountMax)
        {
            errors.Add(new GraphQLError(InputTexts.TooManyErrors) { Code = GraphQLErrorCodes.BadUserInput });
            return;
        }

        var name = node is VariableDefinitionNode definition ? definition.Variable.Name.Value : null;
        errors.Add(new GraphQLError(message, [_document.Source.LocationAt(node.Span.Start)])
        {
            Code = GraphQLErrorCodes.BadUserInput,
            Extensions = name is null
                ? null
                : new Dictionary<string, object?> { [InputPathExtension] = new List<object>([name, .. path ?? []]) },
        });
    }

    private static Variable Resolve(Schema schema, VariableDefinitionNode definition)
    {
        var type = schema.Resolve(definition.Type);
        if (type is not { IsInput: true }) return new Variable(definition, null, null);
        var byDefault = definition.DefaultValue is { } literal ? InputCoercion.FromLiteral(literal, type) : null;
        return new Variable(definition, type, byDefault);
    }

    /// <summary>One variable; its type is null where it is none of input.</summary>
    internal sealed record Variable(VariableDefinitionNode Definition, SchemaType? Type, InputValue? Default)
    {
        public string Name { get; } = Definition.Variable.Name.Value;

        public bool IsRequired => Type!.IsNonNull && Definition.DefaultValue is null;
    }
}
