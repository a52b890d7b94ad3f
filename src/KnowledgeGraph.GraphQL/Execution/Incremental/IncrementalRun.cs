namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// What comes after the first payload of a response: executes the later parts of a run one after the other (those that
/// have to wait together) and says what is to be sent when. Somebody asks for the next payload when the one before is
/// written. One thread at a time.
/// </summary>
internal sealed class IncrementalRun : IDisposable
{
    private readonly OperationRun _run;
    private readonly RunInput _input;
    private readonly LaterFinder _finder = new();
    private readonly List<LaterRun> _waiting = [];
    private readonly List<LaterRun> _all = [];
    private readonly List<(LaterRun Run, Task Task)> _running = [];
    private readonly List<Pending> _announced = [];

    /// <summary>Only one of the runs works at a time; resolvers that wait do so together.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);

    private double _length;
    private int _open;

    private IncrementalRun(OperationRun run, RunInput input) => (_run, _input) = (run, input);

    public IncrementalFormat Format => _run.Plan.Format;

    public OperationRun Run => _run;

    public RunInput Input => _input;

    /// <summary>What is to be sent next; for the first payload what is to come.</summary>
    public Payload Payload { get; } = new();

    /// <summary>There are more payloads after this one.</summary>
    public bool HasNext => _open > 0;

    /// <summary>What is to come after a response whose first payload is finished; null where nothing is.</summary>
    public static IncrementalRun? Begin(OperationRun run, RunInput input)
    {
        if (run.Root.HasFailed(0)) return null;
        var incremental = new IncrementalRun(run, input);
        var streams = new List<PendingStream>();
        incremental._finder.Visit(run.Root, 0, [], null, streams);
        incremental.TakeFound();
        foreach (var stream in streams) incremental.Announce(stream);
        return incremental.HasNext ? incremental : null;
    }

    /// <summary>Executes until there is something to be sent.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more, or the time is up.</exception>
    public async ValueTask MoveNextAsync()
    {
        Payload.Clear();
        while (HasNext && Payload.IsEmpty)
        {
            var run = await NextDoneAsync().ConfigureAwait(false);
            run.IsDone = true;
            if (run is DeferredRun deferred) Take(deferred);
            else Take((StreamRun)run);
        }
    }

    /// <summary>Nothing more comes of all that was to come.</summary>
    public void FailAll(GraphQLError error)
    {
        foreach (var pending in _announced.Where(pending => !pending.IsCompleted)) Fail(pending, [error]);
    }

