using System.Collections.Concurrent;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel;

public sealed class FollowerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogStore _store = new();
    private readonly RandomCommits _commits = new(31);
    private readonly ConcurrentQueue<FollowerReport> _reports = new();

    private string SnapshotPath => Path.Combine(_folder.Root, "graph.snapshot");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Starts_with_what_the_store_holds_and_publishes_what_comes()
    {
        Append(10);
        await using var follower = await StartAsync();
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(follower.Current));

        Append(10);
        var version = await follower.WaitForAsync(20);
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(version));
        Assert.Equal(new FollowerStatus(20, 20, null), follower.Status);
        Assert.Equal(1, _store.Scans);
    }

    [Fact]
    public async Task Who_waits_for_a_number_gets_a_version_that_holds_it_or_the_word_that_none_comes()
    {
        var follower = await StartAsync();
        var third = follower.WaitForAsync(3).AsTask();
        Append(2);
        await follower.WaitForAsync(2);
        Assert.False(third.IsCompleted);
        Append(1);
        Assert.True((await third).Sequence >= 3);

        using var impatient = new CancellationTokenSource();
        var given = follower.WaitForAsync(4, impatient.Token).AsTask();
        var never = follower.WaitForAsync(5).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await follower.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follower.WaitForAsync(6).AsTask());
    }

    [Fact]
    public async Task Builds_anew_when_a_commit_does_not_fit_what_is_there()
    {
        Append(3);
        await using var follower = await StartAsync();
        // The log lacks an entry, of which the store holds what it did.
        _commits.Next();
        _store.Append(new Commit(5, 1, "somebody", [new NodePut(Make.Node("member:late"))]));

        var version = await follower.WaitForAsync(5);
        Assert.True(version.Read().TryFind("member:late", out _));
        Assert.Contains(_reports, report => Says(report, "Commit 5 came after 3."));
    }

    [Fact]
    public async Task Builds_anew_when_the_log_was_pruned_past_its_position()
    {
        Append(3);
        await using var follower = await StartAsync();
        lock (_store)
        {
            _store.PrunedTo = 8;
            Append(10);
        }

        await follower.WaitForAsync(13);
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(follower.Current));
        Assert.Equal(2, _store.Scans);
        Assert.Contains(_reports, report => Says(report, "The change log begins at 9"));
    }

    [Fact]
    public async Task Survives_a_store_that_is_away_for_a_while_and_says_so()
    {
        await using var follower = await StartAsync();
        _store.FailuresLeft = 3;
        Append(5);
        await follower.WaitForAsync(5);

        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(follower.Current));
        Assert.Equal(3, _reports.Count(report => report.Event == FollowerEvent.StoreFailed));
        await Eventually(() => _reports.Last().Event == FollowerEvent.StoreRecovered);
        Assert.Null(follower.Status.Failure);
    }

    [Fact]
    public async Task A_store_that_fails_at_the_start_is_the_callers_to_hear()
    {
        _store.FailuresLeft = 1;
        await using var follower = new Follower(_store);
        await Assert.ThrowsAsync<StoreException>(() => follower.StartAsync());
    }

    [Fact]
    public async Task Opens_the_snapshot_file_without_a_scan_and_applies_the_log_on_top()
    {
        Append(10);
        await (await StartAsync()).DisposeAsync();
        Append(10);
        await using (var follower = await StartAsync())
        {
            Assert.Equal(Dump.Of(_commits.Community), Dump.Of(follower.Current));
            Assert.Equal(1, _store.Scans);
        }

        File.Delete(SnapshotPath);
        await using var rebuilt = await StartAsync();
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(rebuilt.Current));
        Assert.Equal(2, _store.Scans);
    }

    [Fact]
    public async Task A_damaged_snapshot_file_is_reported_and_not_used()
    {
        Append(10);
        await (await StartAsync()).DisposeAsync();
        var bytes = await File.ReadAllBytesAsync(SnapshotPath);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(SnapshotPath, bytes);

        await using var follower = await StartAsync();
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(follower.Current));
        var report = _reports.Single(report => report.Event == FollowerEvent.SnapshotRejected);
        Assert.EndsWith("its checksum is wrong. Building anew.", report.Message);
    }

    [Theory]
    [InlineData(3, "The snapshot file is at 5, but the store only at 3. Building anew.")]
    [InlineData(9, "The snapshot file was made from another store. Building anew.")]
    public async Task A_snapshot_file_of_another_store_is_not_used(int commits, string message)
    {
        Append(5);
        await (await StartAsync()).DisposeAsync();
        var (other, others) = (new LogStore(), new RandomCommits(99));
        for (var i = 0; i < commits; i++) other.Append(others.Next() with { At = 77 + i });

        await using var follower = await StartAsync(store: other);
        Assert.Equal(Dump.Of(others.Community), Dump.Of(follower.Current));
        Assert.Equal(message, _reports.Single(report => report.Event == FollowerEvent.SnapshotRejected).Message);
    }

    [Fact]
    public async Task Writes_the_snapshot_file_from_time_to_time()
    {
        await using var follower = await StartAsync(new() { SnapshotPath = SnapshotPath, ChangesPerSnapshot = 10 });
        Append(20);
        await follower.WaitForAsync(20);
        await Eventually(() => File.Exists(SnapshotPath));
    }

    [Fact]
    public async Task A_chain_with_much_that_is_dead_is_replaced_by_a_new_one()
    {
        await using var follower = await StartAsync(new() { CompactionDeadMin = 20, CompactionDeadShare = 0.3 });
        for (var i = 1; i <= 40; i++)
        {
            _store.Append(
                new Commit((2 * i) - 1, i, "somebody", [new NodePut(Make.Node($"member:{i}"))]),
                new Commit(2 * i, i, "somebody", [new NodeDeleted($"member:{i - 1}")]));
            await follower.WaitForAsync(2 * i);
        }

        await Eventually(() => _reports.Any(report => Says(report, "(compaction)")));
        await Eventually(() => follower.Current.DeadShare(20) < 0.3);
        follower.Current.CheckInvariants();
        Assert.Equal(1, follower.Current.Read().Count(NodeKind.Member));
        Assert.Equal(80, follower.Current.Sequence);
    }

    [Fact]
    public async Task Readers_keep_their_version_while_new_ones_are_published()
    {
        Append(20);
        await using var follower = await StartAsync();
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var versions = 0;
            while (!done.IsCancellationRequested || versions == 0)
            {
                var snapshot = follower.Current;
                var once = Dump.Of(snapshot);
                Assert.Equal(once, Dump.Of(snapshot));
                versions++;
            }
        })).ToArray();
        for (var i = 0; i < 100; i++)
        {
            Append(1);
            await follower.WaitForAsync(21 + i);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(Dump.Of(_commits.Community), Dump.Of(follower.Current));
    }

    [Fact]
    public async Task Follows_a_real_store_to_the_same_answers_that_a_rebuild_gives()
    {
        await using var store = await SqliteGraphStore.OpenAsync(Path.Combine(_folder.Root, "community.db"));
        await using var follower = await StartAsync(store: store);
        var commands = new RandomCommands(new Random(41)).Take(600).Chunk(20);
        var last = 0L;
        foreach (var chunk in commands)
        {
            last = (await store.CommitAsync(new CommitRequest(chunk, "somebody", RefusalPolicy.Skip))).Sequence;
        }

        var followed = await follower.WaitForAsync(last);
        followed.CheckInvariants();
        Assert.True(followed.EdgeCount > 0);
        Assert.Equal(Dump.Of(await Rebuild.RunAsync(store)), Dump.Of(followed));
    }

    private async Task<Follower> StartAsync(FollowerOptions? options = null, IGraphStore? store = null)
    {
        var follower = new Follower(
            store ?? _store,
            (options ?? new() { SnapshotPath = SnapshotPath }) with { BackoffMin = TimeSpan.FromMilliseconds(5) },
            _reports.Enqueue);
        await follower.StartAsync();
        return follower;
    }

    private void Append(int commits) => _store.Append([.. Enumerable.Range(0, commits).Select(_ => _commits.Next())]);

    private static bool Says(FollowerReport report, string text) =>
        report.Message.Contains(text, StringComparison.Ordinal);

    private static async Task Eventually(Func<bool> holds)
    {
        for (var i = 0; i < 1_000 && !holds(); i++) await Task.Delay(10);
        Assert.True(holds());
    }
}
