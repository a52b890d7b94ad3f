using System.Text.Json;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.People;

/// <summary>
/// The digests of erased ids as this process knows them; read again when the log says that another process has erased
/// since. For the writer alone.
/// </summary>
internal sealed class KnownTombstones
{
    private const string Read = "MATCH (t:Tombstone) RETURN t.digest ORDER BY t.digest";

    // Every process that has the digests in memory sees by the mark that they are others now; numbers of entries of the
    // log, which erasing puts there, are not negative.
    private const string Add = """
        MATCH (log:ChangeLog {name: 'community'}) SET log.erasedAt = -timestamp()
        WITH log UNWIND $digests AS digest MERGE (:Tombstone {digest: digest})
        """;

    private HashSet<string> _digests = new(StringComparer.Ordinal);
    private long _erasedAt;

    /// <summary>Gives them to a graph that was read.</summary>
    public async Task PlaceAsync(WorkingGraph graph, StatementRunner run)
    {
        if (graph.ErasedAt != _erasedAt)
        {
            var digests = new HashSet<string>(StringComparer.Ordinal);
            await run(new Statement(Read),
                (ref Utf8JsonReader row) => digests.Add(TypedJson.NextRequiredText(ref row)), CancellationToken.None)
                .ConfigureAwait(false);
            (_digests, _erasedAt) = (digests, graph.ErasedAt);
        }
        graph.Tombstones = _digests;
    }

    /// <summary>All of them, in order.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(RetryingApi api, CancellationToken cancellation)
    {
        var digests = new List<string>();
        await api.ReadAsync(new Statement(Read),
            (ref Utf8JsonReader row) => digests.Add(TypedJson.NextRequiredText(ref row)), cancellation)
            .ConfigureAwait(false);
        return digests;
    }

    /// <summary>Adds some, which does no harm where they are there.</summary>
    public static async Task AddAsync(
        RetryingApi api, IReadOnlyList<string> digests, CancellationToken cancellation)
    {
        if (digests.Count == 0) return;
        await api.ReadAsync(new Statement(Add, writer => writer.Name("digests").Texts(digests), TakesLock: true),
            QueryTransaction.Ignore, cancellation).ConfigureAwait(false);
    }
}
