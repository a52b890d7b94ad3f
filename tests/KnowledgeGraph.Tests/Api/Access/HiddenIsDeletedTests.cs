using System.Buffers;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Access;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Api.Access;

/// <summary>
/// What any reader is answered to any query is what an administrator is answered on a graph from which everything that
/// the reader may not see was deleted. Graphs, access, readers and queries are random.
/// <para>
/// `KNOWLEDGEGRAPH_TEST_ACCESS_ROUNDS=20000` for the long run.
/// </para>
/// </summary>
public sealed class HiddenIsDeletedTests(ITestOutputHelper output)
{
    private const int QueriesPerReader = 10;

    private static readonly Viewer[] Viewers =
    [
        Viewer.Anonymous,
        new("member:1", Role.Member, []),
        new("member:2", Role.Member, ["gold"]),
        new("member:3", Role.Member, ["silver", "gold"]),
        new("member:4", Role.Curator, []),
    ];

    private static readonly Lazy<ExecutableSchema> Schema = new(CommunityApi.Build);

    private readonly List<string> _internalErrors = [];

    [Fact]
    public Task Every_answer_is_the_one_of_a_graph_without_what_is_hidden() => CompareAsync(
        QueryScope.Lists, RandomSeed.Count("KNOWLEDGEGRAPH_TEST_ACCESS_ROUNDS", 1_000),
        (community, viewer) => (Without(community, viewer), Viewer.Program));

    /// <summary>
    /// What others did in private counts in what is recommended, and is on no path: so it stays in the graph to compare
    /// with, and the same viewer asks there.
    /// </summary>
    [Fact]
    public Task What_is_recommended_is_what_a_graph_without_what_is_hidden_recommends() => CompareAsync(
        QueryScope.Recommendations, RandomSeed.Count("KNOWLEDGEGRAPH_TEST_ACCESS_ROUNDS", 500),
        (community, viewer) => (WithoutHidden(community, viewer), viewer));

    /// <summary>Searches of others count in what is asked of a topic.</summary>
    [Fact]
    public Task What_there_is_to_do_is_what_a_graph_without_what_is_hidden_has_to_do() => CompareAsync(
        QueryScope.Sedimentation, RandomSeed.Count("KNOWLEDGEGRAPH_TEST_ACCESS_ROUNDS", 300),
        (community, viewer) => (WithoutHidden(community, viewer), viewer));

    /// <summary>What others did in private counts there too.</summary>
    [Fact]
    public Task Who_contributes_what_is_what_a_graph_without_what_is_hidden_counts() => CompareAsync(
        QueryScope.Contributions, RandomSeed.Count("KNOWLEDGEGRAPH_TEST_ACCESS_ROUNDS", 500),
        (community, viewer) => (WithoutHidden(community, viewer), viewer));

    [Fact]
    public Task What_is_found_is_what_a_graph_without_what_is_hidden_finds() => CompareAsync(
        QueryScope.Searches, RandomSeed.Count("KNOWLEDGEGRAPH_TEST_ACCESS_ROUNDS", 500),
        (community, viewer) => (Without(community, viewer), Viewer.Program));

    private async Task CompareAsync(
        QueryScope scope, int rounds, Func<ReadModel.Community, Viewer, (ReadModel.Community, Viewer)> oracleOf)
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_TEST_ACCESS_SEED", output);
        var executor = new GraphQLExecutor(Schema.Value, new ExecutionOptions
        {
            Guard = AccessRules.Guard,
            OnInternalError = error => _internalErrors.Add($"{error.Place}: {error.Exception}"),
        });
        var (asked, data) = (0, 0);
        for (var graph = 0; asked < rounds; graph++)
        {
            var random = new Random(seed + graph);
            var commits = new RandomCommits(seed + graph);
            await using var reader = new Side(executor, new LogStore());
            await reader.Follower.StartAsync();
            for (var i = 0; i < 20; i++)
            {
                // Masks that are there are carried on.
                if (i == 10) foreach (var viewer in Viewers) reader.Follower.Current.Read(viewer);
                reader.Store.Append(commits.Next(40));
            }

            await reader.Follower.WaitForAsync(commits.Community.Sequence);
            foreach (var viewer in Viewers)
            {
                var (rest, asker) = oracleOf(commits.Community, viewer);
                await using var oracle = new Side(executor, StoreOf(rest));
                await oracle.Follower.StartAsync();
                var ids = commits.Community.Nodes.Keys.Append("document:nowhere").ToArray();
                var cursors = new List<string>();
                for (var i = 0; i < QueriesPerReader; i++, asked++)
                {
                    var query = new RandomQuery(Schema.Value.Schema, random, ids, cursors, scope).Next();
                    var expected = await oracle.AskAsync(query, asker);
                    var found = await reader.AskAsync(query, viewer);
                    Assert.True(expected == found,
                        $"seed {seed + graph}, {viewer.Role} {string.Join(',', viewer.Tiers)}: {query}\n"
                        + $"expected {expected}\nbut was  {found}");
                    Collect(JsonDocument.Parse(found).RootElement, cursors);
                    if (!found.StartsWith("{\"errors\"", StringComparison.Ordinal)) data++;
                }
            }
        }

