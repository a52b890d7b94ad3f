using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

/// <summary>
/// What is rising in a version comes from a version before it, and is what reading all of the version gives, for every
/// class of readers. Seeds are printed, and set by RISING_SEED.
/// </summary>
public class RisingFollowingTests(ITestOutputHelper output)
{
    private static readonly int Rounds = RandomSeed.Count("RISING_ROUNDS", 6);

    private static readonly Viewer[] Viewers =
        [Viewer.Program, Viewer.Anonymous, new("member:2", Role.Member, ["gold"])];

    [Fact]
    public void What_follows_equals_what_is_read_anew_whatever_changes()
    {
        var seed = RandomSeed.Next("RISING_SEED", output);
        var (steps, followed, rising) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(seed + round);
            var commits = new RandomCommits(seed + round);
            var snapshot = After(GraphSnapshot.Empty(), commits, 150, 8);
            var few = new RisingState?[Viewers.Length];
            for (var step = 0; step < 80; step++)
            {
                var which = random.Next(Viewers.Length);
                var viewer = Viewers[which];
                var before = snapshot;
                snapshot = After(snapshot, commits, 1 + random.Next(2), changesMax: 1 + random.Next(3));
                // The next day all is scored anew.
                var day = 739_000 + (step / 30);
                rising += Check(snapshot.Read(viewer), day);
                CheckFew(ref few[which], snapshot.Read(viewer), day);
                // Somebody who came before the change is still reading.
                if (random.Next(6) == 0) Check(before.Read(viewer), day);
                steps++;
                if (new RisingState(before.Read(viewer), day).TryMoveOn(snapshot.Read(viewer))) followed++;
            }
        }

        output.WriteLine($"{followed} of {steps} steps could be followed; {rising} nodes were rising in all");
        Assert.True(followed > steps / 2, $"Only {followed} of {steps} steps were followed.");
        Assert.True(rising > steps, $"Only {rising} nodes were rising in {steps} steps.");
    }

    private static int Check(GraphReader reader, long day)
    {
        var followed = Rising.Of(reader, day * TimeSpan.TicksPerDay);
        var anew = new RisingState(reader, day).Find();
        Assert.Equal(anew.Nodes, followed.Nodes);
        Assert.Equal(anew.Unit, followed.Unit);
        return anew.Nodes.Count;
    }

    // Of the newest and the busiest so few that most nodes are neither.
    private static void CheckFew(ref RisingState? state, GraphReader reader, long day)
    {
        const int Most = 4;
        var anew = new RisingState(reader, day, Most);
        if (state?.Day != day || !state.TryMoveOn(reader)) state = new RisingState(reader, day, Most);
        var (expected, actual) = (anew.Find(), state.Find());
        Assert.Equal(expected.Nodes, actual.Nodes);
        Assert.Equal(expected.Unit, actual.Unit);
    }

    private static GraphSnapshot After(GraphSnapshot snapshot, RandomCommits commits, int count, int changesMax)
    {
        var projector = new Projector(snapshot);
        for (var i = 0; i < count; i++) projector.Apply(commits.Next(changesMax));
        return projector.Freeze();
    }
}
