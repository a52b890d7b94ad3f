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
    private const int BatchesAhead = 1;

    // A store may prepare for one while it writes the one before.
    private const int CommitsAtOnce = 2;

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
            await CommitAllAsync(importer.Actor, queue.Reader, summary, stop).ConfigureAwait(false);
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

    private async Task CommitAllAsync(
        string actor, ChannelReader<ImportBatch> batches, ImportSummary summary, CancellationTokenSource stop)
    {
        var cancellation = stop.Token;
        var underWay = new Queue<BatchCommit>();
        try
        {
            await foreach (var batch in batches.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                await batch.Ready.ConfigureAwait(false);
                underWay.Enqueue(BatchCommit.Start(processor, actor, batch, cancellation));
                if (underWay.Count == CommitsAtOnce) await FinishFirstAsync().ConfigureAwait(false);
            }
            while (underWay.Count > 0) await FinishFirstAsync().ConfigureAwait(false);
        }
        finally
        {
            // Where one failed: what still waits behind it is called off, what is being written is not left behind.
            if (underWay.Count > 0) await stop.CancelAsync().ConfigureAwait(false);
            foreach (var commit in underWay) await commit.EndAsync().ConfigureAwait(false);
        }

        async Task FinishFirstAsync()
        {
            var first = underWay.Dequeue();
            var wasRepeated = await first.FinishAsync(cancellation).ConfigureAwait(false);
            // Those behind it may have come too soon.
            if (wasRepeated) foreach (var later in underWay) later.Repeat();
            first.Tell(summary);
        }
    }
}
