using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Theory]
    [InlineData(7)]
    [InlineData(null)]
    public async Task Random_requests_do_what_the_model_in_memory_does(int? fixedSeed)
    {
        var seed = fixedSeed ?? Random.Shared.Next();
        var random = new RandomCommands(new Random(seed));
        var oracle = new GraphOracle();
        for (var count = 0; count < RandomRequests; count++)
        {
            var request = random.Request();
            var expected = oracle.Execute(request);
            var result = await _store.CommitAsync(request);
            Assert.True(expected.SequenceEqual(Kinds(result)),
                $"Seed {seed}, request {count}: expected {string.Join(", ", expected)} of " +
                $"{string.Join(" | ", request.Commands)}, but got {string.Join(", ", Kinds(result))}.");
        }
        AssertSame(oracle.Lines(), await ScanAsync(), $"Seed {seed}: the scan");
        AssertSame(oracle.Lines(), await ReplayAsync(), $"Seed {seed}: the replay of the log");
        await ReopenAsync();
        AssertSame(oracle.Lines(), await ScanAsync(), $"Seed {seed}: the scan after opening again");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Many_large_requests_under_way_at_once_do_what_one_after_another_does(bool deletes)
    {
        var seed = Random.Shared.Next();
        var random = new RandomCommands(new Random(seed), more: 60, deletes);
        var oracle = new GraphOracle();
        // Two of them are more than a transaction takes.
        CommitRequest[] requests =
            [.. Enumerable.Range(0, 5).Select(_ => random.Request(2_100) with { OnRefusal = RefusalPolicy.Skip })];
        Task<CommitResult>[] underWay = [.. requests.Select(request => _store.CommitAsync(request).AsTask())];
        for (var count = 0; count < requests.Length; count++)
        {
            var (expected, actual) = (oracle.Execute(requests[count]), Kinds(await underWay[count]));
            var place = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(expected.SequenceEqual(actual),
                $"Seed {seed}, request {count}, {requests[count].Commands.ElementAtOrDefault(place)} at {place} " +
                $"was {actual.ElementAtOrDefault(place)}, not {expected.ElementAtOrDefault(place)}.");
        }
        AssertSame(oracle.Lines(), await ScanAsync(), $"Seed {seed}: the scan");
        AssertSame(oracle.Lines(), await ReplayAsync(), $"Seed {seed}: the replay of the log");
    }

    [Fact]
    public async Task A_scan_gives_nodes_by_kind_and_id_then_links_by_ends_then_interactions_by_time()
    {
        await CommitAsync(
            new CreateNode(Node("topic:b")), new CreateNode(Node("topic:a")), new CreateNode(Node("course:z")),
            new CreateNode(Node("document:\U0001F600")), new CreateNode(Node("document:\uFF5E")),
            new CreateNode(Node("member:m")),
            new PutLink(Link(EdgeType.About, "document:\U0001F600", "topic:a")),
            new PutLink(Link(EdgeType.About, "document:\uFF5E", "topic:b")),
            new PutLink(Link(EdgeType.About, "document:\uFF5E", "topic:a")),
            new PutLink(Link(EdgeType.About, "course:z", "topic:a")),
            new PutLink(Link(EdgeType.Authored, "member:m", "document:\uFF5E")),
            new RecordInteraction(Interaction(EdgeType.Viewed, "b", "member:m", "topic:a", Start)),
            new RecordInteraction(Interaction(EdgeType.Liked, "a", "member:m", "topic:a", Start)),
            new RecordInteraction(Interaction(EdgeType.Viewed, "c", "member:m", "topic:a", Start - 1)));
        Assert.Equal(
        [
            "member:m", "document:\uFF5E", "document:\U0001F600", "course:z", "topic:a", "topic:b",
            "Authored member:m document:\uFF5E",
            "About course:z topic:a", "About document:\uFF5E topic:a", "About document:\uFF5E topic:b",
            "About document:\U0001F600 topic:a",
            "Viewed member:m topic:a c", "Liked member:m topic:a a", "Viewed member:m topic:a b",
        ], (await ScanAsync()).Select(Brief));

        static string Brief(string line)
        {
            var words = line.Split(' ');
            if (words[0].Contains(':', StringComparison.Ordinal)) return words[0];
            return string.Join(' ', words[3] == "-" ? words[..3] : words[..4]);
        }
    }

    [Fact]
    public async Task A_scan_shows_one_moment_while_writes_go_on()
    {
        for (var number = 0; number < 50; number++) await CommitAsync(new CreateNode(Node($"topic:{number:000}")));
        await using var scan = await _store.ScanAsync();
        var nodes = new List<string>();
        await foreach (var node in scan.ReadNodesAsync())
        {
            if (nodes.Count % 10 == 0)
            {
                await CommitAsync(
                    new CreateNode(Node($"topic:{100 + nodes.Count}")),
                    new DeleteNode($"topic:{49 - nodes.Count / 10:000}"),
                    new PutLink(Link(EdgeType.SubtopicOf, "topic:000", $"topic:{100 + nodes.Count}")));
            }
            nodes.Add(node.Id);
        }
        Assert.Equal(50, scan.Sequence);
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"topic:{number:000}"), nodes);
        await foreach (var edge in scan.ReadEdgesAsync()) Assert.Fail($"An edge of later: {GraphText.Of(edge)}");
        Assert.Equal(await ReplayAsync(), await ScanAsync());
    }

    [Fact]
    public async Task Following_the_log_from_a_scan_gives_what_the_next_scan_gives()
    {
        var random = new RandomCommands(new Random(11));
        for (var count = 0; count < 60; count++) await _store.CommitAsync(random.Request());
        var oracle = new GraphOracle();
        long position;
        await using (var scan = await _store.ScanAsync())
        {
            position = scan.Sequence;
            await foreach (var node in scan.ReadNodesAsync()) oracle.Apply(new NodePut(node));
            await foreach (var edge in scan.ReadEdgesAsync())
            {
                oracle.Apply(EdgeTypes.Of(edge.Type).Family == EdgeFamily.Link
                    ? new LinkPut(edge)
                    : new InteractionRecorded(edge));
            }
        }
        for (var count = 0; count < 60; count++) await _store.CommitAsync(random.Request());
        foreach (var change in (await LogAsync(position)).SelectMany(commit => commit.Changes)) oracle.Apply(change);
        AssertSame(oracle.Lines(), await ScanAsync(), "The scan");
    }

    private static void AssertSame(string[] expected, string[] actual, string what)
    {
        var place = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(expected.SequenceEqual(actual),
            $"{what} differs at line {place}: expected {expected.ElementAtOrDefault(place)}, " +
            $"but got {actual.ElementAtOrDefault(place)}.");
    }
}
