using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Storage.People;

/// <summary>What every store has to keep about people, and to forget.</summary>
public abstract class MemberRecordsContract : IAsyncLifetime
{
    private protected const string Name = "Zephyrine Quillfeather";
    private protected const string MemberId = "member:zephyrine";

    private IGraphStore _store = null!;

    private IMemberRecords Records => (IMemberRecords)_store;

    /// <summary>Opens the store of this test; once more, after it was disposed, the same one.</summary>
    protected abstract ValueTask<IGraphStore> OpenAsync();

    public async Task InitializeAsync() => _store = await OpenAsync();

    public virtual async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Each_commit_that_changes_something_has_an_entry_newest_first()
    {
        var stamp = new AuditStamp("createTopic", "subject 7", "request 1");
        await CommitAsync(stamp, new CreateNode(Make.Node("topic:one")), new CreateNode(Make.Node("topic:two")));
        await CommitAsync(stamp, new RemoveLink(EdgeType.SubtopicOf, "topic:one", "topic:two"));
        await _store.CommitAsync(new CommitRequest(
            [new PutLink(Make.Link(EdgeType.SubtopicOf, "topic:one", "topic:two"))], "import"));
        await Records.NoteAsync("member:ann", new AuditStamp("exportMember"), ["member:bob"]);

        var entries = await AuditAsync();
        Assert.Equal(
            [
                "member:ann exportMember 0 0 member:bob",
                "import commit 2 1 topic:one topic:two",
                "tester createTopic 1 2 topic:one topic:two",
            ],
            entries.Select(entry => $"{entry.Actor} {entry.Stamp.Action} {entry.Sequence} {entry.ChangeCount} "
                + string.Join(' ', entry.Targets)));
        Assert.Equal(stamp, entries[^1].Stamp);
        Assert.Equal(entries.OrderByDescending(entry => entry.Number), entries);
        var older = await AuditAsync(entries[0].Number);
        Assert.Equal(entries.Skip(1).Select(entry => entry.Number), older.Select(entry => entry.Number));
    }

    [Fact]
    public async Task An_erased_member_is_in_no_graph_no_log_and_no_audit()
    {
        await FillAsync();
        var before = await _store.GetSequenceAsync();

        var result = await Records.EraseAsync(
            new ErasureRequest([MemberId], MemberId, new AuditStamp("eraseMember", Name, "request 9")));

        Assert.Equal((before + 1, 1), (result.Sequence, result.Nodes));
        var log = await LogAsync();
        Assert.Equal(Enumerable.Range(1, (int)before + 1), log.Select(it => (int)it.Sequence));
        var all = string.Join('\n', [.. await ScanAsync(), .. log.SelectMany(Describe),
            .. (await AuditAsync()).Select(entry => $"{entry} {string.Join(' ', entry.Targets)}")]);
        Assert.DoesNotContain("zephyrine", all, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("document:hers", all, StringComparison.Ordinal);
        Assert.Equal(Tombstone.Of(MemberId), Assert.Single(Assert.IsType<NodesErased>(log[^1].Changes[0]).Tombstones));

        // Who replays the log comes to what is there.
        var replayed = new GraphOracle();
        foreach (var change in log.SelectMany(commit => commit.Changes).Where(it => it is not NodesErased))
            replayed.Apply(change);
        Assert.Equal(await ScanAsync(), replayed.Lines());
    }

    [Fact]
    public async Task An_erased_id_is_not_taken_again_also_after_a_start()
    {
        await FillAsync();
        await Records.EraseAsync(new ErasureRequest([MemberId], "admin", AuditStamp.None));
        await RefusesAsync();
        await _store.DisposeAsync();
        _store = await OpenAsync();
        await RefusesAsync();

        async Task RefusesAsync()
        {
            Command[] commands =
                [new CreateNode(Make.Node(MemberId)), new UpsertNode(Make.Node(MemberId), ulong.MaxValue)];
            foreach (var command in commands)
            {
                var outcome = (await _store.CommitAsync(new CommitRequest([command], "import"))).Outcomes[0];
                Assert.Equal(ErrorCodes.MemberErased, outcome.Refusal?.Code);
            }
        }
    }

    /// <summary>A member that stands everywhere: as a node, at edges, as who made them and as who asked.</summary>
    private protected async Task FillAsync()
    {
        var stamp = new AuditStamp("import", MemberId, "request 1");
        await CommitAsync(stamp,
            new CreateNode(Make.Node(MemberId, ("displayName", Make.Text("Maiden Zephyrine")))),
            new CreateNode(Make.Node("member:bob")),
            new CreateNode(Make.Node("document:hers")));
        await _store.CommitAsync(new CommitRequest(
            [
                new UpsertNode(Make.Node(MemberId, ("displayName", Make.Text(Name))), ulong.MaxValue),
                new PutLink(Make.Link(EdgeType.Authored, MemberId, "document:hers")),
                new PutLink(Make.Link(
                    EdgeType.Follows, "member:bob", MemberId, null, ("madeBy", Make.Text("member:bob")))),
                new RecordInteraction(Make.Interaction(
                    EdgeType.Commented, $"{MemberId}/1", MemberId, "document:hers", null,
                    ("text", Make.Text($"I am {Name}")))),
                new RecordInteraction(Make.Interaction(
                    EdgeType.Liked, "like/1", "member:bob", "document:hers", null, ("madeBy", Make.Text(MemberId)))),
            ], MemberId) { Audit = stamp });
        await CommitAsync(stamp, new RemoveInteraction($"{MemberId}/1"));
    }

    private protected async Task<CommitResult> CommitAsync(AuditStamp stamp, params Command[] commands)
    {
        var result = await _store.CommitAsync(new CommitRequest(commands, "tester") { Audit = stamp });
        Assert.True(result.Accepted);
        return result;
    }

    private async Task<AuditEntry[]> AuditAsync(long before = long.MaxValue)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in Records.ReadAuditAsync(before)) entries.Add(entry);
        return [.. entries];
    }

    private async Task<Commit[]> LogAsync()
    {
        var commits = new List<Commit>();
        await foreach (var commit in _store.ReadChangesAsync(0)) commits.Add(commit);
        return [.. commits];
    }

    private async Task<string[]> ScanAsync()
    {
        await using var scan = await _store.ScanAsync();
        return await GraphText.OfAsync(scan);
    }

    private static IEnumerable<string> Describe(Commit commit) =>
        commit.Changes.Select(change => $"{commit.Actor} {System.Text.Json.JsonSerializer.Serialize<object>(change)}");
}
