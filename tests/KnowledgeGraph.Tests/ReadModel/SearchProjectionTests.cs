using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.ReadModel;

public class SearchProjectionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_index_is_saved_beside_the_file_and_opened_with_it()
    {
        using var folder = new TemporaryFolder();
        await using var store = await SqliteGraphStore.OpenAsync(folder.PathOf("graph.db"));
        await FillAsync(store);
        var path = folder.PathOf("graph.snapshot");
        var reports = new List<FollowerReport>();
        await RunAsync(store, path, reports, reader => Assert.Equal(1, Count(reader, "quantum")));
        reports.Clear();
        await RunAsync(store, path, reports, reader => Assert.Equal(1, Count(reader, "quantum")));
        Assert.DoesNotContain(reports, report => report.Event is FollowerEvent.SnapshotRejected);
    }

    [Fact]
    public async Task A_damaged_index_is_noticed_and_built_anew()
    {
        using var folder = new TemporaryFolder();
        await using var store = await SqliteGraphStore.OpenAsync(folder.PathOf("graph.db"));
        await FillAsync(store);
        var path = folder.PathOf("graph.snapshot");
        await RunAsync(store, path, [], _ => { });
        var count = Directory.GetFiles(path + ".search").Length;
        Assert.NotEqual(0, count);
        for (var place = 0; place < count; place++)
        {
            // Saved afresh, so that no file is one that nothing names any more.
            Directory.Delete(path + ".search", recursive: true);
            await RunAsync(store, path, [], _ => { });
            var file = Directory.GetFiles(path + ".search").Order(StringComparer.Ordinal).ElementAt(place);
            var bytes = await File.ReadAllBytesAsync(file);
            // More than the room between two sections, which says nothing.
            foreach (ref var one in bytes.AsSpan(bytes.Length / 2)) one ^= 1;
            await File.WriteAllBytesAsync(file, bytes);
            var reports = new List<FollowerReport>();
            await RunAsync(store, path, reports, reader => Assert.Equal(1, Count(reader, "quantum")));
            Assert.True(
                reports.Any(report => report.Event is FollowerEvent.SnapshotRejected), $"{file} was taken as whole.");
        }
    }

    [Fact]
    public async Task An_index_that_followed_finds_what_one_built_anew_finds()
    {
        var random = new Random(RandomSeed.Next("SEARCH_FOLLOW_SEED", output));
        string[] words = ["quantum", "gates", "qubits", "circuit", "农业", "银行"];
        using var folder = new TemporaryFolder();
        await using var store = await SqliteGraphStore.OpenAsync(folder.PathOf("graph.db"));
        await using var follower = new Follower(store);
        await follower.StartAsync();
        var commands = new CommandProcessor(store);
        for (var run = 0; run < RandomSeed.Count("SEARCH_FOLLOW_COUNT", 60); run++)
        {
            var id = $"document:{random.Next(12)}";
            var title = string.Join(' ', Enumerable.Range(0, 3).Select(_ => words[random.Next(words.Length)]));
            Command command = random.Next(4) == 0
                ? new DeleteNode(id)
                : new UpsertNode(Make.Bare(id, ("title", Make.Text(title))), 1);
            var result = await commands.ExecuteAsync(new CommitRequest([command], "test", RefusalPolicy.Skip));
            var followed = (await follower.WaitForAsync(result.Sequence)).Read(Viewer.Program);
            var rebuilt = (await Rebuild.RunAsync(store)).Read(Viewer.Program);
            foreach (var word in words) Assert.Equal(Hits(rebuilt, word), Hits(followed, word));
        }
    }

    private static IEnumerable<string> Hits(GraphReader reader, string text) => Finder.Find(
            reader, new FindRequest { Text = text, First = 100 }).Hits
        .Select(hit => $"{reader.Ids.String(hit.Node)} {hit.Score:F4}").Order(StringComparer.Ordinal);

    private static int Count(GraphReader reader, string text) =>
        Finder.Find(reader, new FindRequest { Text = text }).Count;

    private static async Task FillAsync(IGraphStore store) => await new CommandProcessor(store).ExecuteAsync(
        new CommitRequest([new CreateNode(Make.Node("document:1", ("title", Make.Text("Quantum gates"))))], "test"));

    private static async Task RunAsync(
        IGraphStore store, string path, List<FollowerReport> reports, Action<GraphReader> look)
    {
        await using var follower = new Follower(store, new() { SnapshotPath = path }, report =>
        {
            lock (reports) reports.Add(report);
        });
        await follower.StartAsync();
        look(follower.Current.Read(Viewer.Program));
    }
}
