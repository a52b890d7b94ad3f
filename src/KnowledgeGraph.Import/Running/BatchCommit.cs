using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Import.Running;

/// <summary>
/// A batch on its way into the store. It may be sent more than once: every command of an importer says the same thing
/// again without harm.
/// </summary>
internal sealed class BatchCommit
{
    private const int AttemptsMax = 5;

    private readonly CommandProcessor _processor;
    private readonly ImportBatch _batch;
    private readonly CommitRequest _request;
    private Task<CommitResult> _commit;
    private bool _isRepeated;
    private Outcome[] _outcomes = [];

    private BatchCommit(CommandProcessor processor, string actor, ImportBatch batch, CancellationToken cancellation)
    {
        (_processor, _batch) = (processor, batch);
        _request = new CommitRequest(batch.Commands, actor, RefusalPolicy.Skip);
        _commit = SendAsync(cancellation);
    }

    /// <summary>Begins to commit a batch whose commands are all there.</summary>
    public static BatchCommit Start(
        CommandProcessor processor, string actor, ImportBatch batch, CancellationToken cancellation) =>
        new(processor, actor, batch, cancellation);

    /// <summary>
    /// It was begun before one that had to be sent again: once more after that, since order counts. A command may have
    /// been refused for what was not there yet, and a later value must not be overwritten by an earlier one.
    /// </summary>
    public void Repeat() => _isRepeated = true;

    /// <summary>Waits until it is committed; sends it again while the store fails for a moment.</summary>
    /// <returns>Whether it was sent more than once.</returns>
    /// <exception cref="StoreException">The store failed for good.</exception>
    public async Task<bool> FinishAsync(CancellationToken cancellation)
    {
        var (result, attempts) = await TryAsync(cancellation).ConfigureAwait(false);
        _outcomes = [.. result.Outcomes];
        if (!_isRepeated) return attempts > 1;
        _commit = SendAsync(cancellation);
        (result, _) = await TryAsync(cancellation).ConfigureAwait(false);
        for (var index = 0; index < _outcomes.Length; index++)
        {
            if (_outcomes[index].Kind == OutcomeKind.Refused) _outcomes[index] = result.Outcomes[index];
        }

        return true;
    }

    /// <summary>Waits until the store has let go of it, whatever became of it.</summary>
    public Task EndAsync() => _commit.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);

    /// <summary>Adds what became of it to a summary.</summary>
    public void Tell(ImportSummary summary)
    {
        for (var index = 0; index < _outcomes.Length; index++)
        {
            var outcome = _outcomes[index];
            if (outcome.Kind == OutcomeKind.Refused)
                summary.AddRefusal(_batch.Positions[index], _batch.Commands[index], outcome.Refusal!);
            else
                summary.AddOutcome(outcome.Kind);
        }
    }

    private async Task<(CommitResult Result, int Attempts)> TryAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await _commit.ConfigureAwait(false), attempt);
            }
            catch (StoreException exception) when (exception.Transient && attempt < AttemptsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), cancellation).ConfigureAwait(false);
                _commit = SendAsync(cancellation);
            }
        }
    }

    // In the caller's thread up to the store's queue: batches stand there in the order in which they were begun.
    private async Task<CommitResult> SendAsync(CancellationToken cancellation) =>
        await _processor.ExecuteAsync(_request, cancellation).ConfigureAwait(false);
}
