using System.Text;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace KnowledgeGraph.Tests.Storage.People;

/// <summary>The contract on SQLite, and what its files hold afterwards.</summary>
public sealed class SqliteMemberRecordsTests : MemberRecordsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.PathOf("graph.db");

    private string Snapshot => _folder.PathOf("graph.snapshot");

    protected override async ValueTask<IGraphStore> OpenAsync() => await SqliteGraphStore.OpenAsync(Database);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_file_names_an_erased_member()
    {
        await DisposeAsync();
        var store = await SqliteGraphStore.OpenAsync(Database);
        await using (store)
        {
            await FillAsync(store);
            // Writes the file when it is disposed.
            await using (var follower = new Follower(store, new FollowerOptions { SnapshotPath = Snapshot }))
                await follower.StartAsync();
            await using var again = new Follower(store, new FollowerOptions { SnapshotPath = Snapshot });
            await again.StartAsync();
            Assert.NotEmpty(FilesNaming());
            var searchable = SearchFiles();
            Assert.True(searchable.Count > 1);

            var result = await store.EraseAsync(new ErasureRequest([MemberId], "admin", new AuditStamp("eraseMember")));
            await again.WaitForAsync(result.Sequence);

            Assert.True(result.IsScrubbed);
            Assert.Empty(FilesNaming());
            // The index shares the beginnings of words, so that a name may be in it in pieces: no file stays the same.
            Assert.NotEmpty(SearchFiles());
            Assert.Empty(SearchFiles().Intersect(searchable));
            Assert.False(again.Current.Read().TryFind(MemberId, out _));
            Assert.True(again.Current.Read().TryFind("document:hers", out _));
        }

        Assert.Empty(FilesNaming());
        await InitializeAsync();
    }

    [Fact]
    public async Task A_backup_that_is_set_back_is_erased_again_at_the_next_start()
    {
        await DisposeAsync();
        var backup = _folder.PathOf("elsewhere.db");
        await using (var store = await SqliteGraphStore.OpenAsync(Database))
        {
            await FillAsync(store);
            BackUp(Database, backup);
            await store.EraseAsync(new ErasureRequest([MemberId], "admin", AuditStamp.None));
        }

        File.Copy(backup, Database, overwrite: true);
        File.Delete(backup);
        Assert.NotEmpty(FilesNaming());
        await using (var store = await SqliteGraphStore.OpenAsync(Database))
        {
            Assert.Empty(FilesNaming());
            await using var scan = await store.ScanAsync();
            Assert.DoesNotContain(await GraphText.OfAsync(scan), line => line.Contains("zephyrine"));
            Assert.Contains(await GraphText.OfAsync(await store.ScanAsync()), line => line.Contains("document:hers"));
        }

        await InitializeAsync();
    }

    private static async Task FillAsync(SqliteGraphStore store)
    {
        await store.CommitAsync(new CommitRequest(
            [
                new CreateNode(Make.Node(MemberId, ("displayName", Make.Text("Maiden Zephyrine")))),
                new CreateNode(Make.Node("document:hers")),
            ], MemberId) { Audit = new AuditStamp("import", MemberId) });
        await store.CommitAsync(new CommitRequest(
            [new UpsertNode(Make.Node(MemberId, ("displayName", Make.Text(Name))), ulong.MaxValue)], "import"));
    }

    private static void BackUp(string from, string to)
    {
        using var source = new SqliteConnection($"Data Source={from};Pooling=False");
        using var target = new SqliteConnection($"Data Source={to};Pooling=False");
        source.Open();
        source.BackupDatabase(target);
    }

    private List<string> SearchFiles() =>
        [.. Directory.GetFiles(Snapshot + ".search").Select(File.ReadAllBytes).Select(Convert.ToHexString)];

    // Whoever may read these files reads their bytes, not their tables.
    private string[] FilesNaming()
    {
        var names = new[] { "Zephyrine", "zephyrine" }.Select(Encoding.UTF8.GetBytes).ToArray();
        var files = Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories);
        // The lock holds nothing, and cannot be read.
        return [.. files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Where(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return names.Any(name => bytes.ToArray().AsSpan().IndexOf(name) >= 0);
        })];
    }
}
