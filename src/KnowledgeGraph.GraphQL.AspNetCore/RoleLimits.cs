using KnowledgeGraph.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>What clients of a role may, where it is more or less than what everybody may. Immutable.</summary>
public sealed record RoleLimits
{
    /// <summary>What a request may cost; null for what everybody's may.</summary>
    public double? CostMax { get; init; }

    /// <summary>How long a request may take; null for what everybody's may.</summary>
    public TimeSpan? ExecutionTimeMax { get; init; }

    /// <summary>
    /// The request as a client with these roles may have it: of each limit the largest that one of its roles has.
    /// </summary>
    internal static GraphQLRequest Apply(GraphQLRequest request, HttpContext context, GraphQLHttpOptions options)
    {
        if (options.RolesOf is not { } rolesOf || options.RoleLimits.Count == 0) return request;
        double? costMax = null;
        TimeSpan? timeMax = null;
        foreach (var role in rolesOf(context))
        {
            if (!options.RoleLimits.TryGetValue(role, out var limits)) continue;
            if (limits.CostMax is { } cost) costMax = Math.Max(cost, costMax ?? cost);
            if (limits.ExecutionTimeMax is { } time && !(timeMax > time)) timeMax = time;
        }

        return costMax is null && timeMax is null
            ? request
            : request with { CostMax = costMax, ExecutionTimeMax = timeMax };
    }
}
