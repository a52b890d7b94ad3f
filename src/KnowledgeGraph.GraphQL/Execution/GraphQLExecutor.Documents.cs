using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What can be said of a document before anybody asks for it.</summary>
public sealed partial class GraphQLExecutor
{
    /// <summary>
    /// Validates a document, holds it to the limits and prices its operations: without variables, so that lists have
    /// their default sizes, `@include` includes and `@skip` does not skip.
    /// </summary>
    public DocumentReport Examine(ReadOnlyMemory<byte> text)
    {
        var document = Prepare(text);
        return document.Errors.Count > 0
            ? new DocumentReport(document.Errors, [])
            : Examine([.. document.Operations.Select(Examine)]);
    }

    private static DocumentReport Examine(IReadOnlyList<(OperationPrice? Price, GraphQLError? Error)> operations) =>
        new([.. operations.Select(operation => operation.Error).OfType<GraphQLError>()],
            [.. operations.Select(operation => operation.Price).OfType<OperationPrice>()]);

    private (OperationPrice? Price, GraphQLError? Error) Examine(PreparedOperation operation)
    {
        var definition = operation.Definition;
        string[] skipped = [.. ConditionVariables.Of(operation.Document, definition, "skip")];
        var values = Array.ConvertAll(skipped, _ => (InputValue?)InputValue.Boolean(false));
        var variables = new VariableValues(skipped, values);
        try
        {
            var plan = operation.PlanFor(variables).Cost;
            var cost = plan.Price(variables);
            var max = _options.Cost.CostMax;
            var price = new OperationPrice(
                definition.Name?.Value, definition.Operation, cost, max, plan.SlicingVariables());
            if (cost.Total <= max) return (price, null);
            var hint = new CostReport(plan, variables, max).Hint();
            return (price, new GraphQLError(
                $"The operation costs {cost.Total:0.##} without variables; {max:0.##} are allowed. {hint}",
                [operation.Document.Source.LocationAt(definition.Span.Start)])
            {
                Code = GraphQLErrorCodes.CostExceeded,
            });
        }
        catch (GraphQLException exception)
        {
            return (null, ToError(exception, operation));
        }
    }
}

/// <summary>What was found out about a document.</summary>
/// <param name="Errors">Why it cannot be executed; empty where it can.</param>
/// <param name="Operations">The prices of its operations.</param>
public sealed record DocumentReport(IReadOnlyList<GraphQLError> Errors, IReadOnlyList<OperationPrice> Operations);

/// <summary>What an operation costs without variables.</summary>
/// <param name="Name">Its name; null for none.</param>
/// <param name="Type">Its kind.</param>
/// <param name="Cost">Field cost and type cost.</param>
/// <param name="CostMax">What a request may cost.</param>
/// <param name="GrowsWith">The variables that say how long a list is.</param>
public sealed record OperationPrice(
    string? Name, OperationType Type, Cost Cost, double CostMax, IReadOnlyList<string> GrowsWith)
{
    /// <summary>`query Topic: 132 of 200000 (fields 60, types 72), grows with $first`.</summary>
    public override string ToString()
    {
        var grows = string.Join(", ", GrowsWith.Select(name => $"${name}"));
        var head = $"{Type.ToString().ToLowerInvariant()}{(Name is null ? "" : " ")}{Name}";
        var parts = FormattableString.Invariant($"(fields {Cost.Fields:0.##}, types {Cost.Types:0.##})");
        var total = FormattableString.Invariant($"{Cost.Total:0.##} of {CostMax:0.##}");
        return $"{head}: {total} {parts}{(grows.Length == 0 ? "" : $", grows with {grows}")}";
    }
}
