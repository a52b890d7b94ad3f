using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// An operation with its plans: one for each outcome of the variables that its `@skip` and `@include` name, compiled
/// when
/// that outcome is first met. So a plan has no conditions left, and the order of fields and what merges into them are
/// always right. Thread-safe.
/// </summary>
internal sealed class PreparedOperation(
    ExecutableSchema schema, DocumentNode document, OperationDefinitionNode definition, ExecutionOptions options)
{
    /// <summary>With more of them a plan is compiled for each request.</summary>
    private const int ConditionsMax = 64;

    private readonly string[] _conditions = ConditionVariables.Of(document, definition);
    private (ulong Outcome, OperationPlan Plan)[] _plans = [];

    public VariableCoercion Variables { get; } = new(schema.Schema, document, definition);

    public OperationDefinitionNode Definition { get; } = definition;

    public DocumentNode Document { get; } = document;

    /// <exception cref="GraphQLException">The operation passes a limit.</exception>
    public OperationPlan PlanFor(VariableValues variables)
    {
        if (_conditions.Length > ConditionsMax) return Compile(variables);
        var outcome = 0UL;
        for (var index = 0; index < _conditions.Length; index++)
        {
            if (IsTrue(variables, _conditions[index])) outcome |= 1UL << index;
        }

        var plans = Volatile.Read(ref _plans);
        foreach (var (known, plan) in plans)
        {
            if (known == outcome) return plan;
        }

        var compiled = Compile(variables);
        // When there are too many, all are forgotten but this one; those that are met again come back.
        var more = plans.Length < options.Limits.PlansPerOperationMax ? plans : [];
        Interlocked.CompareExchange(ref _plans, [.. more, (outcome, compiled)], plans);
        return compiled;
    }

    private static bool IsTrue(VariableValues variables, string name) =>
        variables[name] is { Kind: InputValueKind.Boolean } value && value.AsBoolean();

    private OperationPlan Compile(VariableValues variables) =>
        new(schema, Document, Definition, options, name => IsTrue(variables, name));
}
