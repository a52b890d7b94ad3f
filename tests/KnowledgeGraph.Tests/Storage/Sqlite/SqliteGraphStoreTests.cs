using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage.Sqlite;

/// <summary>What only a file can do: be absent, foreign, newer, damaged, in use, full.</summary>
public sealed class SqliteGraphStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.PathOf("graph.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folders_and_files_that_are_not_there_are_made()
    {
        var path = Path.Combine(_folder.Root, "a", "b 图", "graph.db");
        await using (await SqliteGraphStore.OpenAsync(path)) Assert.True(File.Exists(path));
        Assert.Equal(
            ["graph.db", "graph.db.lock", "graph.db.owner"],
            Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Commits_are_flushed_to_the_disk_through_a_write_ahead_log()
    {
        using var connection = SqliteFile.OpenWriter(FilePath, new SqliteStoreOptions());
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
        Assert.Equal(2, SqliteSchema.Scalar(connection, "PRAGMA synchronous"));
    }

    [Fact]
    public async Task A_store_that_is_open_is_opened_by_nobody_else_who_is_told_by_whom_it_is_used()
    {
        await using (await SqliteGraphStore.OpenAsync(FilePath))
        {
            var refused = await RefusedAsync();
            Assert.True(refused.Transient);
            Assert.StartsWith(
                $"The store {FilePath} is in use by process {Environment.ProcessId} on " +
                $"{Environment.MachineName} since ",
                refused.Message);
            Assert.EndsWith("Stop that one first, or choose another data folder.", refused.Message);
        }
        await using var again = await SqliteGraphStore.OpenAsync(FilePath);
        Assert.Equal(0, await again.GetSequenceAsync());
    }

    [Fact]
    public async Task A_store_of_a_newer_format_is_left_as_it_is()
    {
        await using (await SqliteGraphStore.OpenAsync(FilePath)) { }
        Execute("PRAGMA user_version = 1000");
        Assert.Equal(
            $"The store {FilePath} has format 1000, written by a newer version of this program; " +
            "this one reads formats up to 2. Use the newer version.", (await RefusedAsync()).Message);
        Assert.Equal(1000L, Query("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_database_of_another_program_is_left_as_it_is()
    {
        Execute("CREATE TABLE accounts (name TEXT)");
        Assert.Equal(
            $"The file {FilePath} is a SQLite database of another program. Choose another data folder.",
            (await RefusedAsync()).Message);
        Assert.Equal("delete", Query("PRAGMA journal_mode"));
        Assert.Equal(1L, Query("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("Dear diary, ", 1000));
        await File.WriteAllTextAsync(FilePath, text);
        Assert.Equal(
            $"The file {FilePath} is not a store: it is no SQLite database. Choose another data folder, " +
            "or restore the file from a backup.", (await RefusedAsync()).Message);
        Assert.Equal(text, await File.ReadAllTextAsync(FilePath));
    }

    [Fact]
    public async Task A_damaged_file_is_an_error_of_the_store_wherever_it_shows()
    {
        await using (var store = await SqliteGraphStore.OpenAsync(FilePath))
        {
            var text = Text(new('x', 9_000));
            for (var number = 0; number < 40; number++)
                await CommitAsync(store, new CreateNode(Node($"topic:{number}", ("description", text))));
        }
        await using (var file = File.OpenWrite(FilePath))
        {
            // The first page and the schema stay whole; what follows is overwritten.
            file.Position = 8 * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 8 * 4096).ToArray());
        }
        var failure = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = await SqliteGraphStore.OpenAsync(FilePath);
            await using var scan = await store.ScanAsync();
            await GraphText.OfAsync(scan);
        });
        Assert.Equal($"The store {FilePath} is damaged. Restore it from a backup.", failure.Message);
        Assert.False(failure.Transient);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_an_error_of_the_store()
    {
        await File.WriteAllTextAsync(_folder.PathOf("file"), "");
        var path = Path.Combine(_folder.Root, "file", "graph.db");
        var failure = await Assert.ThrowsAsync<StoreException>(async () => await SqliteGraphStore.OpenAsync(path));
        Assert.StartsWith($"The store {path} cannot be opened: ", failure.Message);
        Assert.EndsWith("Check that the folder exists, can be written by this user, and is on a working disk.",
            failure.Message);
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_an_error_of_the_store()
    {
        Directory.CreateDirectory(FilePath);
        Assert.StartsWith($"The store {FilePath} cannot be opened", (await RefusedAsync()).Message);
    }

    [Fact]
    public async Task A_full_disk_refuses_what_does_not_fit_and_keeps_the_rest()
    {
        await using var store = await SqliteGraphStore.OpenAsync(FilePath, new SqliteStoreOptions { PagesMax = 200 });
        await CommitAsync(store, new CreateNode(Node("topic:before")));
        var large = CommitAsync(store, new CreateNode(Node("document:1", ("body", Text(new('x', 2_000_000))))));
        // These may share the transaction of the one that fails.
        await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(number => CommitAsync(store, new CreateNode(Node($"topic:{number}")))).ToArray());
        var failure = await Assert.ThrowsAsync<StoreException>(() => large);
        Assert.Equal(
            $"The disk that holds the store {FilePath} is full: nothing of this was kept. " +
            "Free some space and send it again.", failure.Message);
        Assert.Equal(6, await store.GetSequenceAsync());
        await using var scan = await store.ScanAsync();
        Assert.Equal(6, (await GraphText.OfAsync(scan)).Length);
    }

    [Fact]
    public async Task A_file_that_another_program_writes_to_is_busy_and_taken_up_again_after()
    {
        await using var store = await SqliteGraphStore.OpenAsync(
            FilePath, new SqliteStoreOptions { BusyTimeout = TimeSpan.FromMilliseconds(10) });
        using (var other = new SqliteConnection($"Data Source={FilePath};Pooling=False"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            var requests = Enumerable.Range(0, 5).Select(number =>
                CommitAsync(store, new CreateNode(Node($"topic:{number}")))).ToArray();
            foreach (var request in requests)
            {
                var failure = await Assert.ThrowsAsync<StoreException>(() => request);
                Assert.Equal(
                    ($"The store {FilePath} is busy: another program works on its file. Try again.", true),
                    (failure.Message, failure.Transient));
            }
        }
        Assert.True((await CommitAsync(store, new CreateNode(Node("topic:0")))).Accepted);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_fails_its_request_and_none_after()
    {
        await WriteTopicsAsync(1);
        Execute("UPDATE node SET data = x'FFFFFF'");
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        var upsert = new UpsertNode(Node("topic:0"), 1);
        for (var count = 0; count < 2; count++)
        {
            var failure = await Assert.ThrowsAsync<StoreException>(() => CommitAsync(store, upsert));
            Assert.StartsWith($"The store {FilePath} holds a record that cannot be read (", failure.Message);
        }
        Assert.True((await CommitAsync(store, new CreateNode(Node("topic:1")))).Accepted);
    }

    [Fact]
    public async Task A_request_with_more_changes_than_an_entry_of_the_log_takes_is_refused()
    {
        await using var store = await SqliteGraphStore.OpenAsync(
            FilePath, new SqliteStoreOptions { CommitBytesMax = 10_000 });
        var text = Text(new('x', 4_000));
        var result = await CommitAsync(store, [.. Enumerable.Range(0, 3)
            .Select(number => new CreateNode(Node($"topic:{number}", ("description", text))))]);
        Assert.Equal([OutcomeKind.Undone, OutcomeKind.Undone, OutcomeKind.Refused],
            result.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(
            new Refusal(ErrorCodes.TooLarge,
                "The request holds more than 10000 bytes of changes. Send it in several requests."),
            result.Outcomes[2].Refusal);
    }

    [Fact]
    public async Task A_request_that_makes_the_program_fail_takes_no_other_with_it()
    {
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        var requests = Enumerable.Range(0, 20).Select(number => number == 7
            ? CommitAsync(store, new CreateNode(Node("topic:7", ("name", Text("\uD83D")))))
            : CommitAsync(store, new CreateNode(Node($"topic:{number}")))).ToArray();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => requests[7]);
        await Task.WhenAll(requests.Where((_, number) => number != 7));
        Assert.Equal(19, await store.GetSequenceAsync());
    }

    [Fact]
    public async Task A_log_that_was_cut_says_where_it_begins()
    {
        await WriteTopicsAsync(5);
        Execute("DELETE FROM log WHERE sequence <= 2");
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        var pruned = await Assert.ThrowsAsync<ChangesPrunedException>(() => ReadLogAsync(store, 1));
        Assert.Equal(3, pruned.Oldest);
        var rest = await ReadLogAsync(store, 2);
        Assert.Equal([3L, 4, 5], rest);
    }

    [Fact]
    public async Task A_log_with_a_gap_is_damaged()
    {
        await WriteTopicsAsync(5);
        Execute("DELETE FROM log WHERE sequence = 3");
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        var failure = await Assert.ThrowsAsync<StoreException>(() => ReadLogAsync(store, 0));
        Assert.Equal(
            $"The log of the store {FilePath} is damaged: entry 3 should follow, but 4 does. Restore it from a backup.",
            failure.Message);
    }

    [Fact]
    public async Task A_store_that_was_disposed_takes_nothing_more()
    {
        var store = await SqliteGraphStore.OpenAsync(FilePath);
        var waiting = store.WaitForChangesAsync(0).AsTask();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => CommitAsync(store, new DeleteNode("topic:1")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ReadLogAsync(store, 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ScanAsync());
    }

    [Fact]
    public async Task A_scan_reads_nodes_once_and_then_edges()
    {
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        await using var scan = await store.ScanAsync();
        Assert.Throws<InvalidOperationException>(() => scan.ReadEdgesAsync());
        Assert.Empty(await GraphText.OfAsync(scan));
        Assert.Throws<InvalidOperationException>(() => scan.ReadNodesAsync());
        Assert.Throws<InvalidOperationException>(() => scan.ReadEdgesAsync());
    }

    private async Task WriteTopicsAsync(int count)
    {
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        for (var number = 0; number < count; number++)
            await CommitAsync(store, new CreateNode(Node($"topic:{number}")));
    }

    private async Task<StoreException> RefusedAsync() =>
        await Assert.ThrowsAsync<StoreException>(async () => await SqliteGraphStore.OpenAsync(FilePath));

    private static Task<CommitResult> CommitAsync(SqliteGraphStore store, params Command[] commands) =>
        store.CommitAsync(new CommitRequest(commands, "tester")).AsTask();

    private static async Task<long[]> ReadLogAsync(SqliteGraphStore store, long after)
    {
        var numbers = new List<long>();
        await foreach (var commit in store.ReadChangesAsync(after)) numbers.Add(commit.Sequence);
        return [.. numbers];
    }

    private void Execute(string sql) => Query(sql);

    private object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
