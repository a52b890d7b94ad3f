using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage;

public sealed class CommandProcessorTests : IAsyncLifetime, IDisposable
{
    private static readonly Command Invalid = new CreateNode(Node("topic:a b", ("name", Text("\0"))));

    private readonly TemporaryFolder _folder = new();
    private SqliteGraphStore _store = null!;

    public async Task InitializeAsync() => _store = await SqliteGraphStore.OpenAsync(_folder.PathOf("graph.db"));

    public async Task DisposeAsync() => await _store.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Valid_commands_are_kept_with_their_defaults()
    {
        var result = await ExecuteAsync(RefusalPolicy.RefuseAll, new CreateNode(Bare("topic:a", ("name", Text("A")))));
        Assert.True(result.Accepted);
        Assert.Equal([GraphText.Of(Node("topic:a", ("name", Text("A"))))], await ScanAsync());
    }

    [Fact]
    public async Task One_that_is_not_valid_undoes_all_where_the_request_says_so()
    {
        var result = await ExecuteAsync(RefusalPolicy.RefuseAll, new CreateNode(Node("topic:a")), Invalid);
        Assert.Equal([OutcomeKind.Undone, OutcomeKind.Refused], result.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(["id", "name"], result.Outcomes[1].Refusals.Select(refusal => refusal.Property));
        Assert.Equal("id", result.Outcomes[1].Refusal?.Property);
        Assert.Equal(0, result.Sequence);
        Assert.Empty(await ScanAsync());
    }

    [Fact]
    public async Task One_that_is_not_valid_leaves_the_others_where_the_request_says_so()
    {
        var result = await ExecuteAsync(RefusalPolicy.Skip,
            Invalid, new CreateNode(Node("topic:a")), Invalid, new DeleteNode("topic:b"),
            new CreateNode(Node("topic:c")));
        Assert.Equal(
            [OutcomeKind.Refused, OutcomeKind.Created, OutcomeKind.Refused, OutcomeKind.Refused, OutcomeKind.Created],
            result.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(
            [ErrorCodes.InvalidId, null, ErrorCodes.InvalidId, ErrorCodes.NodeNotFound, null],
            result.Outcomes.Select(outcome => outcome.Refusal?.Code));
        Assert.Equal(2, (await ScanAsync()).Length);
    }

    [Fact]
    public async Task A_request_has_a_limit_of_commands()
    {
        var command = new RemoveInteraction("event:1");
        var most = Enumerable.Repeat<Command>(command, Limits.CommandsPerCommitMax).ToArray();
        Assert.True((await ExecuteAsync(RefusalPolicy.RefuseAll, most)).Accepted);
        await Assert.ThrowsAsync<ArgumentException>(() => ExecuteAsync(RefusalPolicy.RefuseAll, [.. most, command]));
    }

    [Fact]
    public async Task A_request_says_who_asks() => await Assert.ThrowsAsync<ArgumentException>(
        async () => await new CommandProcessor(_store).ExecuteAsync(new CommitRequest([], "")));

    private Task<CommitResult> ExecuteAsync(RefusalPolicy policy, params Command[] commands) =>
        new CommandProcessor(_store).ExecuteAsync(new CommitRequest(commands, "tester", policy)).AsTask();

    private async Task<string[]> ScanAsync()
    {
        await using var scan = await _store.ScanAsync();
        return await GraphText.OfAsync(scan);
    }
}
