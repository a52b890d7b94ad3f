using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>Decides whether a request may go on, by its price.</summary>
internal static class CostGate
{
    /// <summary>The error, or null where the request may go on.</summary>
    /// <param name="plan">What is to be priced.</param>
    /// <param name="variables">The variables' values.</param>
    /// <param name="costMax">The limit.</param>
    /// <param name="report">Make a report also where the request may go on.</param>
    /// <param name="extension">`extensions.cost`, where there is a report.</param>
    public static GraphQLError? Check(
        CostPlan plan, VariableValues variables, double costMax, bool report,
        out IReadOnlyDictionary<string, object?>? extension)
    {
        extension = null;
        if (plan.LackingSlicing(variables) is { } size)
        {
            var names = string.Join(", ", size.SlicingArguments.Select(name => $"`{name}`"));
            return new GraphQLError($"{size.Field} has to be asked for with exactly one of {names}.")
            {
                Code = GraphQLErrorCodes.BadUserInput,
            };
        }

        var cost = plan.Price(variables);
        var isRefused = cost.Total > costMax;
        if (!isRefused && !report) return null;
        var parts = new CostReport(plan, variables, costMax);
        extension = parts.ToExtension();
        return !isRefused ? null : new GraphQLError(
            $"The request costs {Text(cost.Total)}; {Text(costMax)} are allowed. {parts.Hint()}")
        {
            Code = GraphQLErrorCodes.CostExceeded,
            Extensions = new Dictionary<string, object?> { ["requested"] = cost.Total, ["allowed"] = costMax },
        };
    }

    private static string Text(double cost) => cost.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
