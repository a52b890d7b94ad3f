using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Protection;

/// <summary>Decides whether a request may go on, by its price.</summary>
internal static class CostGate
{
    /// <summary>The error, or null where the request may go on.</summary>
    /// <param name="plan">What is to be priced.</param>
    /// <param name="variables">The variables' values.</param>
    /// <param name="request">What it may cost, and what it wants to know.</param>
    /// <param name="costMax">The limit, where the request has none of its own.</param>
    /// <param name="priced">The price, and `extensions.cost` where there is a report.</param>
    public static GraphQLError? Check(
        CostPlan plan, VariableValues variables, GraphQLRequest request, double costMax, out PricedRequest priced)
    {
        priced = default;
        if (plan.LackingSlicing(variables) is { } size)
        {
            var names = string.Join(", ", size.SlicingArguments.Select(name => $"`{name}`"));
            return new GraphQLError($"{size.Field} has to be asked for with exactly one of {names}.")
            {
                Code = GraphQLErrorCodes.BadUserInput,
            };
        }

        var cost = plan.Price(variables);
        priced = new PricedRequest(cost.Total, null);
        var allowed = Math.Max(0, (request.CostMax ?? costMax) - request.CostSpent);
        var isRefused = cost.Total > allowed;
        if (!isRefused && request.CostMode == CostMode.Silent) return null;
        var parts = new CostReport(plan, variables, allowed);
        priced = new PricedRequest(cost.Total, parts.ToExtension(isRefused));
        if (!isRefused) return null;
        var left = request.CostSpent > 0 ? "are left for it of what the whole batch may cost" : "are allowed";
        return new GraphQLError($"The request costs {Text(cost.Total)}; {Text(allowed)} {left}. {parts.Hint()}")
        {
            Code = GraphQLErrorCodes.CostExceeded,
            Extensions = new Dictionary<string, object?> { ["requested"] = cost.Total, ["allowed"] = allowed },
        };
    }

    private static string Text(double cost) => cost.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a request costs.</summary>
/// <param name="Total">Field cost and type cost.</param>
/// <param name="Report">`extensions.cost`; null where nobody asked and nothing was refused.</param>
internal readonly record struct PricedRequest(double Total, IReadOnlyDictionary<string, object?>? Report);
