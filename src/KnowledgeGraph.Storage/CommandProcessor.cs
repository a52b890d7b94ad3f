using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Storage;

/// <summary>
/// The one way in: checks that commands are valid in themselves (<see cref="CommandRules"/>), then has the store
/// carry out those that are. Importers and mutations both come through here. Safe for use by many threads at once.
/// </summary>
/// <param name="store">Where they are carried out.</param>
/// <param name="access">By kind, the `access` of nodes that do not say; null for the table's defaults.</param>
/// <param name="mergedInto">
/// The id of the node into which the one of an id was merged, null for every other id: commands that name the one mean
/// the other, but for those of a request that says which version it was made from. Null where nothing was merged.
/// </param>
public sealed class CommandProcessor(
    IGraphStore store, IReadOnlyDictionary<NodeKind, string>? access = null, Func<string, string?>? mergedInto = null)
{
    /// <summary>
    /// Validates, fills in defaults, and commits. A command that is not valid is refused as if the store had refused
    /// it, with all its mistakes, under the request's policy: under <see cref="RefusalPolicy.RefuseAll"/> the store is
    /// then not asked at all.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// There are more than <see cref="Limits.CommandsPerCommitMax"/> commands, or the actor is not a short valid text.
    /// </exception>
    /// <exception cref="StoreException">The store failed.</exception>
    public ValueTask<CommitResult> ExecuteAsync(CommitRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var commands = request.Commands;
        if (commands.Count > Limits.CommandsPerCommitMax)
        {
            throw new ArgumentException(
                $"A request holds {commands.Count} commands; send at most {Limits.CommandsPerCommitMax} at once.",
                nameof(request));
        }
        if (CommandRules.CheckActor(request.Actor) is { } mistake)
            throw new ArgumentException(mistake.Message, nameof(request));

        var completed = new Command[commands.Count];
        Outcome[]? refused = null;
        for (var index = 0; index < completed.Length; index++)
        {
            completed[index] = CommandDefaults.Fill(commands[index], access);
            if (mergedInto is not null && request.ExpectedSequence is null)
                completed[index] = MergedTargets.Resolve(completed[index], mergedInto);
            var refusals = CommandRules.Check(completed[index]);
            if (refusals.Count == 0) continue;
            refused ??= new Outcome[completed.Length];
            refused[index] = new Outcome(refusals);
        }
        if (refused is null) return store.CommitAsync(request with { Commands = completed }, cancellation);
        return request.OnRefusal == RefusalPolicy.RefuseAll
            ? RefuseAllAsync(refused, cancellation)
            : SkipAsync(request, completed, refused, cancellation);
    }

    private async ValueTask<CommitResult> RefuseAllAsync(Outcome[] outcomes, CancellationToken cancellation)
    {
        foreach (ref var outcome in outcomes.AsSpan())
        {
            if (outcome.Kind != OutcomeKind.Refused) outcome = new Outcome(OutcomeKind.Undone);
        }
        return new CommitResult(await store.GetSequenceAsync(cancellation).ConfigureAwait(false), outcomes);
    }

    private async ValueTask<CommitResult> SkipAsync(
        CommitRequest request, Command[] commands, Outcome[] outcomes, CancellationToken cancellation)
    {
        var valid = commands.Where((_, index) => outcomes[index].Kind != OutcomeKind.Refused).ToArray();
        var result = await store.CommitAsync(request with { Commands = valid }, cancellation).ConfigureAwait(false);
        var next = 0;
        foreach (ref var outcome in outcomes.AsSpan())
        {
            if (outcome.Kind != OutcomeKind.Refused) outcome = result.Outcomes[next++];
        }
        return result with { Outcomes = outcomes };
    }
}
