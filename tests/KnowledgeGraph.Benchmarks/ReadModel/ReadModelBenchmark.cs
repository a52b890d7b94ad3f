using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Snapshots;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Benchmarks.ReadModel;

/// <summary>
/// What does a version cost: in memory, to build, to open from its file, to make after a change? The real dump,
/// repeated; the goals are a start under 1 s and a small change in tens of microseconds for 20 copies.
/// </summary>
internal static class ReadModelBenchmark
{
    /// <param name="args">How many copies, 20 where it is not said; then the file of a store to use or to make.</param>
    /// <returns>0 where the version opened from the file and the one that followed hold what was built.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var copies = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        var folder = Directory.CreateTempSubdirectory("knowledgegraph-readmodel-").FullName;
        try
        {
            await using var store = await OpenAsync(
                args.Length > 1 ? args[1] : Path.Combine(folder, "community.db"), folder, copies);
            return await RunAsync(store, Path.Combine(folder, "readmodel.snapshot"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<SqliteGraphStore> OpenAsync(string path, string folder, int copies)
    {
        var store = await SqliteGraphStore.OpenAsync(path);
        if (await store.GetSequenceAsync() > 0) return store;
        var dump = Path.Combine(folder, "quantumcomputing.stackexchange");
        var source = Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "quantumcomputing.stackexchange");
        RepeatedDump.Write(source, dump, copies);
        await new ImportRunner(new CommandProcessor(store)).RunAsync(new StackExchangeImporter(dump));
        return store;
    }

    private static async Task<int> RunAsync(SqliteGraphStore store, string file)
    {
        await Timed("scan alone", () => ScanAsync(store));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = await Timed("rebuild from a scan", () => Rebuild.RunAsync(store));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        PrintMemory(snapshot, bytes);

        await Timed("write the file", () => Task.Run(() => SnapshotFile.Write(file, snapshot)));
        Console.WriteLine($"  {new FileInfo(file).Length / 1e6:0.0} MB");
        GraphSnapshot opened = snapshot;
        for (var i = 0; i < 3; i++)
        {
            opened = await Timed("open the file", () => Task.Run(() => SnapshotFile.Read(file)));
        }

        await Timed("start of a follower with the file", () => StartAsync(store, file));

        var published = PublishBenchmark.Run(opened);
        ListBenchmark.Run(published);
        var expected = (snapshot.NodeCount, snapshot.EdgeCount, snapshot.Read(Viewer.Program).Count(NodeKind.Document));
        var found = (opened.NodeCount, opened.EdgeCount, opened.Read(Viewer.Program).Count(NodeKind.Document));
        if (found == expected) return 0;
        Console.Error.WriteLine("The version from the file is not the one that was written.");
        return 1;
    }

    private static async Task<int> ScanAsync(SqliteGraphStore store)
    {
        var count = 0;
        await using var scan = await store.ScanAsync();
        await foreach (var _ in scan.ReadNodesAsync()) count++;
        await foreach (var _ in scan.ReadEdgesAsync()) count++;
        return count;
    }

    private static async Task<GraphSnapshot> StartAsync(SqliteGraphStore store, string file)
    {
        await using var follower = new Follower(store, new FollowerOptions { SnapshotPath = file });
        await follower.StartAsync();
        return follower.Current;
    }

    private static async Task<T> Timed<T>(string name, Func<Task<T>> action)
    {
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = await action();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Console.WriteLine($"{name,-40} {clock.Elapsed.TotalMilliseconds,8:0} ms, CPU {cpu.TotalMilliseconds,6:0} ms");
        return result;
    }

    private static Task Timed(string name, Func<Task> action) => Timed(name, async () =>
    {
        await action();
        return 0;
    });

    private static void PrintMemory(GraphSnapshot snapshot, long bytes)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{snapshot.NodeCount:N0} nodes, {snapshot.EdgeCount:N0} edges, {bytes / 1e6:0.0} MB on the heap"));
        var parts = snapshot.Memory;
        foreach (var (part, size) in parts) Console.WriteLine($"  {part,-24} {size / 1e6,8:0.0} MB");
        var ofNodes = Sum("node ids and orders", "node properties", "derived") / snapshot.NodeCount;
        var ofEdges = Sum("edges", "edge properties", "adjacency") / snapshot.EdgeCount;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {ofNodes:0} bytes a node, {ofEdges:0} bytes an edge, without texts"));

        double Sum(params string[] names) => parts.Where(part => names.Contains(part.Part)).Sum(part => part.Bytes);
    }
}
