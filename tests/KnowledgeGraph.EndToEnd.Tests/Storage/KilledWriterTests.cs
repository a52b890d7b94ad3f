using System.Diagnostics;
using KnowledgeGraph.Tests.Support;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Storage;
using Xunit;
using Xunit.Abstractions;
using FactAttribute = Xunit.FactAttribute;

namespace KnowledgeGraph.EndToEnd.Tests.Storage;

/// <summary>A process that writes and is killed, as by `kill -9`, at moments that it does not choose.</summary>
public sealed class KilledWriterTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.PathOf("graph.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill_and_the_log_has_no_gap()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var acknowledged = new Dictionary<long, string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            foreach (var (sequence, name) in await WriteUntilKilledAsync($"run{kill}", random.Next(5, 500)))
                acknowledged.Add(sequence, name);

            await using var store = await SqliteGraphStore.OpenAsync(FilePath);
            await CheckAsync(store, acknowledged, seed);
        }
        output.WriteLine($"{acknowledged.Count} acknowledged");
        Assert.True(acknowledged.Count > Kills);
    }

    [Fact]
    public async Task A_store_in_use_by_another_process_says_by_which_until_that_is_killed()
    {
        using var writer = Start("run");
        try
        {
            await ReadLineAsync(writer);
            var refused = await Assert.ThrowsAsync<StoreException>(
                async () => await SqliteGraphStore.OpenAsync(FilePath));
            Assert.Contains($"is in use by process {writer.Id} on {Environment.MachineName} since", refused.Message);
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync();
        }
        await using var store = await SqliteGraphStore.OpenAsync(FilePath);
        Assert.True(await store.GetSequenceAsync() > 0);
    }

    private static async Task CheckAsync(SqliteGraphStore store, Dictionary<long, string> acknowledged, int seed)
    {
        var replayed = new GraphOracle();
        var log = new List<Commit>();
        await foreach (var commit in store.ReadChangesAsync(0))
        {
            log.Add(commit);
            Assert.True(log.Count == commit.Sequence, $"Seed {seed}: entry {log.Count} is missing.");
            foreach (var change in commit.Changes) replayed.Apply(change);
        }
        foreach (var (sequence, name) in acknowledged)
        {
            Assert.True(sequence <= log.Count, $"Seed {seed}: entry {sequence} was acknowledged and is lost.");
            // What the program would write is what the log says it wrote: all of the request.
            var expected = new GraphOracle();
            var found = new GraphOracle();
            expected.Execute(new CommitRequest(WriterProgram.Commands(name), "writer"));
            foreach (var change in log[(int)sequence - 1].Changes) found.Apply(change);
            Assert.Equal(expected.Lines(), found.Lines());
        }
        await using var scan = await store.ScanAsync();
        Assert.Equal(replayed.Lines(), await GraphText.OfAsync(scan));
    }

    /// <summary>What a run had printed when it was killed, some time after the first line.</summary>
    private async Task<List<(long Sequence, string Name)>> WriteUntilKilledAsync(string run, int milliseconds)
    {
        using var writer = Start(run);
        var lines = new List<string> { await ReadLineAsync(writer) };
        var rest = writer.StandardOutput.ReadToEndAsync();
        await Task.Delay(milliseconds);
        writer.Kill();
        await writer.WaitForExitAsync().WaitAsync(Patience);
        lines.AddRange((await rest).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return [.. lines.Select(line => line.Split(' ')).Select(words => (long.Parse(words[0]), words[1]))];
    }

    private Process Start(string run)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(WriterProgram).Assembly.Location);
        start.ArgumentList.Add(FilePath);
        start.ArgumentList.Add(run);
        return Process.Start(start)!;
    }

    private static async Task<string> ReadLineAsync(Process writer) =>
        await writer.StandardOutput.ReadLineAsync().WaitAsync(Patience)
        ?? throw new InvalidOperationException($"It wrote nothing: {await writer.StandardError.ReadToEndAsync()}");
}
