using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage.Commits;
using Xunit;

namespace KnowledgeGraph.Tests.Storage.Commits;

public class ChangeFeedTests
{
    [Fact]
    public void It_begins_empty_at_the_number_of_the_file()
    {
        var feed = new ChangeFeed(sequence: 7, bytesMax: 100);
        Assert.Equal(7, feed.Sequence);
        Assert.Equal([], Numbers(feed, 7));
        Assert.Null(Numbers(feed, 6));
    }

    [Fact]
    public void It_forgets_the_oldest_beyond_its_bytes_but_never_the_newest()
    {
        var feed = new ChangeFeed(0, bytesMax: 100);
        feed.Publish([Entry(1, 40), Entry(2, 40), Entry(3, 40)]);
        Assert.Null(Numbers(feed, 0));
        Assert.Equal([2L, 3], Numbers(feed, 1));
        feed.Publish([Entry(4, 1_000)]);
        Assert.Null(Numbers(feed, 2));
        Assert.Equal([4L], Numbers(feed, 3));
        feed.Publish([Entry(5, 10)]);
        Assert.Null(Numbers(feed, 3));
        Assert.Equal([5L], Numbers(feed, 4));
        Assert.Equal([], Numbers(feed, 9));
    }

    [Fact]
    public void It_holds_so_many_entries_and_no_more()
    {
        const int Most = 1 << 14;
        var feed = new ChangeFeed(3, bytesMax: int.MaxValue);
        feed.Publish([.. Enumerable.Range(4, Most + 5).Select(number => Entry(number, 1))]);
        Assert.Null(Numbers(feed, 7));
        Assert.Equal(Enumerable.Range(9, Most).Select(number => (long)number), Numbers(feed, 8));
    }

    [Fact]
    public async Task Who_waits_learns_that_it_was_closed()
    {
        var feed = new ChangeFeed(0, 100);
        var before = feed.WaitAsync(0, default).AsTask();
        feed.Close();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => before);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await feed.WaitAsync(0, default));
    }

    private static (Commit, int) Entry(long number, int bytes) => (new Commit(number, 0, "tester", []), bytes);

    private static IEnumerable<long>? Numbers(ChangeFeed feed, long after) =>
        feed.Read(after)?.Select(commit => commit.Sequence);
}
