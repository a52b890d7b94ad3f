using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Validation;
using KnowledgeGraph.Server.Configuration;

namespace KnowledgeGraph.Server.Http;

/// <summary>The engine's options as the settings have them.</summary>
internal static class EngineOptions
{
    public static ExecutionOptions Of(LimitOptions limits) => new()
    {
        ExecutionTimeMax = TimeSpan.FromSeconds(limits.ExecutionSecondsMax),
        Parser = new ParserOptions { TokensMax = limits.TokensMax, NestingMax = limits.NestingMax },
        Validation = new ValidationOptions
        {
            ErrorsMax = limits.ValidationErrorsMax,
            FragmentVisitsMax = limits.FragmentVisitsMax,
            MergeComparisonsMax = limits.MergeComparisonsMax,
        },
        Documents = new DocumentLimits
        {
            DepthMax = limits.DepthMax,
            CycleDepthMax = limits.CycleDepthMax,
            CycleDepths = limits.CycleDepths,
            AliasesMax = limits.AliasesMax,
            DirectivesMax = limits.DirectivesMax,
            RootFieldsMax = limits.RootFieldsMax,
            AllowsIntrospection = limits.AllowsIntrospection,
            IntrospectionFieldsMax = limits.IntrospectionFieldsMax,
            IntrospectionDepthMax = limits.IntrospectionDepthMax,
            IntrospectionListsMax = limits.IntrospectionListsMax,
        },
        Cost = new CostOptions { CostMax = limits.CostMax, ListSizeDefault = limits.ListSizeDefault },
        Limits = new ExecutionLimits
        {
            PlanStepsMax = limits.PlanStepsMax,
            PlanDepthMax = limits.PlanDepthMax,
            ResponseBytesMax = limits.ResponseBytesMax,
            ErrorsMax = limits.ErrorsMax,
        },
    };

    /// <summary>What clients of some roles may. Names of roles, as all keys of settings, are of either case.</summary>
    public static IReadOnlyDictionary<string, RoleLimits> RolesOf(LimitOptions limits)
    {
        var costs = new Dictionary<string, int>(limits.RoleCostMax, StringComparer.OrdinalIgnoreCase);
        var times = new Dictionary<string, int>(limits.RoleExecutionSecondsMax, StringComparer.OrdinalIgnoreCase);
        return costs.Keys.Union(times.Keys, StringComparer.OrdinalIgnoreCase).ToDictionary(
            role => role,
            role => new RoleLimits
            {
                CostMax = costs.TryGetValue(role, out var cost) ? cost : null,
                ExecutionTimeMax = times.TryGetValue(role, out var seconds) ? TimeSpan.FromSeconds(seconds) : null,
            },
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How connections over WebSocket are held.</summary>
    public static GraphQLWebSocketOptions SocketsOf(LimitOptions limits) => new()
    {
        OperationsMax = limits.SocketOperationsMax,
        MessageLengthMax = limits.SocketMessageBytesMax,
        InitTimeout = TimeSpan.FromSeconds(limits.SocketInitSecondsMax),
    };
}
