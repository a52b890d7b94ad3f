using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// One run of a plan: all rows and results of one request. Pooled with its plan, so that a request allocates nothing
/// that grows with rows. One thread at a time.
/// </summary>
internal sealed class OperationRun
{
    private readonly OperationPlan _plan;
    private readonly SelectionRun _root;
    private readonly LevelRunner _runner = new();
    private bool _isPrepared;

    public OperationRun(OperationPlan plan)
    {
        _plan = plan;
        _root = new SelectionRun(plan.Root, plan.Root.Type.NewRows());
    }

    public OperationPlan Plan => _plan;

    public SelectionRun Root => _root;

    public Deadline Deadline { get; } = new();

    public DataWriter Writer { get; } = new();

    /// <summary>How many bytes of data have been written.</summary>
    public long ResponseLength { get; set; }

    public ValueTask ExecuteAsync(RunInput input)
    {
        _root.Rows.StartRoot(input.Root);
        return _runner.ExecuteAsync(_root, input, _plan.Operation.Operation == OperationType.Mutation);
    }

    /// <summary>Carries nulls up and gives the errors, each with its path.</summary>
    public IReadOnlyList<GraphQLError> Finish(RunInput input)
    {
        if (!NullPropagation.Run(_root, input.OnError != ErrorBehavior.Null)) return [];
        var errors = ErrorCollector.Collect(_root, 0, [], input);
        if (input.OnError != ErrorBehavior.Halt) return errors;
        _root.Fail(0);
        return [errors[0]];
    }

    /// <summary>To be called, as often as one likes, when nothing of the first payload changes any more.</summary>
    public void PrepareWriting()
    {
        if (!_isPrepared) _root.PrepareWriting();
        _isPrepared = true;
    }

    /// <summary>Gives everything back. No resolver may still be running.</summary>
    public void Clear()
    {
        _root.Clear();
        _runner.Clear();
        Writer.Clear();
        ResponseLength = 0;
        _isPrepared = false;
    }
}
