using System.Runtime.CompilerServices;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Benchmarks.Recommendation;

/// <summary>A store that holds a generated community without keeping it: every scan makes it anew.</summary>
internal sealed class GeneratedStore(GeneratedCommunity community) : IGraphStore
{
    public ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default) => new(1);

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException("Nothing is committed here.");

    public async IAsyncEnumerable<Commit> ReadChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await Task.CompletedTask;
        yield break;
    }

    public async ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default) =>
        await Task.Delay(Timeout.Infinite, cancellation);

    public ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default) => new(new Scan(community));

    public ValueTask DisposeAsync() => default;

    private sealed class Scan(GeneratedCommunity community) : GraphScan
    {
        public override long Sequence => 1;

        public override async IAsyncEnumerable<NodeRecord> ReadNodesAsync(
            [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.CompletedTask;
            foreach (var node in community.Nodes()) yield return node;
        }

        public override async IAsyncEnumerable<EdgeRecord> ReadEdgesAsync(
            [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.CompletedTask;
            foreach (var edge in community.Edges()) yield return edge;
        }

        public override ValueTask DisposeAsync() => default;
    }
}
