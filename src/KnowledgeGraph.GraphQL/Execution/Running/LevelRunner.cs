namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Executes a selection level by level; steps of one level that have to wait do so together. Pooled with what it runs.
/// One thread at a time.
/// </summary>
internal sealed class LevelRunner
{
    private readonly List<(FieldRun Field, int Parents, Task Task)> _pending = [];
    private List<SelectionRun> _level = [];
    private List<SelectionRun> _next = [];
    private RunInput _input = RunInput.None;
    private SemaphoreSlim? _turn;

    /// <summary>Executes what is selected of rows that are there.</summary>
    /// <param name="selection">What to execute.</param>
    /// <param name="input">The request's part.</param>
    /// <param name="isSerial">Each field to its end before the next one begins, as in a mutation.</param>
    /// <param name="turn">
    /// Held by the caller; let go of while there is nothing to do but wait. Null where nobody else runs.
    /// </param>
    public async ValueTask ExecuteAsync(
        SelectionRun selection, RunInput input, bool isSerial = false, SemaphoreSlim? turn = null)
    {
        (_input, _turn) = (input, turn);
        if (!isSerial)
        {
            _next.Add(selection);
            await RunLevelsAsync().ConfigureAwait(false);
            return;
        }

        foreach (var field in selection.Fields)
        {
            Start(field, selection.Rows);
            await WaitAsync().ConfigureAwait(false);
            Complete(field, 1);
            if (IsHalted(field)) return;
            if (!await RunLevelsAsync().ConfigureAwait(false)) return;
        }
    }

    /// <summary>Executes what is below a field whose own values are there.</summary>
    public async ValueTask ExecuteBelowAsync(FieldRun field, int parents, RunInput input, SemaphoreSlim? turn)
    {
        (_input, _turn) = (input, turn);
        Complete(field, parents);
        if (!IsHalted(field)) await RunLevelsAsync().ConfigureAwait(false);
    }

    /// <summary>Lets go of everything. No resolver may still be running.</summary>
    public void Clear()
    {
        _level.Clear();
        _next.Clear();
        _pending.Clear();
        _input = RunInput.None;
        _turn = null;
    }

    /// <summary>False where the run is to halt.</summary>
    private async ValueTask<bool> RunLevelsAsync()
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

            if (_input.OnError == ErrorBehavior.Halt && IsHalted()) return false;
        }

        return true;
    }

    private void Start(FieldRun field, RowSet parents)
    {
        try
        {
            var arguments = field.Plan.Arguments.Coerce(_input.Variables);
            field.Context.Start(_input.State, arguments, _input.CancellationToken);
            if (field.Plan.Stream is { } stream)
                field.Cut(stream.InitialCountOf(_input.Variables), _input, arguments);
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
        _turn?.Release();
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
        if (_turn is not null) await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
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

    private bool IsHalted()
    {
        foreach (var selection in _level)
        {
            foreach (var field in selection.Fields)
            {
                if (IsHalted(field)) return true;
            }
        }

        return false;
    }

    private bool IsHalted(FieldRun field)
    {
        if (_input.OnError != ErrorBehavior.Halt || !NullPropagation.HasErrors(field)) return false;
        _next.Clear();
        return true;
    }

    private bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException && _input.CancellationToken.IsCancellationRequested;
}
