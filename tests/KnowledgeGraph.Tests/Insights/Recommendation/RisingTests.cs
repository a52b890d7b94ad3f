using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

/// <summary>
/// What is rising is what its definition says, computed edge by edge; in a version it comes from a version before it,
/// and is what reading all of the version gives, for every class of readers. Seeds are printed, and set by RISING_SEED.
/// </summary>
public class RisingTests(ITestOutputHelper output)
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

    [Fact]
    public void What_is_rising_is_what_its_definition_says()
    {
        var seed = RandomSeed.Next("RISING_SEED", output);
        var (few, compared) = (0, 0);
        for (var round = 0; round < 5 * Rounds; round++)
        {
            var reader = After(GraphSnapshot.Empty(), new RandomCommits(seed + round), 150, 8)
                .Read(Viewers[round % Viewers.Length]);
            const long Day = 739_000;
            foreach (var most in (int[])[4, int.MaxValue])
            {
                var found = new RisingState(reader, Day, most).Find();
                var (scores, unit) = Define(reader, (Day + 1) * TimeSpan.TicksPerDay, most);
                Assert.Equal(scores.Keys.Order(), found.Nodes.Select(one => one.Node).Order());
                Assert.All(found.Nodes, one => Assert.Equal(1, one.Score / scores[one.Node], 4));
                var order = found.Nodes.Select(one => one.Score).ToArray();
                Assert.Equal(order.OrderDescending(), order);
                if (scores.Count > 0) Assert.Equal(1, found.Unit / unit, 4);
                compared += scores.Count;
                if (most == 4 && scores.Count < Define(reader, 0, int.MaxValue).Scores.Count) few++;
            }
        }

        output.WriteLine($"{compared} scores compared; {few} times not all nodes were looked at");
        Assert.True(compared > 0 && few > 0);
    }

    // From the members' side, edge by edge: each counts at a node once, by what says most, half after 90 days.
    private static (Dictionary<int, double> Scores, double Unit) Define(GraphReader reader, long now, int most)
    {
        var done = new Dictionary<int, int>();
        var members = new Dictionary<(int Node, int Member), double>();
        foreach (var member in reader.Nodes(NodeKind.Member).ToArray())
        {
            foreach (var (node, edge) in reader.Follow(Relations.Interactions, member))
            {
                var type = EdgeTypes.Of(reader.TypeOf(edge));
                if (node < 0 || type.TargetOptional || InteractionWeights.Of(type.Type) == 0) continue;
                if (reader.KindOf(node) is NodeKind.Member or NodeKind.Topic) continue;
                done[node] = done.GetValueOrDefault(node) + 1;
                var value = type.Type is EdgeType.Liked or EdgeType.Rated
                    ? reader.EdgeNumbers(type.Type, "value")[edge]
                    : double.NaN;
                var says = type.Type == EdgeType.Rated || !double.IsNaN(value)
                    ? InteractionWeights.Of(type.Type, value)
                    : InteractionWeights.Of(type.Type);
                var days = Math.Max(0, now - reader.EdgeTimes[edge]) / (double)TimeSpan.TicksPerDay;
                members[(node, member)] = Math.Max(
                    members.GetValueOrDefault((node, member)), says * Math.Pow(0.5, days / 90));
            }
        }

        var looked = new HashSet<int>();
        foreach (var kind in NodeKinds.All.Select(kind => kind.Kind))
        {
            if (kind is not (NodeKind.Member or NodeKind.Topic))
                looked.UnionWith(reader.Nodes(kind).ToArray().Take(most));
        }

        // Those with as many interactions as each other are all looked at, or none of them.
        var busiest = new List<int>();
        foreach (var alike in done.GroupBy(one => one.Value, one => one.Key).OrderByDescending(group => group.Key))
        {
            if (busiest.Count + alike.Count() > most) break;
            busiest.AddRange(alike);
        }

        looked.UnionWith(busiest);
        var scores = members.GroupBy(one => one.Key.Node, one => one.Value)
            .Where(group => looked.Contains(group.Key) && group.Sum() > 0)
            .ToDictionary(group => group.Key, group => group.Sum());
        var share = (double)scores.Keys.Sum(node => done[node]) / Math.Max(1, done.Values.Sum());
        return (scores, share / scores.Values.DefaultIfEmpty(1).Sum());
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
