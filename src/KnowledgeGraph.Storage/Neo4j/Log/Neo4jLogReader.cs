using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>Reads entries of the log from Neo4j, in pages.</summary>
internal static class Neo4jLogReader
{
    // Pages begin small and grow while they hold little: an entry of an import can have some MB.
    private const int EntriesFirst = 32;
    private const int EntriesMax = 2_000;
    private const long BytesPerPage = 4 * 1024 * 1024;

    // What another process has just committed may be seen in part for a moment.
    private static readonly TimeSpan SeenInPartMax = TimeSpan.FromSeconds(5);

    /// <summary>The number of the newest entry, and of the oldest that is left.</summary>
    public static async Task<(long Sequence, long Oldest)> FindEndsAsync(
        RetryingApi api, CancellationToken cancellation)
    {
        var ends = (0L, 1L);
        await api.ReadAsync(new Statement(Graph.GraphStatements.ReadSequence), (ref Utf8JsonReader row) =>
            ends = (TypedJson.NextInteger(ref row), TypedJson.NextInteger(ref row)), cancellation)
            .ConfigureAwait(false);
        return ends;
    }

    /// <summary>The entries after a number to another that was committed, with their sizes in bytes.</summary>
    public static async IAsyncEnumerable<(Commit Commit, int Bytes)> ReadAsync(
        RetryingApi api, long after, long last, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var limit = EntriesFirst;
        var waitedFrom = DateTime.MaxValue;
        while (after < last)
        {
            var (entries, bytes) = await ReadPageAsync(api, after, last, limit, cancellation).ConfigureAwait(false);
            var isWhole = true;
            foreach (var entry in entries)
            {
                isWhole = entry.Commit.Sequence == after + 1;
                if (!isWhole) break;
                yield return entry;
                after++;
                waitedFrom = DateTime.MaxValue;
            }
            if (isWhole && entries.Count > 0)
            {
                limit = (int)Math.Clamp(BytesPerPage * entries.Count / Math.Max(1, bytes), 1, EntriesMax);
                continue;
            }
            await CheckGapAsync(api, after, entries, waitedFrom, cancellation).ConfigureAwait(false);
            if (waitedFrom == DateTime.MaxValue) waitedFrom = DateTime.UtcNow;
            await Task.Delay(10, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task CheckGapAsync(RetryingApi api, long after, List<(Commit Commit, int Bytes)> entries,
        DateTime waitedFrom, CancellationToken cancellation)
    {
        var (_, oldest) = await FindEndsAsync(api, cancellation).ConfigureAwait(false);
        if (after + 1 < oldest) throw new ChangesPrunedException(oldest);
        if (waitedFrom == DateTime.MaxValue || DateTime.UtcNow - waitedFrom < SeenInPartMax) return;
        throw Neo4jErrors.Gap(api.Options, after + 1, entries.Count == 0 ? 0 : entries[0].Commit.Sequence);
    }

    private static async Task<(List<(Commit Commit, int Bytes)> Entries, long Bytes)> ReadPageAsync(
        RetryingApi api, long after, long last, int limit, CancellationToken cancellation)
    {
        var entries = new List<(Commit, int)>();
        var all = 0L;
        var statement = new Statement(LogStatements.Read, writer =>
        {
            writer.Name("after").Integer(after);
            writer.Name("last").Integer(last);
            writer.Name("limit").Integer(limit);
        });
        try
        {
            await api.ReadAsync(statement, (ref Utf8JsonReader row) =>
            {
                var sequence = TypedJson.NextInteger(ref row);
                var at = TypedJson.NextInstant(ref row);
                var actor = TypedJson.NextRequiredText(ref row);
                var data = TypedJson.NextBytes(ref row);
                all += data.Length;
                entries.Add((new Commit(sequence, at, actor, LogEntry.Unpack(data)), data.Length));
            }, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException damage)
        {
            throw new StoreException($"The log in Neo4j at {api.Options.Place} holds an entry that cannot be read " +
                $"({damage.Message.TrimEnd('.')}). Restore it from a backup.", transient: false, damage);
        }
        return (entries, all);
    }
}
