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
    private HashSet<string> _digests = new(StringComparer.Ordinal);
    private long _erasedAt;

    /// <summary>Gives them to a graph that was read.</summary>
    public async Task PlaceAsync(WorkingGraph graph, StatementRunner run)
    {
        if (graph.ErasedAt != _erasedAt)
        {
            var digests = new HashSet<string>(StringComparer.Ordinal);
            await run(new Statement("MATCH (t:Tombstone) RETURN t.digest"),
                (ref Utf8JsonReader row) => digests.Add(TypedJson.NextRequiredText(ref row)), CancellationToken.None)
                .ConfigureAwait(false);
            (_digests, _erasedAt) = (digests, graph.ErasedAt);
        }
        graph.Tombstones = _digests;
    }
}
