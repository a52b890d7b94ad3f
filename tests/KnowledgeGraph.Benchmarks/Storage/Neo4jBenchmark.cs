using System.Diagnostics;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Benchmarks.Storage;

/// <summary>
/// How much of what Neo4j's Query API does by itself is left through the store: rows a second in bulk against plain
/// UNWIND batches of the same rows, single commits against plain single creates at 1 and 8 clients, and how soon a
/// commit of one process is seen by another. Arguments: the HTTP address of a Neo4j that may be emptied, its password,
/// copies of the dump (1), seconds for each (5).
/// </summary>
internal static class Neo4jBenchmark
{
    private const int RowsAtOnce = 4_000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length < 2)
        {
            Console.Error.WriteLine("usage: neo4j ADDRESS PASSWORD [copies] [seconds]; all that it holds is lost");
            return 64;
        }
        var options = new Neo4jStoreOptions { Address = new Uri(args[0]), User = "neo4j", Password = args[1] };
        var commands = DumpCommands.Make(args.Length > 2 ? int.Parse(args[2]) : 1);
        var seconds = TimeSpan.FromSeconds(args.Length > 3 ? double.Parse(args[3]) : 5);
        if (commands is null)
        {
            Console.Error.WriteLine("The folder ../shared/data, beside the repository, is not there.");
            return 1;
        }

        await Neo4jGraphStore.MigrateAsync(options);
        using var api = new QueryApi(options with { RequestTimeout = TimeSpan.FromMinutes(10) });
        // Both once before they count: plans, and the compiler of the server.
        for (var round = 0; round < 2; round++)
        {
            await WipeAsync(api);
            var (rows, raw) = await LoadRawAsync(api, commands);
            await WipeAsync(api);
            var (stored, ours) = await LoadAsync(options, commands);
            if (rows != stored) throw new InvalidOperationException($"{rows} rows by hand, {stored} by the store.");
            if (round == 0) continue;
            Console.WriteLine($"bulk: plain UNWIND {rows / raw.TotalSeconds,9:N0} rows a second; " +
                $"store {stored / ours.TotalSeconds,9:N0} ({raw / ours:P0})");
        }
        foreach (var clients in new[] { 1, 8 })
        {
            var raw = await CountAsync(clients, seconds, async id => await CreateRawAsync(api, id));
            await using var store = await Neo4jGraphStore.OpenAsync(options);
            var ours = await CountAsync(clients, seconds, async id => await CommitAsync(store, id));
            Console.WriteLine($"{clients} clients: plain create {raw / seconds.TotalSeconds,7:N0} a second; " +
                $"store {ours / seconds.TotalSeconds,7:N0} ({ours / (double)raw:P0})");
        }
        await SeeAsync(options);
        return 0;
    }

    internal static async Task WipeAsync(QueryApi api)
    {
        foreach (var statement in new[]
        {
            "MATCH (n) WHERE NOT n:ChangeLog CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS",
            "MATCH (log:ChangeLog) SET log.sequence = 0, log.oldest = 1, log.snapshot = null",
        }) await api.RunAsync(new Statement(statement), QueryTransaction.Ignore, CancellationToken.None);
    }

    internal static async Task<(int Rows, TimeSpan Time)> LoadRawAsync(QueryApi api, List<Command> commands)
    {
        var watch = Stopwatch.StartNew();
        var rows = 0;
        foreach (var kind in commands.OfType<UpsertNode>().Select(command => command.Node).DistinctBy(node => node.Id)
            .GroupBy(node => node.Kind))
        {
            var text = GraphStatements.LoadNodes(NodeKinds.Of(kind.Key));
            foreach (var some in kind.Chunk(RowsAtOnce))
                await RunAsync(text, writer => GraphWriter.WriteLoad(writer, some));
            rows += kind.Count();
        }
        var edges = commands.OfType<PutLink>().Select(command => command.Link)
            .DistinctBy(link => (link.Type, link.From, link.To))
            .Concat(commands.OfType<RecordInteraction>().Select(command => command.Interaction)
                .DistinctBy(interaction => interaction.Id));
        foreach (var group in edges.GroupBy(edge => (edge.Type, From: KindOf(edge.From), To: KindOf(edge.To!))))
        {
            var text = GraphStatements.LoadEdges(
                EdgeTypes.Of(group.Key.Type).Name, group.Key.From, group.Key.To);
            foreach (var some in group.Chunk(RowsAtOnce))
                await RunAsync(text, writer => GraphWriter.WriteLoad(writer, some));
            rows += group.Count();
        }
        return (rows, watch.Elapsed);

        Task RunAsync(string text, Action<ParameterWriter> parameters) => api.RunAsync(
            new Statement(text, parameters, Typed: false), QueryTransaction.Ignore, CancellationToken.None);
    }

    internal static async Task<(int Rows, TimeSpan Time)> LoadAsync(
        Neo4jStoreOptions options, List<Command> commands)
    {
        await using var store = await Neo4jGraphStore.OpenAsync(options);
        var processor = new CommandProcessor(store);
        var watch = Stopwatch.StartNew();
        var rows = 0;
        // As an import does: while one batch is written, the next waits.
        var underWay = new Queue<Task<CommitResult>>();
        foreach (var some in commands.Chunk(4_096))
        {
            underWay.Enqueue(
                processor.ExecuteAsync(new CommitRequest(some, "benchmark", RefusalPolicy.Skip)).AsTask());
            if (underWay.Count == 2) rows += Created(await underWay.Dequeue());
        }
        while (underWay.Count > 0) rows += Created(await underWay.Dequeue());
        return (rows, watch.Elapsed);
    }

    private static int Created(CommitResult result) =>
        result.Outcomes.Count(outcome => outcome.Kind == OutcomeKind.Created);

    private static async Task<int> CountAsync(int clients, TimeSpan time, Func<string, Task> work)
    {
        var run = Guid.NewGuid().ToString("N");
        await work($"{run}/warm");
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var count = 0;
            for (; watch.Elapsed < time; count++) await work($"{run}/{client}/{count}");
            return count;
        })));
        return counts.Sum();
    }

    private static Task CreateRawAsync(QueryApi api, string id) => api.RunAsync(
        new Statement("CREATE (n:Topic {id: $id, name: $id, access: 'public'})",
            writer => writer.Name("id").Text($"topic:{id}"), Typed: false),
        QueryTransaction.Ignore, CancellationToken.None);

    private static async Task CommitAsync(Neo4jGraphStore store, string id)
    {
        var node = new NodeRecord($"topic:{id}", NodeKind.Topic, new PropertyValue[NodeKinds.Topic.Properties.Count]);
        node.Values[NodeKinds.Topic["name"].Index] = PropertyValue.Text(id);
        node.Values[NodeKinds.Topic["access"].Index] = PropertyValue.Text("public");
        var result = await store.CommitAsync(new CommitRequest([new CreateNode(node)], "benchmark"));
        if (!result.Accepted) throw new InvalidOperationException(result.Outcomes[0].Refusal?.Message);
    }

    private static async Task SeeAsync(Neo4jStoreOptions options)
    {
        await using var one = await Neo4jGraphStore.OpenAsync(options);
        await using var other = await Neo4jGraphStore.OpenAsync(options);
        var took = new List<double>();
        for (var number = 0; number < 100; number++)
        {
            var waiting = other.WaitForChangesAsync(await one.GetSequenceAsync()).AsTask();
            await CommitAsync(one, $"see/{Guid.NewGuid():N}");
            var start = Stopwatch.GetTimestamp();
            await waiting;
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine($"seen by another process after p50 {took[50]:N0} ms, p95 {took[95]:N0} ms, " +
            $"longest {took[^1]:N0} ms (looks every {options.PollInterval.TotalMilliseconds:0} ms)");
    }

    private static string KindOf(string id)
    {
        NodeIds.TryGetKind(id, out var kind);
        return NodeKinds.Of(kind).Name;
    }
}
