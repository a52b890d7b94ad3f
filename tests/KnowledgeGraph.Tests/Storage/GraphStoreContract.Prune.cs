using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task A_pruned_log_begins_later_and_the_graph_stays_as_it_is()
    {
        for (var number = 1; number <= 8; number++) await CommitAsync(new CreateNode(Node($"topic:{number}")));
        var before = await ScanAsync();
        var pruned = await PruneAsync(TimeSpan.Zero, keepCount: 3);
        Assert.Equal(new PruneResult(6, 5), pruned);
        Assert.Equal(before, await ScanAsync());

        await ReopenAsync();
        Assert.Equal(8, await _store.GetSequenceAsync());
        Assert.Equal([6L, 7, 8], (await LogAsync(5)).Select(commit => commit.Sequence));
        Assert.Equal(6, (await Assert.ThrowsAsync<ChangesPrunedException>(() => LogAsync(4))).Oldest);
        Assert.Equal(9, (await CommitAsync(new CreateNode(Node("topic:9")))).Sequence);
    }

    [Fact]
    public async Task Young_entries_and_the_newest_are_not_pruned()
    {
        for (var number = 1; number <= 4; number++) await CommitAsync(new CreateNode(Node($"topic:{number}")));
        Assert.Equal(new PruneResult(1, 0), await PruneAsync(TimeSpan.FromDays(1), keepCount: 0));
        Assert.Equal(new PruneResult(4, 3), await PruneAsync(TimeSpan.Zero, keepCount: 0));
        Assert.Equal(new PruneResult(4, 0), await PruneAsync(TimeSpan.Zero, keepCount: 0));
        await ReopenAsync();
        Assert.Equal([4L], (await LogAsync(3)).Select(commit => commit.Sequence));
    }

    private ValueTask<PruneResult> PruneAsync(TimeSpan keepFor, int keepCount) => ((IPrunableLog)_store).PruneAsync(
        new LogRetention(keepFor, keepCount), DateTimeOffset.UtcNow.AddMinutes(1));
}