    /// <summary>Gives back what the runs hold; false where one is still under way.</summary>
    public bool TryClear()
    {
        if (_running.Exists(running => !running.Task.IsCompleted)) return false;
        foreach (var run in _all) run.Clear();
        Dispose();
        return true;
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<LaterRun> NextDoneAsync()
    {
        while (true)
        {
            _input.CancellationToken.ThrowIfCancellationRequested();
            for (var index = 0; index < _running.Count; index++)
            {
                var (run, task) = _running[index];
                if (!task.IsCompleted) continue;
                _running.RemoveAt(index);
                await task.ConfigureAwait(false);
                return run;
            }

            if (_waiting.Find(run => run.IsWanted) is { } next)
            {
                _waiting.Remove(next);
                _running.Add((next, ExecuteAsync(next)));
                continue;
            }

            if (_running.Count == 0) throw new InvalidOperationException("What is to come is brought by nothing.");
            await Task.WhenAny(_running.Select(running => running.Task)).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(LaterRun run)
    {
        await _turn.WaitAsync(_input.CancellationToken).ConfigureAwait(false);
        try
        {
            await run.ExecuteAsync(_input, _turn).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Take(DeferredRun run)
    {
        var hasErrors = NullPropagation.Run(run.Selection, _input.OnError != ErrorBehavior.Null);
        run.Selection.PrepareWriting();
        if (IsTooLong(ResponseLength.Estimate(run.Selection, run.Parts.Count))) return;
        foreach (var part in run.Parts)
        {
            if (!Array.Exists(part.Fragments, fragment => fragment.IsOpen)) continue;
            var errors = hasErrors ? ErrorCollector.Collect(run.Selection, part.Row, part.Path, _input) : [];
            if (IsHalted(errors)) return;
            if (run.Selection.HasFailed(part.Row))
            {
                foreach (var fragment in part.Fragments) Fail(fragment, errors);
                continue;
            }

            part.Errors = errors;
            _finder.VisitPart(part);
            foreach (var fragment in part.Fragments) fragment.PartsOpen--;
        }

        TakeFound();
        foreach (var part in run.Parts)
        {
            foreach (var fragment in part.Fragments) CompleteIfDone(fragment);
        }
    }

    private void Take(StreamRun run)
    {
        NullPropagation.RunItems(run.Rest, _input.OnError != ErrorBehavior.Null);
        run.Rest.PrepareWriting();
        if (IsTooLong(ResponseLength.Estimate(run.Rest, (double)run.Streams.Count / run.Rest.Levels[0].Count))) return;
        foreach (var stream in run.Streams)
        {
            if (stream is { IsAnnounced: true, IsCompleted: false }) Deliver(stream);
        }
    }

    private void Deliver(PendingStream stream)
    {
        var rest = stream.Run.Rest;
        var level = rest.Levels[0];
        var (start, end) = (level.StartOf(stream.Slot), level.Ends[stream.Slot]);
        var firstIndex = stream.Run.InitialCountOf(stream.Slot);
        var failing = _input.OnError == ErrorBehavior.Null ? end : stream.Run.FirstFailing(start, end);
        stream.NextIndex = firstIndex + failing - start;
        IReadOnlyList<GraphQLError> errors = [];
        IReadOnlyList<GraphQLError> lastErrors = [];
        if (rest.HasErrors)
        {
            errors = ErrorCollector.CollectItems(rest, start, failing, stream.Path, firstIndex, _input);
            if (failing < end)
            {
                lastErrors = ErrorCollector.CollectItems(
                    rest, failing, failing + 1, stream.Path, stream.NextIndex, _input);
            }

            if (IsHalted(errors) || IsHalted(lastErrors)) return;
        }

        if (failing > start)
            Payload.Entries.Add(new IncrementalEntry(stream, rest, start, failing, firstIndex, errors));
        var streams = new List<PendingStream>();
        _finder.VisitItems(rest, start, failing, stream.Path, firstIndex, streams);
        TakeFound();
        if (failing < end) Fail(stream, lastErrors);
        else Complete(stream);
        foreach (var inner in streams) Announce(inner);
    }

    private bool IsTooLong(double length)
    {
        if ((_length += length) <= _input.Options.Limits.ResponseBytesMax) return false;
        FailAll(GraphQLExecutor.TooLong(_input));
        return true;
    }

    /// <summary>https://github.com/graphql/graphql-spec/pull/1163: with HALT the first error ends everything.</summary>
    private bool IsHalted(IReadOnlyList<GraphQLError> errors)
    {
        if (_input.OnError != ErrorBehavior.Halt || errors.Count == 0) return false;
        FailAll(errors[0]);
        return true;
    }

    private void TakeFound()
    {
        _waiting.AddRange(_finder.Runs);
        _all.AddRange(_finder.Runs);
        _finder.Runs.Clear();
        PendingFragment[] found = [.. _finder.Fragments];
        _finder.Fragments.Clear();
        foreach (var fragment in found)
        {
            if (fragment.Outer is { } outer && (outer.IsDropped || outer.Errors is not null)) Drop(fragment);
            else if (fragment.Outer is null or { IsCompleted: true }) Release(fragment);
        }
    }

    /// <summary>What the fragment stands in is there. One that brings nothing is not spoken of.</summary>
    private void Release(PendingFragment fragment)
    {
        if (fragment.IsReleased || fragment.IsDropped) return;
        fragment.IsReleased = true;
        // Also where others, which brought the same, have sent it all.
        if (fragment.Errors is null && fragment.Parts.TrueForAll(part => part.IsSent))
        {
            fragment.IsCompleted = true;
            foreach (var inner in fragment.Inner) Release(inner);
            return;
        }

        Announce(fragment);
        // What it shares with others may have been executed already.
        if (fragment.Errors is { } errors) Complete(fragment, errors);
        else CompleteIfDone(fragment);
    }

    private void Announce(Pending pending)
    {
        pending.Id = _announced.Count;
        _announced.Add(pending);
        _open++;
        Payload.Pending.Add(pending);
        if (pending is PendingStream { Run.IsDone: true } stream) Deliver(stream);
    }

    private void CompleteIfDone(PendingFragment fragment)
    {
        if (fragment.PartsOpen > 0 || !fragment.IsAnnounced || !fragment.IsOpen) return;
        var sent = fragment.Parts.FindAll(part => !part.IsSent);
        foreach (var part in sent)
        {
            part.IsSent = true;
            Payload.Entries.Add(new IncrementalEntry(TargetOf(part, fragment), part));
        }

        Complete(fragment);
        foreach (var part in sent) part.Streams.ForEach(Announce);
        foreach (var inner in fragment.Inner) Release(inner);
    }

    /// <summary>
    /// Of the fragments that bring the part the one that is nearest, so that the rest of the path is short.
    /// </summary>
    private static PendingFragment TargetOf(DeferredPart part, PendingFragment complete)
    {
        var best = complete;
        foreach (var fragment in part.Fragments)
        {
            if (fragment is { IsAnnounced: true, IsCompleted: false } && fragment.Path.Length > best.Path.Length)
                best = fragment;
        }

        return best;
    }

    private void Fail(Pending pending, IReadOnlyList<GraphQLError> errors)
    {
        if (pending.IsCompleted || pending.Errors is not null) return;
        if (pending is PendingFragment fragment)
        {
            if (fragment.IsDropped) return;
            fragment.Inner.ForEach(Drop);
        }

        pending.Errors = errors;
        if (pending.IsAnnounced) Complete(pending, errors);
    }

    private static void Drop(PendingFragment fragment)
    {
        if (fragment.IsDropped) return;
        fragment.IsDropped = true;
        fragment.Inner.ForEach(Drop);
    }

    private void Complete(Pending pending, IReadOnlyList<GraphQLError>? errors = null)
    {
        pending.Errors = errors;
        pending.IsCompleted = true;
        Payload.Completed.Add(pending);
        _open--;
    }
}
