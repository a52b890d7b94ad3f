using System.Text;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Import.Ndjson;

/// <summary>import(export(x)) = x, and its export the same bytes.</summary>
public sealed class RoundTripTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact]
    public async Task The_real_community_comes_back_byte_for_byte()
    {
        var dump = new StackExchangeImporter(SharedData.PathOf("quantumcomputing.stackexchange"));
        var (store, _) = await Importing.IntoEmptyStoreAsync(dump);
        await AssertComesBackAsync(store, "real.ndjson");
    }

    [Fact]
    public async Task Random_content_comes_back_byte_for_byte()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var store = new MemoryGraphStore();
        var commands = new RandomCommands(new Random(seed)).Take(2_000).ToList();
        await new CommandProcessor(store).ExecuteAsync(new CommitRequest(commands, "test", RefusalPolicy.Skip));
        Assert.True(store.Nodes.Count > 100 && store.Links.Count > 100 && store.Interactions.Count > 100);
        await AssertComesBackAsync(store, "random.ndjson");
    }

    [Fact]
    public async Task An_empty_store_is_an_empty_file()
    {
        var path = _folder.PathOf("empty.ndjson");
        Assert.Equal(new ExportSummary(0, 0, 0), await new NdjsonExporter(new MemoryGraphStore()).ExportAsync(path));
        Assert.Empty(await File.ReadAllBytesAsync(path));
        var (_, summary) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(path));
        Assert.Equal((true, 0L), (summary.Clean, summary.Read));
    }

    [Fact]
    public async Task The_form_is_canonical()
    {
        var store = new MemoryGraphStore();
        var path = _folder.Write("in.ndjson", """
            {"edge":"AUTHORED","to":"document:7","at":"2018-03-12T17:00:45.5670+00:00","from":"member:3","weight":2.0}
            {"id":"e/1","edge":"SEARCHED","from":"member:3","text":"<\u00e9 中>","count":0,"at":"2018-03-12"}
            {"score":3,"id":"document:7","node":"Document","title":"a\"b","access":"x"}
            {"node":"Member","id":"member:3","displayName":"A","roles":[]}
            """);
        await Importing.RunAsync(store, new NdjsonImporter(path));
        Assert.Equal("""
            {"node":"Member","id":"member:3","displayName":"A","kind":"PERSON","roles":[],"access":"public"}
            {"node":"Document","id":"document:7","title":"a\"b","format":"ARTICLE","maturity":"RAW","score":3,"viewCount":0,"access":"x"}
            {"edge":"AUTHORED","from":"member:3","to":"document:7","at":"2018-03-12T17:00:45.567Z","weight":2}
            {"edge":"SEARCHED","id":"e/1","from":"member:3","at":"2018-03-12T00:00:00Z","text":"<é 中>","count":0}

            """, Encoding.UTF8.GetString(await Importing.ExportAsync(store)));
    }

    [Fact]
    public async Task A_failed_export_leaves_the_old_file_and_nothing_beside_it()
    {
        var path = _folder.Write("kept.ndjson", "old");
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new NdjsonExporter(new MemoryGraphStore()).ExportAsync(path, null, stopped.Token));
        Assert.Equal("old", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Root));
    }

    private async Task AssertComesBackAsync(MemoryGraphStore store, string name)
    {
        var path = _folder.PathOf(name);
        var exported = await new NdjsonExporter(store).ExportAsync(path);
        Assert.Equal(
            (store.Nodes.Count, store.Links.Count + store.Interactions.Count), (exported.Nodes, exported.Edges));
        var (copy, summary) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(path));
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(exported.Nodes + exported.Edges, summary.Created);
        Assert.Equal(await Importing.ExportAsync(store), await Importing.ExportAsync(copy));
        await Importing.AssertImportsNothingNewAsync(copy, new NdjsonImporter(path));
    }
}
