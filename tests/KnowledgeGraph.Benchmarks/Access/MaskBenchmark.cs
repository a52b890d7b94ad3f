using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Access;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Benchmarks.Http;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Benchmarks.Access;

/// <summary>
/// What does it cost that half of the nodes are hidden? The benchmark queries in process, as administrator, as member
/// and as anonymous, in turns: CPU for each row of the answer. And as administrator of a community that never had what
/// is hidden, whose answers are the member's: what is between those two is the mask alone. Then what masks cost: the
/// first of a class, and with each change.
/// </summary>
internal static class MaskBenchmark
{
    private static readonly (string Name, Viewer Viewer)[] Readers =
    [
        ("administrator", Viewer.Program),
        ("member", new("member:qc.se/26", Role.Member, ["gold"])),
        ("anonymous", Viewer.Anonymous),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var copies = QueryBenchmark.Option(args, "--copies", 5);
        var rounds = QueryBenchmark.Option(args, "--rounds", 9);
        var community = await BenchmarkCommunity.PrepareAsync(copies);
        using var folder = community.CopyOfDataFolder();
        await using var store = await SqliteGraphStore.OpenAsync(Path.Combine(folder.Path, "community.db"));
        await using var follower = new Follower(store);
        await HideHalfAsync(store, community, Hide);
        await follower.StartAsync();
        using var otherFolder = community.CopyOfDataFolder();
        await using var halfStore = await SqliteGraphStore.OpenAsync(Path.Combine(otherFolder.Path, "community.db"));
        await using var half = new Follower(halfStore);
        await HideHalfAsync(halfStore, community, node => new DeleteNode(node.Id));
        await half.StartAsync();
        Console.WriteLine($"{community.Description}; half of all nodes of each kind are hidden from members");
        MeasureMasks(follower.Current);
        var executor = new GraphQLExecutor(CommunityApi.Build(), new ExecutionOptions { Guard = AccessRules.Guard });
        Place[] places =
        [
            .. Readers.Select(reader => new Place(reader.Name, reader.Viewer, follower, store)),
            new("without it", Viewer.Program, half, halfStore),
        ];
        foreach (var query in BenchmarkQuery.All(community)) Compare(executor, places, query, rounds);
        return 0;
    }

    private static UpdateNode Hide(NodeRecord node)
    {
        var place = NodeKinds.Of(node.Kind)["access"].Index;
        node.Values[place] = PropertyValue.Text(AccessNames.Curators);
        return new UpdateNode(node, 1UL << place);
    }

    // Every other node of each kind, but for those that the queries begin at.
    private static async Task HideHalfAsync(
        IGraphStore store, BenchmarkCommunity community, Func<NodeRecord, Command> hide)
    {
        var commands = new List<Command>();
        var scan = await store.ScanAsync();
        await using (scan)
        {
            var number = 0;
            await foreach (var node in scan.ReadNodesAsync())
            {
                if (number++ % 2 == 0 || node.Id == community.DocumentId || node.Id == community.TopicId) continue;
                commands.Add(hide(node));
            }
        }

        foreach (var part in commands.Chunk(10_000)) await store.CommitAsync(new CommitRequest(part, "benchmark"));
    }

