using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>
/// Neo4j and what stands before it fail while there are writes: nothing that was acknowledged is lost, nothing is done
/// twice, and the store goes on by itself. More rounds with FAULT_ROUNDS, another run with FAULT_SEED.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    [Neo4jFact]
    public async Task A_server_that_hangs_answers_503_or_drops_the_connection_loses_and_doubles_nothing()
    {
        var random = new Random(RandomSeed.Next("FAULT_SEED", output));
        var rounds = RandomSeed.Count("FAULT_ROUNDS", 4);
        using var turn = await Neo4jTurn.TakeAsync();
        await using var proxy = await FaultyProxy.StartAsync(turn.Options.Address);
        var acknowledged = new AcknowledgedWrites();
        var options = turn.Options with
        {
            Address = proxy.Address, RequestTimeout = TimeSpan.FromSeconds(2), RetryTimeout = TimeSpan.FromSeconds(20),
        };
        for (var round = 0; round < rounds; round++)
        {
            await using var store = await Neo4jGraphStore.OpenAsync(options);
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 4)
                .Select(writer => acknowledged.WriteAsync(store, $"r{round}.{writer}", stop.Token)).ToArray();
            proxy.Choose = _ => Roll(random);
            await Task.Delay(2_500);
            proxy.Choose = _ => Fault.None;
            await acknowledged.WaitForAsync(acknowledged.Count + 8);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }
        output.WriteLine($"{acknowledged.Count} acknowledged");
        await using var direct = await turn.OpenAsync();
        await acknowledged.CheckAsync(direct);
    }

    [Neo4jFact]
    public async Task Neo4j_killed_in_the_middle_of_writes_keeps_what_was_acknowledged_and_the_store_comes_back()
    {
        var random = new Random(RandomSeed.Next("FAULT_SEED", output));
        var kills = RandomSeed.Count("FAULT_ROUNDS", 1);
        await using var program = await Neo4jProgram.StartAsync();
        await Neo4jGraphStore.MigrateAsync(program.Options);
        var acknowledged = new AcknowledgedWrites();
        await using var store = await Neo4jGraphStore.OpenAsync(
            program.Options with { RetryTimeout = TimeSpan.FromMinutes(4) });
        for (var kill = 0; kill < kills; kill++)
        {
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 8)
                .Select(writer => acknowledged.WriteAsync(store, $"k{kill}.{writer}", stop.Token)).ToArray();
            await acknowledged.WaitForAsync(acknowledged.Count + 20);
            await Task.Delay(random.Next(300));
            await program.KillAsync();
            var atKill = acknowledged.Count;
            await program.StartAgainAsync();
            // The same store, which nobody opened again.
            await acknowledged.WaitForAsync(atKill + 20);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            await acknowledged.CheckAsync(store);
        }
        output.WriteLine($"{acknowledged.Count} acknowledged over {kills} kills");
    }

    [Neo4jFact]
    public async Task An_import_that_is_killed_is_whole_after_it_is_run_again()
    {
        var random = new Random(RandomSeed.Next("FAULT_SEED", output));
        var kills = RandomSeed.Count("FAULT_ROUNDS", 1);
        using var turn = await Neo4jTurn.TakeAsync();
        using var folder = new TemporaryFolder();
        var seed = Repository.PathOf("seed/community.ndjson.gz");
        await using var embedded = await SqliteGraphStore.OpenAsync(folder.PathOf("expected.db"));
        await new Import.ImportRunner(new CommandProcessor(embedded)).RunAsync(new NdjsonImporter(seed));
        var expected = await GraphDigest.OfAsync(embedded);
        var cutOff = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            if (kill > 0) await turn.EmptyAsync();
            await using (var import = ProgramProcess.Start(
                turn.Environment(), "import", "ndjson", seed, "--data", folder.Root))
            {
                while (await turn.NumberAsync("MATCH (log:ChangeLog) RETURN log.sequence") == 0)
                {
                    Assert.False(import.HasExited, import.Output + import.Errors);
                    await Task.Delay(10);
                }

                await Task.Delay(random.Next(1_000));
                if (!import.HasExited) cutOff++;
                await import.KillAsync();
            }

            await using (var again = ProgramProcess.Start(
                turn.Environment(), "import", "ndjson", seed, "--data", folder.Root))
            {
                Assert.Equal(0, (await again.WaitAsync(atMost: TimeSpan.FromMinutes(2))).ExitCode);
            }

            await using var shared = await turn.OpenAsync();
            Assert.Equal(expected, await GraphDigest.OfAsync(shared));
        }

        output.WriteLine($"{cutOff} of {kills} imports were cut off");
    }

    private static Fault Roll(Random random)
    {
        lock (random)
        {
            return random.Next(100) switch
            {
                < 4 => Fault.Unavailable,
                < 8 => Fault.DroppedBefore,
                < 14 => Fault.DroppedAfter,
                < 15 => Fault.Hanging,
                < 17 => Fault.Late,
                _ => Fault.None,
            };
        }
    }
}
