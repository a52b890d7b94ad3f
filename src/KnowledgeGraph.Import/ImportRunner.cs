using System.Diagnostics;
using System.Threading.Channels;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Import;

/// <summary>
/// Runs an importer against a store: the importer reads on a thread of its own, commits are made from this one, and a
/// short queue of batches lies between them, so that reading and writing overlap and neither gets far ahead.
/// </summary>
public sealed class ImportRunner(CommandProcessor processor)
{
    private const int BatchesAhead = 2;
    private const int AttemptsMax = 5;

    /// <summary>
    /// Imports all that <paramref name="importer"/> reads. What is refused or broken is in the summary; the rest is
    /// stored, batch by batch, so that after a crash the same import takes up where nothing is lost or doubled.
    /// </summary>
    /// <exception cref="ImportException">The source cannot be read at all; nothing of it was stored.</exception>
    /// <exception cref="StoreException">The store failed; the batches before are stored.</exception>
    public async Task<ImportSummary> RunAsync(
        IImporter importer, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(importer);
        var clock = Stopwatch.StartNew();
        var summary = new ImportSummary(importer.Actor);
        var queue = Channel.CreateBounded<ImportBatch>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Factory.StartNew(
            () => Read(importer, new BatchingSink(queue.Writer, summary, progress, stop.Token), queue.Writer),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await foreach (var batch in queue.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
                await CommitAsync(importer.Actor, batch, summary, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            // The reader may be waiting for room in the queue: wake it, and wait until it has let go of its files.
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            throw;
        }

        await reading.ConfigureAwait(false);
        summary.Elapsed = clock.Elapsed;
        return summary;
    }

    private static void Read(IImporter importer, BatchingSink sink, ChannelWriter<ImportBatch> queue)
    {
        try
        {
            importer.Read(sink, sink.Stop);
            sink.Flush();
            queue.Complete();
        }
        catch (Exception exception)
        {
            queue.Complete(exception);
            throw;
        }
    }

    private async Task CommitAsync(
        string actor, ImportBatch batch, ImportSummary summary, CancellationToken cancellation)
    {
        await batch.Ready.ConfigureAwait(false);
        var request = new CommitRequest(batch.Commands, actor, RefusalPolicy.Skip);
        var result = await TryCommitAsync(request, cancellation).ConfigureAwait(false);
        for (var index = 0; index < result.Outcomes.Count; index++)
        {
            var outcome = result.Outcomes[index];
            if (outcome.Kind == OutcomeKind.Refused)
                summary.AddRefusal(batch.Positions[index], batch.Commands[index], outcome.Refusal!);
            else
                summary.AddOutcome(outcome.Kind);
        }
    }

    // A batch may be sent twice: every command of an importer says the same thing again without harm.
    private async ValueTask<CommitResult> TryCommitAsync(CommitRequest request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await processor.ExecuteAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (StoreException exception) when (exception.Transient && attempt < AttemptsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), cancellation).ConfigureAwait(false);
            }
        }
    }
}
