using System.Runtime.CompilerServices;
using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;
using KnowledgeGraph.Storage.Neo4j.Log;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>
/// A scan. Neo4j shows no moment to readers while others write, so everything is read into memory first, with whatever
/// was committed meanwhile in some of it, and then the log of the time since the reading began is applied: changes say
/// what is so afterwards, and can be applied twice. Holds the whole graph.
/// </summary>
internal sealed class Neo4jGraphScan : GraphScan
{
    private readonly List<NodeRecord> _nodes;
    private readonly List<EdgeRecord> _edges;
    private bool _nodesRead;
    private bool _edgesRead;

    private Neo4jGraphScan(long sequence, List<NodeRecord> nodes, List<EdgeRecord> edges)
    {
        Sequence = sequence;
        _nodes = nodes;
        _edges = edges;
    }

    public override long Sequence { get; }

    /// <exception cref="StoreException">Neo4j failed.</exception>
    public static async Task<Neo4jGraphScan> ReadAsync(RetryingApi api, CancellationToken cancellation)
    {
        var before = await SettleAsync(api, cancellation).ConfigureAwait(false);
        var content = await GraphReading.ReadAsync(api, null, cancellation).ConfigureAwait(false);
        var after = await SettleAsync(api, cancellation).ConfigureAwait(false);
        await foreach (var (commit, _) in Neo4jLogReader.ReadAsync(api, before, after, cancellation)
            .ConfigureAwait(false))
        {
            foreach (var change in commit.Changes) content.Apply(change);
        }
        var (nodes, edges) = content.InOrder();
        return new Neo4jGraphScan(after, nodes, edges);
    }

    public override IAsyncEnumerable<NodeRecord> ReadNodesAsync(CancellationToken cancellation = default)
    {
        if (_nodesRead) throw new InvalidOperationException("The nodes of a scan are read once.");
        _nodesRead = true;
        return Stream(_nodes, cancellation);
    }

    public override IAsyncEnumerable<EdgeRecord> ReadEdgesAsync(CancellationToken cancellation = default)
    {
        if (!_nodesRead) throw new InvalidOperationException("The nodes of a scan are read before its edges.");
        if (_edgesRead) throw new InvalidOperationException("The edges of a scan are read once.");
        _edgesRead = true;
        return Stream(_edges, cancellation);
    }

    public override ValueTask DisposeAsync()
    {
        _nodes.Clear();
        _edges.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>The number of the last commit, all of which can be seen: who has the lock sees all before it.</summary>
    internal static async Task<long> SettleAsync(RetryingApi api, CancellationToken cancellation)
    {
        var sequence = 0L;
        await api.ReadAsync(new GraphWriter("scan", api.Options.RowsPerStatementMax).LockAndRead(),
            (ref Utf8JsonReader row) => sequence = TypedJson.NextInteger(ref row), cancellation)
            .ConfigureAwait(false);
        return sequence;
    }

    private static async IAsyncEnumerable<T> Stream<T>(
        List<T> items, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
