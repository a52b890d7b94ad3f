using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage;

/// <summary>What a transfer did: the same digest twice, or it did not go well.</summary>
/// <param name="Source">What the source held.</param>
/// <param name="Target">What the target holds.</param>
/// <param name="Refused">How many records the target refused.</param>
public sealed record TransferResult(GraphDigest Source, GraphDigest Target, long Refused)
{
    /// <summary>What the source kept about people; null where a store keeps nothing.</summary>
    public RecordsDigest? SourceRecords { get; init; }

    /// <summary>The same of the target, without the entries of the audit that the transfer itself made.</summary>
    public RecordsDigest? TargetRecords { get; init; }

    /// <summary>All of the source is in the target, and nothing else.</summary>
    public bool IsWhole => Source == Target && SourceRecords == TargetRecords;
}

/// <summary>
/// Moves a community from one store to another, with its audit and the tombstones of who was erased, and proves by
/// counts and digests that it is whole. Its log is not moved: the target begins one of its own, and numbers of the log
/// in moved entries of the audit are those of the source. Cut off and run again, it goes on, and nothing is there
/// twice.
/// </summary>
public static class StoreTransfer
{
    private const string Actor = "migrate-store";
    private const int CommandsMax = 8_192;
    private const long TextLengthMax = 4 * 1024 * 1024;

    /// <param name="source">Nothing else should write to it meanwhile.</param>
    /// <param name="target">Empty, or holding what an earlier transfer of the same source has left.</param>
    /// <param name="onProgress">Is told how many records were moved, or read to compare.</param>
    /// <param name="cancellation">Ends it; what was moved stays.</param>
    /// <exception cref="StoreException">A store failed.</exception>
    public static async Task<TransferResult> RunAsync(IGraphStore source, IGraphStore target,
        Action<string, long>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var (records, kept) = (source as IMemberRecords, target as IMemberRecords);
        var isWithRecords = records is not null && kept is not null;
        var audited = 0L;
        if (isWithRecords)
        {
            audited = await RecordsTransfer.CountAsync(records!, cancellation).ConfigureAwait(false);
            await RecordsTransfer.CopyAsync(records!, kept!, cancellation).ConfigureAwait(false);
        }

        var refused = await CopyAsync(source, target, onProgress, cancellation).ConfigureAwait(false);
        var before = await GraphDigest.OfAsync(
            source, count => onProgress?.Invoke("reading the source", count), cancellation).ConfigureAwait(false);
        var after = await GraphDigest.OfAsync(
            target, count => onProgress?.Invoke("reading the target", count), cancellation).ConfigureAwait(false);
        var result = new TransferResult(before, after, refused);
        if (!isWithRecords) return result;
        return result with
        {
            SourceRecords = await RecordsTransfer.DigestAsync(records!, audited, cancellation).ConfigureAwait(false),
            TargetRecords = await RecordsTransfer.DigestAsync(kept!, audited, cancellation).ConfigureAwait(false),
        };
    }

    private static async Task<long> CopyAsync(IGraphStore source, IGraphStore target,
        Action<string, long>? onProgress, CancellationToken cancellation)
    {
        long refused = 0, moved = 0, length = 0;
        var batch = new List<Command>(CommandsMax);
        var scan = await source.ScanAsync(cancellation).ConfigureAwait(false);
        await using (scan.ConfigureAwait(false))
        {
            await foreach (var node in scan.ReadNodesAsync(cancellation).ConfigureAwait(false))
                await AddAsync(new UpsertNode(node, ulong.MaxValue), LengthOf(node.Values)).ConfigureAwait(false);
            await foreach (var edge in scan.ReadEdgesAsync(cancellation).ConfigureAwait(false))
            {
                Command command = EdgeTypes.Of(edge.Type).Family == EdgeFamily.Link
                    ? new PutLink(edge)
                    : new RecordInteraction(edge);
                await AddAsync(command, LengthOf(edge.Values)).ConfigureAwait(false);
            }
        }
        await FlushAsync().ConfigureAwait(false);
        return refused;

        async ValueTask AddAsync(Command command, long textLength)
        {
            batch.Add(command);
            length += textLength;
            if (batch.Count >= CommandsMax || length >= TextLengthMax) await FlushAsync().ConfigureAwait(false);
        }

        async ValueTask FlushAsync()
        {
            if (batch.Count == 0) return;
            var request = new CommitRequest(batch, Actor, RefusalPolicy.Skip);
            var result = await target.CommitAsync(request, cancellation).ConfigureAwait(false);
            refused += result.Outcomes.Count(outcome => outcome.Kind == OutcomeKind.Refused);
            moved += batch.Count;
            onProgress?.Invoke("moving", moved);
            batch = new List<Command>(CommandsMax);
            length = 0;
        }
    }

    private static long LengthOf(PropertyValue[] values)
    {
        long length = 0;
        foreach (var value in values)
            if (value.Type == PropertyType.Text) length += value.AsText().Length;
        return length;
    }
}