        Assert.True(_internalErrors.Count == 0, string.Join('\n', _internalErrors));
        output.WriteLine($"{asked} queries, {data} of them without errors");
        Assert.True(data > asked / 2, $"Only {data} of {asked} queries were without errors: too few for a proof.");
    }

    /// <summary>The community without what the viewer may not see, and with what members did in private.</summary>
    private static ReadModel.Community WithoutHidden(ReadModel.Community community, Viewer viewer)
    {
        var seen = community.SeenBy(viewer);
        foreach (var (key, link) in seen.Links.ToArray()) seen.Links[key] = Without(community, seen, link);
        foreach (var (id, it) in seen.Interactions.ToArray()) seen.Interactions[id] = Without(community, seen, it);
        return seen;
    }

    /// <summary>The community as an administrator has to see it to see what the viewer sees.</summary>
    private static ReadModel.Community Without(ReadModel.Community community, Viewer viewer)
    {
        var seen = community.SeenBy(viewer);
        foreach (var (key, link) in seen.Links.ToArray()) seen.Links[key] = Without(community, seen, link);
        foreach (var (id, it) in seen.Interactions.ToArray())
        {
            var isOwn = viewer.ListsPersonal || it.From == viewer.MemberId;
            if (!isOwn && EdgeTypes.Of(it.Type).Personal)
            {
                // It is in no list, but counts: as a view that is known as a number only.
                seen.Interactions.Remove(id);
                if (it.Type == EdgeType.Viewed && it.To is not null) Count(seen, it);
                continue;
            }

            var kept = Without(community, seen, it);
            if (!isOwn && it.Type == EdgeType.Rated) kept = With(kept, "text", PropertyValue.Null);
            seen.Interactions[id] = kept;
        }

        return seen;
    }

    // Who is hidden is not named as who made an edge.
    private static EdgeRecord Without(ReadModel.Community all, ReadModel.Community seen, EdgeRecord edge)
    {
        var madeBy = edge["madeBy"];
        return !madeBy.IsNull && IsNamed(all, madeBy.AsText()) && !IsNamed(seen, madeBy.AsText())
            ? With(edge, "madeBy", PropertyValue.Null)
            : edge;
    }

    // By its id, or by one that was merged into it.
    private static bool IsNamed(ReadModel.Community community, string id) => community.Nodes.ContainsKey(id)
        || community.Nodes.Values.Any(node => NodeKinds.Of(node.Kind).TryGetProperty("mergedIds", out _)
            && node["mergedIds"] is { IsNull: false } merged && merged.AsTextList().Contains(id));

    private static EdgeRecord With(EdgeRecord edge, string property, PropertyValue value)
    {
        var values = (PropertyValue[])edge.Values.Clone();
        values[EdgeTypes.Of(edge.Type)[property].Index] = value;
        return edge with { Values = values };
    }

    private static void Count(ReadModel.Community community, EdgeRecord view)
    {
        var node = community.Nodes[view.To!];
        if (node.Kind != NodeKind.Document) return;
        var values = (PropertyValue[])node.Values.Clone();
        var place = NodeKinds.Document["viewCount"].Index;
        var count = view["count"].IsNull ? 1 : view["count"].AsInteger();
        values[place] = PropertyValue.Integer(values[place].AsInteger() + count);
        community.Nodes[node.Id] = node with { Values = values };
    }

    private static LogStore StoreOf(ReadModel.Community community)
    {
        var store = new LogStore();
        store.Append(new Commit(community.Sequence, 1, "all", [
            .. community.Nodes.Values.Select(node => new NodePut(node)),
            .. community.Links.Values.Select(link => new LinkPut(link)),
            .. community.Interactions.Values.Select(it => new InteractionRecorded(it))]));
        return store;
    }

    private static void Collect(JsonElement json, List<string> cursors)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray()) Collect(item, cursors);
        }

        if (json.ValueKind != JsonValueKind.Object) return;
        foreach (var field in json.EnumerateObject())
        {
            if (field.Name is "cursor" or "startCursor" or "endCursor" && field.Value.ValueKind == JsonValueKind.String)
                cursors.Add(field.Value.GetString()!);
            else Collect(field.Value, cursors);
        }
    }

    private sealed class Side(GraphQLExecutor executor, LogStore store) : IAsyncDisposable
    {
        // How fresh something is depends on when it is asked.
        private static readonly TimeProvider Clock = new Api.Community.FixedClock();

        public LogStore Store { get; } = store;

        public Follower Follower { get; } = new(store);

        public async Task<string> AskAsync(string query, Viewer viewer)
        {
            using var result = await executor.ExecuteAsync(new GraphQLRequest
            {
                Query = Encoding.UTF8.GetBytes(query),
                State = new CommunityContext(
                    Follower, new CommandProcessor(Store), viewer, "tester", Clock),
            });
            var bytes = new ArrayBufferWriter<byte>();
            result.WriteTo(bytes);
            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }

        public async ValueTask DisposeAsync() => await Follower.DisposeAsync();
    }
}
