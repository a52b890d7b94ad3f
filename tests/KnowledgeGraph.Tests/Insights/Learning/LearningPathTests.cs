using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Courses;
using KnowledgeGraph.Insights.Learning;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.Insights.Recommendation;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Learning;

public class LearningPathTests(ITestOutputHelper output)
{
    [Fact]
    public void To_a_topic_it_has_no_more_courses_than_the_smallest_set_that_search_finds()
    {
        var random = new Random(RandomSeed.Next("LEARNING_SEED", output));
        for (var round = 0; round < RandomSeed.Count("LEARNING_ROUNDS", 60); round++)
        {
            var count = random.Next(2, 9);
            var before = Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, random.Next(3))
                .Select(_ => random.Next(count)).Distinct().ToArray()).ToArray();
            for (var course = 0; course < count; course++) before[course] = [.. before[course].Except([course])];
            int[][] topics = [Some(random, count), Some(random, count)];
            var known = Some(random, count, most: 2);
            var reader = Draw(before, topics);
            var query = new LearningQuery
            {
                Goal = Node(reader, "topic:0"), Known = [.. known.Select(c => Node(reader, $"course:{c}"))],
            };
            var path = LearningPaths.Find(reader, query);
            AssertValid(reader, path, before, known);
            Assert.Equal(Smallest(before, topics, known), path.Steps.Count);
        }
    }

    [Fact]
    public void Courses_that_need_each_other_are_named_and_not_dropped()
    {
        var reader = Draw([[1], [2], [1], [0, 3], []], [[3]]);
        var path = LearningPaths.Find(reader, new LearningQuery { Goal = Node(reader, "course:3") });
        Assert.Equal(
            [["course:1", "course:2"]], path.Cycles.Select(cycle => cycle.Select(c => Answers.Id(reader, c))));
        Assert.Equal(
            ["course:1", "course:2", "course:0", "course:3"], path.Steps.Select(step => Answers.Id(reader, step.Node)));
        Assert.Equal(
            [["course:1", "course:2"]],
            LearningPaths.Cycles(reader).Select(cycle => cycle.Select(c => Answers.Id(reader, c))));
    }

    [SharedDataFact]
    public async Task A_beginner_gets_to_the_theory_of_computation_by_a_valid_and_minimal_order()
    {
        await using var community = await Api.Community.FillAsync(async commands =>
        {
            var importer = new CourseImporter(SharedData.PathOf("courses/courses.csv"));
            await new ImportRunner(commands).RunAsync(importer, null, default);
        });
        var reader = community.Follower.Current.Read();
        var titles = reader.Texts(NodeFields.Of(NodeKind.Course, "title"));
        var goal = reader.Nodes(NodeKind.Course).ToArray().Single(c => titles.String(c) == "Theory of Computation");
        var path = LearningPaths.Find(reader, new LearningQuery { Goal = goal });
        output.WriteLine(string.Join(" > ", path.Steps.Select(step => titles.String(step.Node))));

        // What every order needs is the goal and whatever leads to it; and each has to come after what it needs.
        var needed = new HashSet<int>();
        Collect(goal);
        Assert.Equal(needed.Order(), path.Steps.Select(step => step.Node).Order());
        Assert.True(needed.Count > 2, $"{needed.Count} courses");
        var place = path.Steps.Select((step, at) => (step.Node, at)).ToDictionary(pair => pair.Node, pair => pair.at);
        Assert.All(
            needed, course => Assert.All(Before(course), earlier => Assert.True(place[earlier] < place[course])));
        Assert.Equal(goal, path.Steps[^1].Node);
        Assert.Empty(path.Cycles);
        Assert.Empty(LearningPaths.Cycles(reader));

        void Collect(int course)
        {
            if (!needed.Add(course)) return;
            foreach (var earlier in Before(course)) Collect(earlier);
        }

        List<int> Before(int course) => LearningPaths.Row(
            reader, Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.In, NodeKind.Course), course);
    }

    [Fact]
    public void The_example_by_hand_is_right()
    {
        // a b c d e; d and e are about the topic.
        var reader = Draw([[], [0], [0], [1, 2], [1]], [[3, 4]]);
        Assert.Equal("0 1 2 3", Steps(new() { Goal = Node(reader, "course:3") }));
        Assert.Equal("1 3", Steps(new()
        {
            Goal = Node(reader, "course:3"), Known = [Node(reader, "course:0"), Node(reader, "course:2")],
        }));
        Assert.Equal("0 1 4", Steps(new() { Goal = Node(reader, "topic:0") }));
        var toTopic = LearningPaths.Find(reader, new() { Goal = Node(reader, "topic:0") });
        Assert.Equal(4, toTopic.Alternatives[0].Steps.Count);
        Assert.Equal([("course:0", 2)], LearningPaths.ReadyNext(reader, null, [])
            .Select(ready => (Answers.Id(reader, ready.Course), ready.Opens)));

        string Steps(LearningQuery query) => string.Join(
            ' ', LearningPaths.Find(reader, query).Steps.Select(step => Answers.Id(reader, step.Node)[7..]));
    }

    [Fact]
    public void What_can_be_started_now_lacks_nothing_and_what_opens_the_most_comes_first()
    {
        var reader = Draw([[], [0], [0], [1, 2], []], [[3]]);
        Assert.Equal(
            [("course:0", 2), ("course:4", 0)],
            LearningPaths.ReadyNext(reader, null, []).Select(r => (Answers.Id(reader, r.Course), r.Opens)));
        Assert.Equal(
            [("course:2", 1), ("course:4", 0)],
            LearningPaths.ReadyNext(reader, null, [Node(reader, "course:0"), Node(reader, "course:1")])
                .Select(r => (Answers.Id(reader, r.Course), r.Opens)));
    }

    [Theory]
    [InlineData("6-10 hours/week", "14 weeks", 112.0)]
    [InlineData("5 hours/week", null, 5.0)]
    [InlineData("20 hours", "4 weeks", 20.0)]
    [InlineData(null, "12 hours", 12.0)]
    [InlineData("每周", "14 weeks", null)]
    public void Hours_are_read_from_what_providers_say(string? effort, string? duration, double? hours) =>
        Assert.Equal(hours, EffortText.Hours(effort, duration));

    private static void AssertValid(GraphReader reader, LearningPath path, int[][] before, int[] known)
    {
        var place = path.Steps.Select((step, at) => (Answers.Id(reader, step.Node), at)).ToDictionary();
        var cyclic = path.Cycles.SelectMany(cycle => cycle.Select(c => Answers.Id(reader, c))).ToHashSet();
        for (var course = 0; course < before.Length; course++)
        {
            if (!place.TryGetValue($"course:{course}", out var at)) continue;
            Assert.DoesNotContain(course, known);
            foreach (var earlier in before[course].Except(known).Select(c => $"course:{c}"))
                Assert.True(place[earlier] < at || (cyclic.Contains(earlier) && cyclic.Contains($"course:{course}")));
        }
    }

    // Over all subsets: closed under prerequisites, with a course about each topic (or one known).
    private static int Smallest(int[][] before, int[][] topics, int[] known)
    {
        var best = int.MaxValue;
        for (var set = 0; set < 1 << before.Length; set++)
        {
            bool Has(int course) => (set & (1 << course)) != 0 || known.Contains(course);
            var isClosed = Enumerable.Range(0, before.Length)
                .All(course => (set & (1 << course)) == 0 || before[course].All(Has));
            // The goal needs a course of its own even where one about it is known.
            var reaches = topics[0].Any(Has) && (topics[1].Length == 0 || topics[1].Any(Has));
            if (isClosed && reaches) best = Math.Min(best, Enumerable.Range(0, before.Length)
                .Count(course => (set & (1 << course)) != 0 && !known.Contains(course)));
        }

        return best;
    }

    private static int[] Some(Random random, int count, int most = 3) =>
        [.. Enumerable.Range(0, random.Next(most == 2 ? 0 : 1, most + 1)).Select(_ => random.Next(count)).Distinct()];

    // Topic 1 comes before topic 0.
    private static GraphReader Draw(int[][] before, int[][] topics)
    {
        var nodes = Enumerable.Range(0, before.Length).Select(course => Make.Node($"course:{course}"))
            .Concat(Enumerable.Range(0, 2).Select(topic => Make.Node($"topic:{topic}"))).ToList();
        var links = new List<EdgeRecord> { Make.Link(EdgeType.PrerequisiteOf, "topic:1", "topic:0") };
        for (var course = 0; course < before.Length; course++)
        {
            foreach (var earlier in before[course])
                links.Add(Make.Link(EdgeType.PrerequisiteOf, $"course:{earlier}", $"course:{course}"));
        }

        for (var topic = 0; topic < topics.Length; topic++)
        {
            foreach (var course in topics[topic])
                links.Add(Make.Link(EdgeType.About, $"course:{course}", $"topic:{topic}"));
        }

        return Answers.SnapshotOf(nodes, links, []).Read();
    }

    private static int Node(GraphReader reader, string id) =>
        reader.TryFind(id, out var node) ? node : throw new InvalidOperationException(id);
}
