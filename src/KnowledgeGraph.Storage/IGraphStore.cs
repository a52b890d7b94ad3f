using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Storage;

/// <summary>
/// The port to where the community is kept: nodes, edges, and the log of their changes, written together. The store
/// is the only truth; everything else is derived from <see cref="ReadChangesAsync"/> and <see cref="ScanAsync"/>.
/// Safe for use by many threads at once.
/// </summary>
public interface IGraphStore : IAsyncDisposable
{
    /// <summary>The number of the last commit that was acknowledged; 0 for an empty store.</summary>
    ValueTask<long> GetSequenceAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Carries out the commands as one transaction with one entry in the log. When the task completes, the changes
    /// survive a kill of the process and of the machine. Commands are expected to be valid in themselves
    /// (<see cref="CommandProcessor"/> sees to that); the store answers for what depends on its content.
    /// </summary>
    /// <exception cref="StoreException">
    /// The store failed; <see cref="StoreException.Transient"/> says whether to try again.
    /// </exception>
    ValueTask<CommitResult> CommitAsync(CommitRequest request, CancellationToken cancellation = default);

    /// <summary>The entries of the log after <paramref name="after"/>, in order, to the last one there is.</summary>
    /// <exception cref="ChangesPrunedException">
    /// The log no longer reaches back that far: rebuild from a scan.
    /// </exception>
    IAsyncEnumerable<Commit> ReadChangesAsync(long after, CancellationToken cancellation = default);

    /// <summary>Completes when a commit after <paramref name="after"/> can be read.</summary>
    ValueTask WaitForChangesAsync(long after, CancellationToken cancellation = default);

    /// <summary>
    /// Everything there is, as of one sequence number: all nodes by kind and id, then all edges. Ids are in ordinal
    /// order of their UTF-8 bytes, so that two stores of the same content give the same scan.
    /// </summary>
    ValueTask<GraphScan> ScanAsync(CancellationToken cancellation = default);
}

/// <summary>A consistent scan; dispose it when done.</summary>
public abstract class GraphScan : IAsyncDisposable
{
    /// <summary>The number of the last commit that the scan holds.</summary>
    public abstract long Sequence { get; }

    /// <summary>All nodes, by kind, then by id. To be read first, once.</summary>
    public abstract IAsyncEnumerable<NodeRecord> ReadNodesAsync(CancellationToken cancellation = default);

    /// <summary>
    /// All edges: links by type, source and target, then interactions by time and id. To be read once, after the nodes.
    /// </summary>
    public abstract IAsyncEnumerable<EdgeRecord> ReadEdgesAsync(CancellationToken cancellation = default);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What to do with a commit of which a command is refused.</summary>
public enum RefusalPolicy
{
    /// <summary>All or nothing: one refusal undoes the whole.</summary>
    RefuseAll,

    /// <summary>Carry out the others (importers, which report what was skipped).</summary>
    Skip,
}

/// <summary>A request to change the store.</summary>
/// <param name="Commands">The commands, carried out in order.</param>
/// <param name="Actor">Who asks: a member's id, or the name of a program.</param>
/// <param name="OnRefusal">What one refusal means for the others.</param>
public sealed record CommitRequest(
    IReadOnlyList<Command> Commands, string Actor, RefusalPolicy OnRefusal = RefusalPolicy.RefuseAll)
{
    /// <summary>What the audit says of it; null where nobody can be asked.</summary>
    public AuditStamp? Audit { get; init; }

    /// <summary>
    /// The number of the last commit that whoever asks has seen: refused with CONFLICT, the whole of it, where there is
    /// another after that. For what hangs on much of the graph, such as all edges at a node. Null for no condition.
    /// </summary>
    public long? ExpectedSequence { get; init; }
}

/// <summary>What became of a request.</summary>
/// <param name="Sequence">
/// The number of its log entry, or, where it changed nothing, of the last commit that it saw.
/// </param>
/// <param name="Outcomes">One for each command.</param>
public sealed record CommitResult(long Sequence, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>No command was refused.</summary>
    public bool Accepted => Outcomes.All(outcome => outcome.Kind != OutcomeKind.Refused);
}

/// <summary>What became of a command.</summary>
public enum OutcomeKind : byte
{
    Created,
    Changed,
    Unchanged,
    Deleted,
    Refused,

    /// <summary>It would have been carried out, had not another of the same request been refused.</summary>
    Undone,
}

/// <summary>What became of a command, and for a refusal why.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Refusal">The first thing that is wrong with it; null unless it was refused.</param>
public readonly record struct Outcome(OutcomeKind Kind, Refusal? Refusal = null)
{
    private readonly IReadOnlyList<Refusal>? _all;

    /// <summary>A command with these mistakes, of which there is at least one.</summary>
    public Outcome(IReadOnlyList<Refusal> refusals)
        : this(OutcomeKind.Refused, refusals[0]) => _all = refusals;

    /// <summary>All that is wrong with the command, <see cref="Refusal"/> first; empty unless it was refused.</summary>
    public IReadOnlyList<Refusal> Refusals => _all ?? (Refusal is null ? [] : [Refusal]);
}
