using System.Runtime.CompilerServices;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Tests.ReadModel;

/// <summary>A store of given commits, of which a test can prune the log, and which fails when it is told to.</summary>
internal sealed class LogStore : IGraphStore
{
    private readonly List<Commit> _log = [];
    private readonly Community _community = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number of scans so far.</summary>
    public int Scans { get; private set; }

    /// <summary>Entries up to this one are gone.</summary>
    public long PrunedTo { get; set; }

    /// <summary>So many of the next calls fail.</summary>
    public int FailuresLeft { get; set; }

    public void Append(params ReadOnlySpan<Commit> commits)
    {
        lock (_lock)
        {
            foreach (var commit in commits)
            {
                _log.Add(commit);
                _community.Apply(commit);
            }

            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default)
    {
        FailIfTold();
        lock (_lock) return new(_community.Sequence);
    }

    public ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default) =>
        throw new NotSupportedException("The read model commits nothing.");

    public async IAsyncEnumerable<Commit> ReadChangesAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        FailIfTold();
        await Task.CompletedTask;
        Commit[] commits;
        lock (_lock) commits = [.. _log.Where(commit => commit.Sequence > after)];
        if (after < PrunedTo) throw new ChangesPrunedException(PrunedTo + 1);
        foreach (var commit in commits) yield return commit;
    }

    public async ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_community.Sequence > after) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    public ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default)
    {
        FailIfTold();
        lock (_lock)
        {
            Scans++;
            return new(new Scan(_community.Clone()));
        }
    }

    public ValueTask DisposeAsync() => default;

    private void FailIfTold()
    {
        lock (_lock)
        {
            if (FailuresLeft == 0) return;
            FailuresLeft--;
        }

        throw new StoreException("The store is away.", transient: true);
    }

    public sealed class Scan(Community community) : GraphScan
    {
        public override long Sequence => community.Sequence;

        public override async IAsyncEnumerable<NodeRecord> ReadNodesAsync(
            [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.CompletedTask;
            var byKind = community.Nodes.Values.OrderBy(node => node.Kind);
            foreach (var node in byKind.ThenBy(node => node.Id, Utf8Order.Instance)) yield return node;
        }

        public override async IAsyncEnumerable<EdgeRecord> ReadEdgesAsync(
            [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await Task.CompletedTask;
            foreach (var link in community.Links.Values.OrderBy(link => link.Type)
                .ThenBy(link => link.From, Utf8Order.Instance).ThenBy(link => link.To!, Utf8Order.Instance))
                yield return link;
            var byTime = community.Interactions.Values.OrderBy(it => it.At);
            foreach (var it in byTime.ThenBy(it => it.Id!, Utf8Order.Instance)) yield return it;
        }

        public override ValueTask DisposeAsync() => default;
    }
}
