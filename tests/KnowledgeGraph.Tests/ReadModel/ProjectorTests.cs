using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel;

public class ProjectorTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 8)]
    [InlineData(3, 60)]
    public async Task A_followed_version_equals_a_rebuilt_one_and_what_brute_force_says(int seed, int changesMax)
    {
        var commits = new RandomCommits(seed);
        var snapshot = GraphSnapshot.Empty();
        for (var batch = 0; batch < 40; batch++)
        {
            var projector = new Projector(snapshot);
            for (var i = 0; i <= batch % 3; i++) projector.Apply(commits.Next(changesMax));
            snapshot = projector.Freeze();
            snapshot.CheckInvariants();
            // The answers of every version are compared at the end of some batches: that is what takes the time.
            if (batch % 13 != 12) continue;

            var rebuilt = await Rebuild.RunAsync(StoreOf(commits.Community));
            rebuilt.CheckInvariants();
            var expected = Dump.Of(commits.Community);
            Assert.Equal(expected, Dump.Of(rebuilt));
            Assert.Equal(expected, Dump.Of(snapshot));
        }
    }

    [Fact]
    public void A_version_stays_as_it_was_while_later_ones_are_made()
    {
        var commits = new RandomCommits(4);
        var versions = new List<(GraphSnapshot Snapshot, string Dump)>();
        var snapshot = GraphSnapshot.Empty();
        for (var i = 0; i < 30; i++)
        {
            var projector = new Projector(snapshot);
            projector.Apply(commits.Next(30));
            snapshot = projector.Freeze();
            if (i % 5 == 0) versions.Add((snapshot, Dump.Of(snapshot)));
        }

        Assert.All(versions, version => Assert.Equal(version.Dump, Dump.Of(version.Snapshot)));
    }

    [Fact]
    public void Two_futures_of_one_version_do_not_disturb_each_other()
    {
        var commits = new RandomCommits(5);
        var projector = new Projector(GraphSnapshot.Empty());
        projector.Apply(commits.Next(100));
        var common = projector.Freeze();

        var (first, second) = (Future(["first", "a"]), Future(["second", "b"]));

        Assert.Equal(Dump.Of(first.Community), Dump.Of(first.Snapshot));
        Assert.Equal(Dump.Of(second.Community), Dump.Of(second.Snapshot));
        Assert.Equal(Dump.Of(commits.Community), Dump.Of(common));

        (GraphSnapshot Snapshot, Community Community) Future(string[] names)
        {
            var commit = new Commit(2, 1, "somebody", [.. names.Select(name =>
                new NodePut(Make.Node($"member:{name}", ("displayName", Make.Text(name)))))]);
            var ahead = new Projector(common);
            ahead.Apply(commit);
            var community = commits.Community.Clone();
            community.Apply(commit);
            return (ahead.Freeze(), community);
        }
    }

    [Fact]
    public void Applying_commits_again_changes_nothing()
    {
        var commits = new RandomCommits(6);
        Commit[] log = [.. Enumerable.Range(0, 20).Select(_ => commits.Next())];
        var projector = new Projector(GraphSnapshot.Empty());
        foreach (var commit in log.Concat(log)) projector.Apply(commit);
        var snapshot = projector.Freeze();

        // Each change alone, said twice: what a follower may see after a crash.
        var twice = new Projector(GraphSnapshot.Empty());
        foreach (var commit in log) twice.Apply(commit with { Changes = [.. commit.Changes.SelectMany(Twice)] });

        Assert.Equal(Dump.Of(commits.Community), Dump.Of(snapshot));
        Assert.Equal(Dump.Of(commits.Community), Dump.Of(twice.Freeze()));
    }

    [Fact]
    public void A_missing_commit_is_noticed()
    {
        var commits = new RandomCommits(7);
        var projector = new Projector(GraphSnapshot.Empty());
        projector.Apply(commits.Next());
        commits.Next();

        var failure = Assert.Throws<InvalidDataException>(() => projector.Apply(commits.Next()));
        Assert.Equal("Commit 3 came after 1.", failure.Message);
    }

    private static IEnumerable<Change> Twice(Change change) => [change, change];

    private static LogStore StoreOf(Community community)
    {
        var store = new LogStore();
        store.Append(new Commit(community.Sequence, 1, "all", [
            .. community.Nodes.Values.Select(node => new NodePut(node)),
            .. community.Links.Values.Select(link => new LinkPut(link)),
            .. community.Interactions.Values.Select(it => new InteractionRecorded(it))]));
        return store;
    }
}
