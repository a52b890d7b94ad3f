using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// One run of a plan: all rows and results of one request. Runs level by level; steps of one level that have to wait do
/// so together. Pooled with its plan, so that a request allocates nothing that grows with rows. One thread at a time.
/// </summary>
internal sealed class OperationRun
{
    private readonly OperationPlan _plan;
    private readonly SelectionRun _root;
    private readonly List<(FieldRun Field, int Parents, Task Task)> _pending = [];
    private List<SelectionRun> _level = [];
    private List<SelectionRun> _next = [];
    private RunInput _input = RunInput.None;

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

    public async ValueTask ExecuteAsync(RunInput input)
    {
        _input = input;
        _root.Rows.StartRoot(input.Root);
        if (_plan.Operation.Operation == OperationType.Mutation)
        {
            foreach (var field in _root.Fields)
            {
                Start(field, _root.Rows);
                await WaitAsync().ConfigureAwait(false);
                Complete(field, 1);
                await RunLevelsAsync().ConfigureAwait(false);
            }

            return;
        }

        _next.Add(_root);
        await RunLevelsAsync().ConfigureAwait(false);
    }

    /// <summary>Carries nulls up and gives the errors, each with its path.</summary>
    public IReadOnlyList<GraphQLError> Finish(ExecutionLimits limits) =>
        NullPropagation.Run(_root) ? ErrorCollector.Collect(_root, limits.ErrorsMax) : [];

    /// <summary>Gives everything back. No resolver may still be running.</summary>
    public void Clear()
    {
        _root.Clear();
        _level.Clear();
        _next.Clear();
        _pending.Clear();
        Writer.Clear();
        ResponseLength = 0;
        _input = RunInput.None;
    }

    private async ValueTask RunLevelsAsync()
    {
        while (_next.Count > 0)
        {
            _input.CancellationToken.ThrowIfCancellationRequested();
            (_level, _next) = (_next, _level);
            _next.Clear();
            foreach (var selection in _level)
            {
                foreach (var field in selection.Fields) Start(field, selection.Rows);
            }

            if (_pending.Count > 0) await WaitAsync().ConfigureAwait(false);
            foreach (var selection in _level)
            {
                foreach (var field in selection.Fields) Complete(field, selection.Rows.Count);
            }
        }
    }

    private void Start(FieldRun field, RowSet parents)
    {
        try
        {
            var arguments = field.Plan.Arguments.Coerce(_input.Variables);
            field.Context.Start(_input.State, arguments, _input.CancellationToken);
            field.Column.Start(parents.Count);
            var task = field.Plan.Resolver.Invoke(parents, field.Column, field.Context);
            if (task.IsCompletedSuccessfully) task.GetAwaiter().GetResult();
            else _pending.Add((field, parents.Count, task.AsTask()));
        }
        catch (Exception exception)
        {
            // Others of the level may be under way, so a cancellation is met where these are waited for.
            if (IsCancellation(exception)) _pending.Add((field, parents.Count, Task.FromException(exception)));
            else field.Fail(parents.Count, _input.ErrorOf(exception, field.Plan));
        }
    }

    /// <summary>
    /// Waits for all that is under way, also when one of them fails: their columns are in use until then.
    /// </summary>
    private async ValueTask WaitAsync()
    {
        Exception? cancellation = null;
        foreach (var (field, parents, task) in _pending)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                if (IsCancellation(exception)) cancellation = exception;
                else field.Fail(parents, _input.ErrorOf(exception, field.Plan));
            }
        }

        _pending.Clear();
        if (cancellation is not null) throw new OperationCanceledException(cancellation.Message, cancellation);
    }

    private void Complete(FieldRun field, int parents)
    {
        var handedOn = _next.Count;
        try
        {
            field.Complete(_next);
        }
        catch (Exception exception) when (!IsCancellation(exception))
        {
            _next.RemoveRange(handedOn, _next.Count - handedOn);
            field.Fail(parents, _input.ErrorOf(exception, field.Plan));
            field.Complete(_next);
        }
    }

    private bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException && _input.CancellationToken.IsCancellationRequested;
}
