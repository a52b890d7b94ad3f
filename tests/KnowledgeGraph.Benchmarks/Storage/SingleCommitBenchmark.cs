using System.Diagnostics;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Benchmarks.Storage;

/// <summary>
/// How many small requests a second does the SQLite store acknowledge, each durable, at 1, 8 and 32 callers, and how
/// long does each wait? Beside it stands how often the disk alone flushes a few pages: a caller by itself cannot be
/// faster, and many have to be. Argument: seconds for each (5).
/// </summary>
internal static class SingleCommitBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args.Length > 0 ? double.Parse(args[0]) : 5;
        var folder = Directory.CreateTempSubdirectory("knowledge-graph-bench-").FullName;
        try
        {
            await using var store = await SqliteGraphStore.OpenAsync(Path.Combine(folder, "graph.db"));
            var processor = new CommandProcessor(store);
            await processor.ExecuteAsync(new CommitRequest([Topic("start")], "benchmark"));
            var total = 1L;
            foreach (var callers in new[] { 1, 8, 32 })
            {
                await RunAsync(processor, callers, TimeSpan.FromSeconds(0.5), "warm up");
                Console.WriteLine($"disk alone:  {FlushesPerSecond(folder),10:N0} flushes a second");
                var took = await RunAsync(processor, callers, TimeSpan.FromSeconds(seconds), $"run{callers}");
                Array.Sort(took);
                Console.WriteLine($"{callers,3} callers: {took.Length / seconds,10:N0} a second; waited p50 " +
                    $"{took[took.Length / 2] * 1e3:N2} ms, p99 {took[(int)(took.Length * 0.99)] * 1e3:N2} ms, " +
                    $"longest {took[^1] * 1e3:N2} ms");
                total += took.Length;
            }
            return await store.GetSequenceAsync() >= total ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double[]> RunAsync(CommandProcessor processor, int callers, TimeSpan time, string name)
    {
        var watch = Stopwatch.StartNew();
        var took = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var own = new List<double>();
            for (var number = 0; watch.Elapsed < time; number++)
            {
                var start = Stopwatch.GetTimestamp();
                var result = await processor.ExecuteAsync(
                    new CommitRequest([Topic($"{name.Replace(' ', '-')}/{callers}/{caller}/{number}")], "benchmark"));
                if (!result.Accepted) throw new InvalidOperationException(result.Outcomes[0].Refusal?.Message);
                own.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
            return own;
        })));
        return [.. took.SelectMany(own => own)];
    }

    private static double FlushesPerSecond(string folder)
    {
        // As many bytes as a small commit writes: a page each of the nodes, their ids and the log.
        var pages = new byte[3 * 4096];
        using var file = File.OpenHandle(
            Path.Combine(folder, "flushes"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var watch = Stopwatch.StartNew();
        var flushes = 0;
        for (; watch.Elapsed < TimeSpan.FromSeconds(1); flushes++)
        {
            RandomAccess.Write(file, pages, (long)flushes * pages.Length);
            RandomAccess.FlushToDisk(file);
        }
        return flushes / watch.Elapsed.TotalSeconds;
    }

    private static CreateNode Topic(string key)
    {
        var values = new PropertyValue[NodeKinds.Topic.Properties.Count];
        values[NodeKinds.Topic["name"].Index] = PropertyValue.Text(key);
        return new CreateNode(new NodeRecord(NodeIds.Make(NodeKind.Topic, key), NodeKind.Topic, values));
    }
}
