using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>The fields of an operation that a guard has to be asked about. Immutable.</summary>
internal sealed class GuardPlan
{
    private readonly FieldGuard? _guard;
    private readonly List<Entry> _entries = [];

    /// <param name="guard">Null where nothing is guarded.</param>
    /// <param name="document">The document of the operation.</param>
    public GuardPlan(FieldGuard? guard, DocumentNode document) => (_guard, Document) = (guard, document);

    private DocumentNode Document { get; }

    /// <summary>Takes a field that the operation has.</summary>
    public void Add(FieldDefinition field, FieldNode node)
    {
        if (_guard is null) return;
        var rule = _guard.RuleOf(field.Directives);
        var hasInputs = node.Arguments.Count > 0
            && field.Arguments.Any(argument => HasRule(argument, []));
        if (rule is null && !hasInputs) return;
        _entries.Add(new(field, rule, new ArgumentPlan(field, node), node, hasInputs));
    }

    /// <summary>All refusals; empty where the operation may be executed.</summary>
    /// <exception cref="GraphQLException">An argument does not fit.</exception>
    public IReadOnlyList<GraphQLError> Check(VariableValues variables, object? state)
    {
        if (_entries.Count == 0) return [];
        var errors = new List<GraphQLError>();
        foreach (var entry in _entries)
        {
            var arguments = entry.Arguments.Coerce(variables);
            var inputs = new List<GuardedInput>();
            for (var index = 0; entry.HasInputs && index < arguments.Length; index++)
            {
                if (arguments[index] is { } value) Collect(entry.Field.Arguments[index], value, [], inputs);
            }

            if (entry.Rule is null && inputs.Count == 0) continue;
            var field = new GuardedField(entry.Field, entry.Rule, arguments, inputs, state);
            if (_guard!.Check(field) is not { } error) continue;
            errors.Add(error with { Locations = [Document.Source.LocationAt(entry.Node.Span.Start)] });
        }

        return errors;
    }

    private void Collect(
        InputValueDefinition definition, InputValue value, IReadOnlyList<string> above, List<GuardedInput> inputs)
    {
        IReadOnlyList<string> path = [.. above, definition.Name];
        if (_guard!.RuleOf(definition.Directives) is { } rule && !AreEqual(value, definition.Default))
            inputs.Add(new GuardedInput(definition, rule, path));
        if (definition.Type.Named is InputObjectType type) CollectFields(type, value, path, inputs);
    }

    private void CollectFields(
        InputObjectType type, InputValue value, IReadOnlyList<string> path, List<GuardedInput> inputs)
    {
        if (value.Kind == InputValueKind.List)
        {
            foreach (var item in value.AsList()) CollectFields(type, item, path, inputs);
        }

        if (value.Kind != InputValueKind.Object) return;
        foreach (var field in type.Fields)
        {
            if (value.Field(field.Name) is { } given) Collect(field, given, path, inputs);
        }
    }

    // The input, or something that can be given within it, has a rule.
    private bool HasRule(InputValueDefinition input, HashSet<InputObjectType> met)
    {
        if (_guard!.RuleOf(input.Directives) is not null) return true;
        return input.Type.Named is InputObjectType type && met.Add(type)
            && type.Fields.Any(field => HasRule(field, met));
    }

    private static bool AreEqual(InputValue value, InputValue? other) => other is not null
        && value.Kind == other.Kind && value.Kind switch
        {
            InputValueKind.Null => true,
            InputValueKind.Boolean => value.AsBoolean() == other.AsBoolean(),
            InputValueKind.Integer => value.AsInteger() == other.AsInteger(),
            InputValueKind.Number => value.AsNumber().Equals(other.AsNumber()),
            InputValueKind.String or InputValueKind.Enum => value.AsString() == other.AsString(),
            // A default that is a list or an object says what may be given; anything given may be more.
            _ => false,
        };

    private sealed record Entry(
        FieldDefinition Field, AppliedDirective? Rule, ArgumentPlan Arguments, FieldNode Node, bool HasInputs);
}
