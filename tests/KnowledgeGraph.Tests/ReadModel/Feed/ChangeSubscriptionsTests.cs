using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Feed;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel.Feed;

/// <summary>Readers of one feed that is smaller than what they miss.</summary>
public sealed class ChangeSubscriptionsTests : IAsyncDisposable
{
    private readonly LogStore _store = new();
    private readonly Follower _follower;
    private long _sequence;

    public ChangeSubscriptionsTests() => _follower = new Follower(_store, new FollowerOptions { FeedEventsMax = 8 });

    public async ValueTask DisposeAsync() => await _follower.DisposeAsync();

    [Fact]
    public async Task A_slow_reader_is_told_how_much_it_missed_and_where_to_find_it()
    {
        await _follower.StartAsync();
        await using var slow = Read(_follower.Changes.Feed.Newest);
        var first = slow.MoveNextAsync();
        await PutAsync(1);
        Assert.True(await first);
        var had = slow.Current.Position;
        await PutAsync(20);

        Assert.True(await slow.MoveNextAsync());
        var lagged = slow.Current;
        Assert.Equal((FeedEventType.Lagged, 12L, had), (lagged.Type, lagged.Dropped, lagged.Position));
        Assert.Equal(Ids(14, 21), await TakeAsync(slow, 8));

        await using var again = Read(had);
        Assert.Equal(Ids(2, 21), await TakeAsync(again, 20));
    }

    [Fact]
    public async Task A_cursor_older_than_the_feed_is_resumed_from_the_log()
    {
        await _follower.StartAsync();
        await PutAsync(50);
        var (position, error) = await _follower.Changes.LocateAsync(FeedPosition.After(3).ToCursor());
        Assert.Null(error);
        await using var reader = Read(position);
        Assert.Equal(Ids(4, 50), await TakeAsync(reader, 47));
    }

    [Fact]
    public async Task A_cursor_older_than_the_log_is_refused()
    {
        await _follower.StartAsync();
        await PutAsync(50);
        _store.PrunedTo = 30;
        var (_, error) = await _follower.Changes.LocateAsync(FeedPosition.After(3).ToCursor());
        Assert.Equal("CURSOR_EXPIRED", error?.Code);
    }

    [Fact]
    public async Task Readers_that_leave_are_not_counted_and_those_that_stay_end_with_the_follower()
    {
        await _follower.StartAsync();
        using var leave = new CancellationTokenSource();
        var leavers = Enumerable.Range(0, 1_000)
            .Select(_ => Drain(_follower.Changes.ReadAsync(_follower.Changes.Feed.Newest, leave.Token))).ToArray();
        var stayer = Drain(_follower.Changes.ReadAsync(_follower.Changes.Feed.Newest));
        Assert.Equal(1_001, _follower.Changes.ReaderCount);
        await leave.CancelAsync();
        foreach (var leaver in leavers) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.Equal(1, _follower.Changes.ReaderCount);
        await _follower.DisposeAsync();
        Assert.Equal(0, await stayer);
        Assert.Equal(0, _follower.Changes.ReaderCount);
    }

    [Theory]
    [InlineData(0, FeedPosition.WholeCommit)]
    [InlineData(7, 0)]
    [InlineData(long.MaxValue, int.MaxValue - 1)]
    public void A_cursor_reads_back_as_the_place_that_it_was_made_from(long sequence, int index)
    {
        var position = new FeedPosition(sequence, index);
        Assert.True(FeedPosition.TryRead(position.ToCursor(), out var read));
        Assert.Equal(position, read);
    }

    private IAsyncEnumerator<FeedEvent> Read(FeedPosition after) =>
        _follower.Changes.ReadAsync(after).GetAsyncEnumerator();

    private async Task PutAsync(int count)
    {
        for (var n = 0; n < count; n++)
        {
            _sequence++;
            var node = Make.Node($"member:{_sequence}");
            _store.Append(new Commit(_sequence, _sequence, "somebody", [new NodePut(node)]));
        }

        await _follower.WaitForAsync(_sequence);
    }

    private static string[] Ids(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(n => $"member:{n}")];

    private static async Task<string[]> TakeAsync(IAsyncEnumerator<FeedEvent> reader, int count)
    {
        var ids = new string[count];
        for (var index = 0; index < count; index++)
        {
            Assert.True(await reader.MoveNextAsync());
            ids[index] = reader.Current.NodeId!;
        }

        return ids;
    }

    private static async Task<int> Drain(IAsyncEnumerable<FeedEvent> events)
    {
        var count = 0;
        await foreach (var _ in events) count++;
        return count;
    }
}
