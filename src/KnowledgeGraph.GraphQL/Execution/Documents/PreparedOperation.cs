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
    private readonly (ulong Outcome, OperationPlan Plan)[][] _plans = [[], [], []];

    private readonly bool _canDefer =
        definition.Operation != OperationType.Subscription && IncrementalUse.IsIn(document, definition);

    public VariableCoercion Variables { get; } = new(schema.Schema, document, definition);

    public OperationDefinitionNode Definition { get; } = definition;

    public DocumentNode Document { get; } = document;

    /// <exception cref="GraphQLException">The operation passes a limit.</exception>
    public OperationPlan PlanFor(VariableValues variables, IncrementalFormat wanted = IncrementalFormat.None)
    {
        var format = _canDefer ? wanted : IncrementalFormat.None;
        if (_conditions.Length > ConditionsMax) return Compile(variables, format);
        var outcome = 0UL;
        for (var index = 0; index < _conditions.Length; index++)
        {
            if (IsTrue(variables, _conditions[index])) outcome |= 1UL << index;
        }

        ref var known = ref _plans[(int)format];
        var plans = Volatile.Read(ref known);
        foreach (var (met, plan) in plans)
        {
            if (met == outcome) return plan;
        }

        var compiled = Compile(variables, format);
        // When there are too many, all are forgotten but this one; those that are met again come back.
        var more = plans.Length < options.Limits.PlansPerOperationMax ? plans : [];
        Interlocked.CompareExchange(ref known, [.. more, (outcome, compiled)], plans);
        return compiled;
    }

    // `if` of `@defer` and `@stream` is true where its variable is not given; that of the others always is.
    private static bool IsTrue(VariableValues variables, string name) => variables[name] is not { } value
        || (value.Kind == InputValueKind.Boolean && value.AsBoolean());

    private OperationPlan Compile(VariableValues variables, IncrementalFormat format) =>
        new(schema, Document, Definition, options, name => IsTrue(variables, name), format);
}