    private static void Compare(GraphQLExecutor executor, Place[] places, BenchmarkQuery query, int rounds)
    {
        var costs = places.Select(_ => new List<double>()).ToArray();
        var rows = new int[places.Length];
        for (var round = -2; round < rounds; round++)
        {
            for (var place = 0; place < places.Length; place++)
            {
                var (cost, found) = Measure(executor, places[place], query);
                rows[place] = found;
                if (round >= 0) costs[place].Add(cost);
            }
        }

        // Introspection has no rows.
        if (rows[0] == 0) return;
        if (rows[1] != rows[^1])
            throw new InvalidOperationException("A member's answer has other rows than without it.");
        var perRow = costs.Select((list, place) => list.Order().ElementAt(list.Count / 2) / rows[place]).ToArray();
        for (var place = 0; place < places.Length; place++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{query.Name,-14} {places[place].Name,-14} {rows[place],6} rows {perRow[place] * 1000,9:0.0} ns "
                + $"CPU a row  {perRow[place] / perRow[0],5:0.00} of the administrator's "
                + $"{perRow[place] / perRow[^1],5:0.00} of what it costs without what is hidden"));
        }
    }

    // CPU of a request in microseconds, and the rows of its answer.
    private static (double Cost, int Rows) Measure(GraphQLExecutor executor, Place place, BenchmarkQuery query)
    {
        var json = JsonDocument.Parse(query.Json).RootElement;
        var text = Encoding.UTF8.GetBytes(json.GetProperty("query").GetString()!);
        var variables = InputValue.Object([.. json.GetProperty("variables").EnumerateObject()
            .Select(one => KeyValuePair.Create(one.Name, InputValue.String(one.Value.GetString()!)))]);
        var commands = new CommandProcessor(place.Store);
        var bytes = new ArrayBufferWriter<byte>(1 << 20);
        var (count, begin) = (0, Environment.CpuUsage.TotalTime);
        for (var clock = Stopwatch.StartNew(); clock.ElapsedMilliseconds < 120; count++)
        {
            bytes.ResetWrittenCount();
            using var result = executor.ExecuteAsync(new GraphQLRequest
            {
                Query = text, Variables = variables,
                State = new CommunityContext(
                    place.Follower, commands, place.Viewer, "benchmark", TimeProvider.System),
            }).AsTask().GetAwaiter().GetResult();
            if (result.Errors.Count > 0) throw new InvalidOperationException(result.Errors[0].Message);
            result.WriteTo(bytes);
        }

        var cost = (Environment.CpuUsage.TotalTime - begin).TotalMicroseconds / count;
        return (cost, Encoding.UTF8.GetString(bytes.WrittenSpan).Split("\"id\":").Length - 1);
    }

    private static void MeasureMasks(GraphSnapshot snapshot)
    {
        foreach (var (name, viewer) in Readers.Skip(1))
        {
            var clock = Stopwatch.GetTimestamp();
            var reader = snapshot.Read(viewer);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"the first {name,-10} {Stopwatch.GetElapsedTime(clock).TotalMilliseconds,8:0.00} ms for "
                + $"{snapshot.NodeCount} nodes, {reader.Count(NodeKind.Document)} documents seen"));
        }

        Publish("a like, two classes of readers", snapshot);
        Publish("a like, nobody but administrators", Alone(snapshot));
    }

    // The same version, of which nobody has asked for a mask.
    private static GraphSnapshot Alone(GraphSnapshot snapshot)
    {
        var file = Path.GetTempFileName();
        KnowledgeGraph.ReadModel.Snapshots.SnapshotFile.Write(file, snapshot);
        var alone = KnowledgeGraph.ReadModel.Snapshots.SnapshotFile.Read(file);
        File.Delete(file);
        return alone;
    }

    private static void Publish(string name, GraphSnapshot snapshot)
    {
        const int Count = 500;
        var reader = snapshot.Read(Viewer.Program);
        var (members, documents) = (reader.Nodes(NodeKind.Member), reader.Nodes(NodeKind.Document));
        var random = new Random(1);
        var begin = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Count; i++)
        {
            var projector = new Projector(snapshot);
            projector.Apply(new Commit(snapshot.Sequence + 1, 1, "benchmark",
            [
                new InteractionRecorded(new(
                    EdgeType.Liked, Id(members), Id(documents), 638_000_000_000_000_000 + i, $"mask/{i}",
                    new PropertyValue[EdgeTypes.Of(EdgeType.Liked).Properties.Count])),
            ]));
            snapshot = projector.Freeze();
        }

        var cost = (Environment.CpuUsage.TotalTime - begin).TotalMicroseconds / Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} {cost,8:0.0} µs CPU a version"));

        string Id(KnowledgeGraph.Graph.OrderedList nodes) => reader.Ids.String(nodes[random.Next(nodes.Count)])!;
    }

    /// <summary>Who reads what.</summary>
    private sealed record Place(string Name, Viewer Viewer, Follower Follower, IGraphStore Store);
}
