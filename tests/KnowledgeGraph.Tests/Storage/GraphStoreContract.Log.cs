using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Fact]
    public async Task An_empty_store_is_at_zero_and_has_nothing()
    {
        Assert.Equal(0, await _store.GetSequenceAsync());
        Assert.Empty(await LogAsync());
        Assert.Empty(await ScanAsync());
    }

    [Fact]
    public async Task The_log_holds_each_commit_with_its_number_actor_time_and_changes()
    {
        var before = DateTime.UtcNow.Ticks;
        var result = await CommitAsync(Ann, Guide, Authorship);
        var commit = Assert.Single(await LogAsync());
        Assert.Equal((1, "tester", result.Sequence), (commit.Sequence, commit.Actor, commit.Sequence));
        Assert.InRange(commit.At, before - TimeSpan.TicksPerSecond, DateTime.UtcNow.Ticks + TimeSpan.TicksPerSecond);
        Assert.Equal(
        [
            $"put {GraphText.Of(Node("member:ann"))}",
            $"put {GraphText.Of(Node("document:guide"))}",
            $"put {GraphText.Of(Link(EdgeType.Authored, "member:ann", "document:guide"))}",
        ], commit.Changes.Select(GraphText.Of));
    }

    [Fact]
    public async Task A_deletion_says_who_saw_the_node()
    {
        var hidden = new CreateNode(Node("document:hidden", ("access", Text("members"))));
        await CommitAsync(hidden, Guide);
        await CommitAsync(new DeleteNode("document:hidden"), new DeleteNode("document:guide"));
        var deleted = (await LogAsync())[^1].Changes.Cast<KnowledgeGraph.Model.Changes.NodeDeleted>();
        Assert.Equal(["members", "public"], deleted.Select(change => change.Access));
    }

    [Fact]
    public async Task A_request_that_changes_nothing_writes_no_entry()
    {
        await CommitAsync(Ann);
        Assert.Equal(1, (await CommitAsync()).Sequence);
        Assert.Equal(1, (await CommitAsync(Ann)).Sequence);
        Assert.Equal(1, (await SkipAsync(Ann, new RemoveInteraction("event:1"))).Sequence);
        Assert.Single(await LogAsync());
    }

    [Fact]
    public async Task The_log_can_be_read_from_any_position()
    {
        for (var number = 1; number <= 5; number++) await CommitAsync(new CreateNode(Node($"topic:{number}")));
        await ReopenAsync();
        for (var number = 6; number <= 9; number++) await CommitAsync(new CreateNode(Node($"topic:{number}")));
        for (var after = 0; after <= 12; after++)
        {
            Assert.Equal(
                Enumerable.Range(1, 9).Where(number => number > after).Select(number => (long)number),
                (await LogAsync(after)).Select(commit => commit.Sequence));
        }
    }

    [Fact]
    public async Task The_log_reads_the_same_from_the_file_as_from_memory()
    {
        var random = new RandomCommands(new Random(1));
        for (var count = 0; count < 100; count++) await _store.CommitAsync(random.Request());
        var recent = (await LogAsync()).SelectMany(GraphText.Of).ToArray();
        await ReopenAsync();
        Assert.Equal(recent, (await LogAsync()).SelectMany(GraphText.Of));
    }

    [Fact]
    public async Task Sixteen_writers_at_once_leave_a_log_without_gap_and_each_learns_its_own_number()
    {
        const int Writers = 16, Each = 25;
        var numbers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var own = new List<(long Sequence, string Id)>();
            for (var count = 0; count < Each; count++)
            {
                var id = $"topic:{writer}.{count}";
                // Every third request is refused: it takes no number, and undoes nobody else's.
                var refused = count % 3 == 0;
                var result = refused
                    ? await CommitAsync(new CreateNode(Node(id)), new DeleteNode("topic:absent"))
                    : await CommitAsync(new CreateNode(Node(id)), new CreateNode(Node(id + "b")));
                if (!refused) own.Add((result.Sequence, id));
            }
            return own;
        })));
        var log = await LogAsync();
        Assert.Equal(Enumerable.Range(1, log.Length).Select(number => (long)number), log.Select(one => one.Sequence));
        Assert.Equal(log.Length, numbers.Sum(own => own.Count));
        Assert.All(numbers.SelectMany(own => own), one => Assert.Equal(
            [$"put {GraphText.Of(Node(one.Id))}", $"put {GraphText.Of(Node(one.Id + "b"))}"],
            log[one.Sequence - 1].Changes.Select(GraphText.Of)));
        Assert.Equal(await ScanAsync(), await ReplayAsync());
    }

    [Fact]
    public async Task Who_waits_for_changes_wakes_when_there_are_some()
    {
        var waiting = _store.WaitForChangesAsync(0).AsTask();
        Assert.False(waiting.IsCompleted);
        await CommitAsync(Ann);
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        await _store.WaitForChangesAsync(0);

        var second = _store.WaitForChangesAsync(1).AsTask();
        Assert.False(second.IsCompleted);
        await CommitAsync(Ann);
        Assert.False(second.IsCompleted);
        await CommitAsync(Guide);
        await second.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([2L], (await LogAsync(1)).Select(commit => commit.Sequence));
    }

    [Fact]
    public async Task Waiting_for_changes_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = _store.WaitForChangesAsync(0, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_follower_that_reads_while_others_write_misses_nothing()
    {
        const int Commits = 300;
        var follower = Task.Run(async () =>
        {
            var position = 0L;
            while (position < Commits)
            {
                await _store.WaitForChangesAsync(position);
                await foreach (var commit in _store.ReadChangesAsync(position))
                {
                    Assert.Equal(position + 1, commit.Sequence);
                    position = commit.Sequence;
                }
            }
        });
        await Parallel.ForAsync(0, Commits, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (number, _) => await CommitAsync(new CreateNode(Node($"topic:{number}"))));
        await follower.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_request_that_was_cancelled_has_kept_nothing_and_one_that_was_not_has_a_result()
    {
        using var cancellation = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 200).Select(number => _store.CommitAsync(
            new CommitRequest([new CreateNode(Node($"topic:{number}"))], "tester"), cancellation.Token)
            .AsTask()).ToArray();
        await cancellation.CancelAsync();
        await Task.WhenAll(requests.Select(request => request.ContinueWith(_ => { }, TaskScheduler.Default)));
        // What comes after is carried out after: by then each of those before has been taken or let go.
        await CommitAsync(new CreateNode(Node("topic:last")));
        var kept = (await LogAsync()).Select(commit => commit.Sequence).ToHashSet();
        Assert.Equal(requests.Count(request => request.IsCompletedSuccessfully) + 1, kept.Count);
        Assert.All(requests, request => Assert.True(request.IsCanceled || kept.Contains(request.Result.Sequence)));
    }

    [Fact]
    public async Task Disposing_answers_all_that_was_asked_before()
    {
        var requests = Enumerable.Range(0, 100).Select(number => _store.CommitAsync(
            new CommitRequest([new CreateNode(Node($"topic:{number}"))], "tester")).AsTask()).ToArray();
        await ReopenAsync();
        Assert.All(requests, request => Assert.True(request.IsCompletedSuccessfully));
        Assert.Equal(100, (await ScanAsync()).Length);
    }
}
