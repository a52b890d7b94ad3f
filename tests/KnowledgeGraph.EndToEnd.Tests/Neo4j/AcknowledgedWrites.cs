using System.Diagnostics;
using KnowledgeGraph.EndToEnd.Tests.Storage;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Storage;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>What writers were told was kept, to hold a store to: each there once, whole, under its number.</summary>
internal sealed class AcknowledgedWrites
{
    // Neo4j takes a minute to start again on a busy machine, and the store tries for four.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<long, string> _names = [];

    public int Count
    {
        get
        {
            lock (_names) return _names.Count;
        }
    }

    /// <summary>Takes a number that was given for the request of that name.</summary>
    public void Add(long sequence, string name)
    {
        lock (_names) _names.Add(sequence, name);
    }

    /// <summary>Waits for so many; not for ever, since writers may have come to their end.</summary>
    public async Task WaitForAsync(int count)
    {
        var clock = Stopwatch.StartNew();
        while (Count < count)
        {
            Assert.True(clock.Elapsed < Patience, $"{Count} of {count} writes were acknowledged in {Patience}.");
            await Task.Delay(20);
        }
    }

    /// <summary>Writes requests, one after the other, until told to stop; some may fail.</summary>
    public async Task WriteAsync(IGraphStore store, string writer, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var name = $"{writer}.{number}";
            try
            {
                var result = await store.CommitAsync(
                    new CommitRequest(WriterProgram.Commands(name), "writer"), CancellationToken.None);
                Assert.True(result.Accepted);
                Add(result.Sequence, name);
            }
            catch (StoreException)
            {
                // Not acknowledged: it may be there, or not.
            }
        }
    }

    /// <summary>No gap, no double, nothing lost, and the graph is what the log says.</summary>
    public async Task CheckAsync(IGraphStore store)
    {
        // What a process that was killed has sent may still be carried out while this is looking.
        var scan = await store.ScanAsync();
        await store.WaitForChangesAsync(scan.Sequence - 1);
        var log = new List<Commit>();
        var replayed = new GraphOracle();
        await foreach (var commit in store.ReadChangesAsync(0))
        {
            log.Add(commit);
            Assert.Equal(log.Count, commit.Sequence);
            if (commit.Sequence > scan.Sequence) continue;
            foreach (var change in commit.Changes) replayed.Apply(change);
        }
        // Each request makes a member of its own name: one that was carried out twice is in two entries.
        var members = log.SelectMany(commit => commit.Changes).OfType<NodePut>()
            .Where(put => put.Node.Id.StartsWith("member:", StringComparison.Ordinal)).Select(put => put.Node.Id);
        Assert.Equal(log.Count, members.Distinct().Count());
        foreach (var (sequence, name) in _names)
        {
            Assert.True(sequence <= log.Count, $"Entry {sequence} was acknowledged and is lost.");
            Assert.Equal($"member:{name}", ((NodePut)log[(int)sequence - 1].Changes[0]).Node.Id);
            Assert.Equal(4, log[(int)sequence - 1].Changes.Count);
        }
        Assert.Equal(replayed.Lines(), await GraphText.OfAsync(scan));
        await scan.DisposeAsync();
    }
}
