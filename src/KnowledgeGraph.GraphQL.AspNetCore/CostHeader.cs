using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Protection;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>
/// `GraphQL-Cost: report` asks for the cost beside the answer, `GraphQL-Cost: validate` for the cost instead of it.
/// Any other value asks for nothing.
/// </summary>
internal static class CostHeader
{
    public const string Name = "GraphQL-Cost";

    /// <summary>The request with what the header wants, and with what this client's requests may cost.</summary>
    public static GraphQLRequest Apply(GraphQLRequest request, HttpContext context, GraphQLHttpOptions options)
    {
        request = RoleLimits.Apply(request, context, options);
        var mode = ModeOf(context.Request);
        var costMax = options.CostMaxOf?.Invoke(context);
        if (options.Spend is { } spend) request = request with { Spend = cost => spend(context, cost) };
        return mode == CostMode.Silent && costMax is null
            ? request
            : request with { CostMode = mode, CostMax = costMax ?? request.CostMax };
    }

    private static CostMode ModeOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Name, out var value)) return CostMode.Silent;
        var text = value.ToString();
        if (text.Equals("report", StringComparison.OrdinalIgnoreCase)) return CostMode.Report;
        return text.Equals("validate", StringComparison.OrdinalIgnoreCase) ? CostMode.Validate : CostMode.Silent;
    }
}
