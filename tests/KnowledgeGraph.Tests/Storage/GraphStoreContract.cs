using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using Xunit;

namespace KnowledgeGraph.Tests.Storage;

/// <summary>
/// What every store has to do, over the port alone. A store's own class gives the factory; its parts stand in the
/// files beside this one: outcomes, the log, the scan.
/// </summary>
public abstract partial class GraphStoreContract : IAsyncLifetime
{
    private IGraphStore _store = null!;

    /// <summary>How many requests a test at random makes; each costs a store on a server some milliseconds.</summary>
    protected virtual int RandomRequests => 400;

    /// <summary>Opens the store of this test; once more, after it was disposed, the same one.</summary>
    protected abstract ValueTask<IGraphStore> OpenAsync();

    public async Task InitializeAsync() => _store = await OpenAsync();

    public virtual async Task DisposeAsync() => await _store.DisposeAsync();

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await OpenAsync();
    }

    private async Task<CommitResult> CommitAsync(params Command[] commands) =>
        await _store.CommitAsync(new CommitRequest(commands, "tester"));

    private async Task<CommitResult> SkipAsync(params Command[] commands) =>
        await _store.CommitAsync(new CommitRequest(commands, "tester", RefusalPolicy.Skip));

    /// <summary>One command by itself: what became of it.</summary>
    private async Task<Outcome> OutcomeAsync(Command command) => (await CommitAsync(command)).Outcomes[0];

    private static OutcomeKind[] Kinds(CommitResult result) => [.. result.Outcomes.Select(outcome => outcome.Kind)];

    private async Task<Commit[]> LogAsync(long after = 0)
    {
        var commits = new List<Commit>();
        await foreach (var commit in _store.ReadChangesAsync(after)) commits.Add(commit);
        return [.. commits];
    }

    private async Task<string[]> ScanAsync()
    {
        await using var scan = await _store.ScanAsync();
        return await GraphText.OfAsync(scan);
    }

    private async Task<string[]> ReplayAsync()
    {
        var replayed = new GraphOracle();
        foreach (var change in (await LogAsync()).SelectMany(commit => commit.Changes)) replayed.Apply(change);
        return replayed.Lines();
    }
}
