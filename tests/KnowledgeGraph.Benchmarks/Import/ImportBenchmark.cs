using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Benchmarks.Import;

/// <summary>
/// How many nodes and edges a second can be imported into SQLite, and in how much memory? The real dump, repeated;
/// the goal is 50,000 a second for 20 copies.
/// </summary>
internal static class ImportBenchmark
{
    // Of one copy: members, and questions and answers; topics are shared by all.
    private const int NodesPerCopy = 3_461 + 1_672;
    private const int Topics = 154;

    // Of the whole process, when the last measurement ended.
    private static TimeSpan _cpu;

    /// <param name="args">How many copies; 20 where it is not said.</param>
    /// <returns>0 where everything that was imported is there.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var copies = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
        var folder = Directory.CreateTempSubdirectory("knowledgegraph-import-").FullName;
        try
        {
            return await RunAsync(folder, copies);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(string folder, int copies)
    {
        var dump = Path.Combine(folder, "quantumcomputing.stackexchange");
        var ndjson = Path.Combine(folder, "community.ndjson");
        var source = Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "quantumcomputing.stackexchange");
        RepeatedDump.Write(source, dump, copies);
        _cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Console.WriteLine($"{copies} copies of the dump into SQLite; commits are durable");
        long nodes;
        await using (var store = await SqliteGraphStore.OpenAsync(Path.Combine(folder, "first.db")))
        {
            await MeasureAsync("stackexchange", store, new StackExchangeImporter(dump));
            await MeasureAsync("stackexchange again", store, new StackExchangeImporter(dump));
            var clock = Stopwatch.StartNew();
            var exported = await new NdjsonExporter(store).ExportAsync(ndjson);
            nodes = exported.Nodes;
            Print("export ndjson", exported.Nodes + exported.Edges, clock.Elapsed);
        }

        await using (var store = await SqliteGraphStore.OpenAsync(Path.Combine(folder, "second.db")))
            await MeasureAsync("ndjson", store, new NdjsonImporter(ndjson));
        var expected = ((long)copies * NodesPerCopy) + Topics;
        if (nodes == expected) return 0;
        Console.Error.WriteLine($"{nodes} nodes, not {expected}");
        return 1;
    }

    private static async Task MeasureAsync(string name, IGraphStore store, IImporter importer)
    {
        var summary = await new ImportRunner(new CommandProcessor(store)).RunAsync(importer);
        Print(name, summary.Created + summary.Changed + summary.Unchanged, summary.Elapsed);
        if (!summary.Clean) summary.WriteText(Console.Error);
    }

    private static void Print(string name, long count, TimeSpan elapsed)
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-20} {count,9:N0} nodes and edges in {elapsed.TotalSeconds,6:0.00} s: " +
            $"{count / elapsed.TotalSeconds,8:N0} a second, " +
            $"CPU {(process.TotalProcessorTime - _cpu).TotalSeconds:0.0} s, " +
            $"peak memory so far {process.PeakWorkingSet64 / 1048576} MB"));
        _cpu = process.TotalProcessorTime;
    }
}
