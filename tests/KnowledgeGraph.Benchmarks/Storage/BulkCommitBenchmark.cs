using System.Diagnostics;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Benchmarks.Storage;

/// <summary>
/// How many nodes and edges a second does the SQLite store take in bulk, durable and with its log, and how many does it
/// give back? Arguments: copies of the dump (20), commands in a request (5,000).
/// </summary>
internal static class BulkCommitBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var copies = args.Length > 0 ? int.Parse(args[0]) : 20;
        var size = args.Length > 1 ? int.Parse(args[1]) : 5_000;
        if (DumpCommands.Make(copies) is not { } commands)
        {
            Console.Error.WriteLine("The folder ../shared/data, beside the repository, is not there.");
            return 1;
        }
        var folder = Directory.CreateTempSubdirectory("knowledge-graph-bench-").FullName;
        try
        {
            var path = Path.Combine(folder, "graph.db");
            await using (var store = await SqliteGraphStore.OpenAsync(path))
            {
                var created = await CommitAsync("first import", store, commands, size);
                var unchanged = await CommitAsync("the same again", store, commands, size);
                if (created.Created == 0 || unchanged.Created + unchanged.Changed > 0) return Fail(created, unchanged);
                await ScanAsync(store, created.Created);
            }
            var bytes = Directory.EnumerateFiles(folder).Sum(file => new FileInfo(file).Length);
            Console.WriteLine($"{"file",-16} {bytes / 1e6,10:N1} MB");
            await using (var store = await SqliteGraphStore.OpenAsync(path)) await ReadLogAsync(store);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(long Created, long Changed)> CommitAsync(
        string name, SqliteGraphStore store, List<Command> commands, int size)
    {
        var processor = new CommandProcessor(store);
        var created = 0L;
        var changed = 0L;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        for (var start = 0; start < commands.Count; start += size)
        {
            var part = commands.GetRange(start, Math.Min(size, commands.Count - start));
            var result = await processor.ExecuteAsync(new CommitRequest(part, "benchmark", RefusalPolicy.Skip));
            created += result.Outcomes.Count(outcome => outcome.Kind == OutcomeKind.Created);
            changed += result.Outcomes.Count(outcome => outcome.Kind == OutcomeKind.Changed);
        }
        watch.Stop();
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Report(name, commands.Count, watch.Elapsed);
        Console.WriteLine(
            $"{"",-16} {created:N0} created, {changed:N0} changed; {cpu.TotalMicroseconds / commands.Count:N1} µs of " +
            $"processor and {allocated / (double)commands.Count:N0} bytes allocated for each");
        return (created, changed);
    }

    private static async Task ScanAsync(SqliteGraphStore store, long expected)
    {
        var watch = Stopwatch.StartNew();
        var count = 0L;
        await using var scan = await store.ScanAsync();
        await foreach (var _ in scan.ReadNodesAsync()) count++;
        var nodes = count;
        var nodesTook = watch.Elapsed;
        await foreach (var _ in scan.ReadEdgesAsync()) count++;
        Report("scan of nodes", nodes, nodesTook);
        Report("scan of edges", count - nodes, watch.Elapsed - nodesTook);
        if (count != expected) throw new InvalidOperationException($"{count} scanned, {expected} created.");
    }

    private static async Task ReadLogAsync(SqliteGraphStore store)
    {
        var watch = Stopwatch.StartNew();
        var changes = 0L;
        await foreach (var commit in store.ReadChangesAsync(0)) changes += commit.Changes.Count;
        Report("log from file", changes, watch.Elapsed);
    }

    private static void Report(string name, long count, TimeSpan took) => Console.WriteLine(
        $"{name,-16} {count,10:N0} in {took.TotalSeconds,7:N2} s = {count / took.TotalSeconds,10:N0} a second");

    private static int Fail((long, long) created, (long, long) unchanged)
    {
        Console.Error.WriteLine($"The first import did {created}, the second {unchanged}.");
        return 1;
    }
}
