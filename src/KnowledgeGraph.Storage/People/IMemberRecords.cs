using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Storage.People;

/// <summary>
/// The port to what a store keeps about people beside the graph: who changed what, and that somebody is forgotten.
/// Every store has it. Safe for use by many threads at once.
/// </summary>
public interface IMemberRecords
{
    /// <summary>
    /// The audit, newest first: one entry for each commit that changed something, and one for each
    /// <see cref="NoteAsync"/>. Entries are only ever added; erasing a member takes its name out of them.
    /// </summary>
    /// <param name="before">Only entries with a smaller number.</param>
    /// <param name="cancellation">Ends the reading.</param>
    IAsyncEnumerable<AuditEntry> ReadAuditAsync(long before = long.MaxValue, CancellationToken cancellation = default);

    /// <summary>Adds an entry for something that changed nothing, such as an export.</summary>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask NoteAsync(
        string actor, AuditStamp stamp, IReadOnlyList<string> targets, CancellationToken cancellation = default);

    /// <summary>
    /// Takes nodes out of everything that the store holds: the graph with every edge at them, every entry of the log
    /// and of the audit, and the bytes that deleting leaves behind in its files. Their ids are remembered as
    /// <see cref="Tombstone"/>s, which keep them from being created again, from a backup too. Ends with an entry of the
    /// log, <see cref="NodesErased"/>, at which who follows the log builds anew.
    /// </summary>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask<ErasureResult> EraseAsync(ErasureRequest request, CancellationToken cancellation = default);

    /// <summary>The digests of all erased ids, in order.</summary>
    ValueTask<IReadOnlyList<string>> ReadTombstonesAsync(CancellationToken cancellation = default);

    /// <summary>
    /// Takes over what another store kept. Done twice it does no harm: entries are added where the audit ends at
    /// <see cref="MovedRecords.After"/> alone.
    /// </summary>
    /// <exception cref="StoreException">The store failed.</exception>
    ValueTask TakeOverAsync(MovedRecords records, CancellationToken cancellation = default);
}

/// <summary>What one store kept about people, for another.</summary>
/// <param name="Tombstones">Digests of erased ids; those that are known already are passed over.</param>
/// <param name="Entries">Entries of the audit in order; their numbers follow those that are there.</param>
/// <param name="After">How many entries the audit must have before.</param>
public sealed record MovedRecords(
    IReadOnlyList<string> Tombstones, IReadOnlyList<AuditEntry> Entries, long After);

/// <summary>What the audit says of a request besides what it changed.</summary>
/// <param name="Action">What was asked for, such as `updateDocument` or `import`.</param>
/// <param name="Subject">The subject of the token; null for a command on the machine.</param>
/// <param name="RequestId">The id under which the server's log has the request; null for a command.</param>
public sealed record AuditStamp(string Action, string? Subject = null, string? RequestId = null)
{
    /// <summary>The most targets that an entry names.</summary>
    public const int TargetsMax = 20;

    /// <summary>What is known of a commit that brings no stamp.</summary>
    public static AuditStamp None { get; } = new("commit");
}

/// <summary>An entry of the audit.</summary>
/// <param name="Number">Its place: 1 is the first, each next is larger.</param>
/// <param name="At">When, as UTC ticks.</param>
/// <param name="Actor">Who did it: a member's id, or the name of a program.</param>
/// <param name="Stamp">What was asked for, and with what.</param>
/// <param name="Sequence">The number of its entry in the log of changes; 0 where it changed nothing.</param>
/// <param name="ChangeCount">How many changes that holds.</param>
/// <param name="Targets">
/// The first of the nodes that it is about, each once, at most <see cref="AuditStamp.TargetsMax"/>.
/// </param>
public sealed record AuditEntry(
    long Number,
    long At,
    string Actor,
    AuditStamp Stamp,
    long Sequence,
    int ChangeCount,
    IReadOnlyList<string> Targets);

/// <summary>A request to erase.</summary>
/// <param name="Ids">The nodes: a member, and what is to go with it. Ids that are not there are passed over.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="Stamp">What the audit says of it.</param>
public sealed record ErasureRequest(IReadOnlyList<string> Ids, string Actor, AuditStamp Stamp);

/// <summary>What an erasure did.</summary>
/// <param name="Sequence">The number of its entry in the log.</param>
/// <param name="Nodes">Nodes erased.</param>
/// <param name="LogEntries">Entries of the log that were written anew.</param>
/// <param name="IsScrubbed">
/// No file of the store holds any of it any more. False where a reader held up the scrubbing, which the next start of
/// the store then does.
/// </param>
public sealed record ErasureResult(long Sequence, int Nodes, int LogEntries, bool IsScrubbed);
