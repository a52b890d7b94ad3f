using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>`migrate-store`, there and back: the graph, the audit, and who was erased.</summary>
public sealed class MigrateStoreTests : IDisposable
{
    private const string Erased = "member:zephyrine";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Neo4jFact]
    public async Task A_community_moves_there_and_back_with_its_audit_and_nobody_who_was_erased_returns()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        var before = await FillAsync(_folder.PathOf("a/community.db"));

        Assert.Equal(0, (await RunAsync(turn, "neo4j", "a")).ExitCode);
        await using (var shared = await turn.OpenAsync())
        {
            Assert.Equal(before, (await AuditAsync(shared)).Take(before.Length));
            await RefusesAsync(shared);
        }

        // Nothing is there twice, whoever runs it again.
        var again = await RunAsync(turn, "neo4j", "a");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"{before.Length:N0} entries of the audit, 1 erased ids", again.Output,
            StringComparison.Ordinal);
        await using (var shared = await turn.OpenAsync())
            Assert.Equal(before, (await AuditAsync(shared)).Take(before.Length));

        var back = await RunAsync(turn, "sqlite", "b");
        Assert.Equal(0, back.ExitCode);
        var lines = back.Output.Split('\n');
        Assert.Equal(lines[0].Replace("source", "target", StringComparison.Ordinal), lines[1]);
        await using var embedded = await SqliteGraphStore.OpenAsync(_folder.PathOf("b/community.db"));
        Assert.Equal(before, (await AuditAsync(embedded)).Take(before.Length));
        await RefusesAsync(embedded);
        // What a backup of the new file could bring back is known beside it, too.
        Assert.Contains(Tombstone.Of(Erased), await File.ReadAllTextAsync(_folder.PathOf("b/community.db.erased")),
            StringComparison.Ordinal);
    }

    [Neo4jFact]
    public async Task A_target_that_has_an_audit_of_its_own_is_said_to_be_not_whole()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await FillAsync(_folder.PathOf("a/community.db"));
        await using (var shared = await turn.OpenAsync())
            await ((IMemberRecords)shared).NoteAsync("somebody", new AuditStamp("exportMember"), []);
        var result = await RunAsync(turn, "neo4j", "a");
        Assert.Equal(6, result.ExitCode);
        Assert.Contains("was it empty before", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>A small community with 1,204 entries in its audit, the last but two an erasure.</summary>
    private static async Task<string[]> FillAsync(string path)
    {
        await using var store = await SqliteGraphStore.OpenAsync(path);
        var stamp = new AuditStamp("import", "a subject", "request 1");
        await CommitAsync(new CreateNode(Make.Node(Erased)), new CreateNode(Make.Node("topic:one")),
            new CreateNode(Make.Node("topic:two")));
        await Task.WhenAll(Enumerable.Range(0, 1_200).Select(number => store.NoteAsync(
            $"member:{number}", new AuditStamp("exportMember", $"s{number}"), [$"member:{number}", "topic:one"])
            .AsTask()));
        await store.EraseAsync(new ErasureRequest([Erased], "admin", new AuditStamp("eraseMember")));
        await CommitAsync(new PutLink(Make.Link(EdgeType.SubtopicOf, "topic:one", "topic:two")));
        await store.NoteAsync("member:ann", new AuditStamp("exportMember"), []);
        return await AuditAsync(store);

        async Task CommitAsync(params Command[] commands) => Assert.True(
            (await store.CommitAsync(new CommitRequest(commands, "member:ann") { Audit = stamp })).Accepted);
    }

    private static async Task RefusesAsync(IGraphStore store)
    {
        var result = await store.CommitAsync(new CommitRequest([new CreateNode(Make.Node(Erased))], "import"));
        Assert.Equal(ErrorCodes.MemberErased, result.Outcomes[0].Refusal?.Code);
    }

    /// <summary>The audit, oldest first.</summary>
    private static async Task<string[]> AuditAsync(IGraphStore store)
    {
        var entries = new List<string>();
        await foreach (var entry in ((IMemberRecords)store).ReadAuditAsync())
            entries.Add($"{entry with { Targets = [] }} {string.Join(' ', entry.Targets)}");
        entries.Reverse();
        return [.. entries];
    }

    private async Task<ProgramResult> RunAsync(Neo4jTurn turn, string target, string folder)
    {
        await using var program = ProgramProcess.Start(
            turn.Environment(), "migrate-store", target, "--data", _folder.PathOf(folder));
        return await program.WaitAsync();
    }
}
