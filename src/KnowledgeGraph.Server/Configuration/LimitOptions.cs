namespace KnowledgeGraph.Server.Configuration;

/// <summary>
/// What a request may cost and a document may be like; what each is for stands in docs/limits.md. All are from 1 to
/// 2,147,483,647.
/// </summary>
internal sealed class LimitOptions
{
    public int CostMax { get; set; } = 200_000;

    public int ListSizeDefault { get; set; } = 10;

    public int DepthMax { get; set; } = 30;

    public int CycleDepthMax { get; set; } = 5;

    /// <summary>By coordinate: `Limits:CycleDepths:Topic.documents`.</summary>
    public Dictionary<string, int> CycleDepths { get; set; } = [];

    public int AliasesMax { get; set; } = 500;

    public int DirectivesMax { get; set; } = 500;

    public int RootFieldsMax { get; set; } = 100;

    public int TokensMax { get; set; } = 15_000;

    public int NestingMax { get; set; } = 200;

    public int PlanStepsMax { get; set; } = 10_000;

    public int PlanDepthMax { get; set; } = 200;

    public int FragmentVisitsMax { get; set; } = 100_000;

    public int MergeComparisonsMax { get; set; } = 500_000;

    public int ValidationErrorsMax { get; set; } = 100;

    public int ErrorsMax { get; set; } = 100;

    public bool AllowsIntrospection { get; set; } = true;

    public int IntrospectionFieldsMax { get; set; } = 500;

    public int IntrospectionDepthMax { get; set; } = 20;

    public int IntrospectionListsMax { get; set; } = 30;

    public int ExecutionSecondsMax { get; set; } = 30;

    public int ResponseBytesMax { get; set; } = 64 * 1024 * 1024;

    public int SocketOperationsMax { get; set; } = 100;

    public int SocketMessageBytesMax { get; set; } = 1024 * 1024;

    public int SocketInitSecondsMax { get; set; } = 10;

    public int FeedEventsMax { get; set; } = 16_384;

    /// <summary>By role: `Limits:RoleCostMax:curator`.</summary>
    public Dictionary<string, int> RoleCostMax { get; set; } = [];

    /// <summary>By role: `Limits:RoleExecutionSecondsMax:curator`.</summary>
    public Dictionary<string, int> RoleExecutionSecondsMax { get; set; } = [];
}
