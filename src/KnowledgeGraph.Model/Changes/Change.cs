namespace KnowledgeGraph.Model.Changes;

/// <summary>
/// What was changed, as the log holds it: the state after, so that applying a change twice is the same as once.
/// A closed family.
/// </summary>
public abstract record Change
{
    private protected Change()
    {
    }
}

/// <summary>The node is now this.</summary>
public sealed record NodePut(NodeRecord Node) : Change
{
    /// <summary>There was no such node before. Logs of earlier versions do not say so.</summary>
    public bool IsNew { get; init; }
}

/// <summary>The node is gone, and with it every edge at it.</summary>
public sealed record NodeDeleted(string Id) : Change
{
    /// <summary>The access that it had, by which it is told who hears of it; null in logs that do not say.</summary>
    public string? Access { get; init; }
}

/// <summary>The link is now this.</summary>
public sealed record LinkPut(EdgeRecord Link) : Change;

/// <summary>The link is gone.</summary>
public sealed record LinkRemoved(EdgeType Type, string From, string To) : Change;

/// <summary>The event was recorded.</summary>
public sealed record InteractionRecorded(EdgeRecord Interaction) : Change;

/// <summary>The event was taken back.</summary>
public sealed record InteractionRemoved(EdgeRecord Interaction) : Change;

/// <summary>
/// Nodes were erased, from the log before this too: what was made from it holds what it must not, and is to be built
/// anew from a scan. Says not which.
/// </summary>
/// <param name="Tombstones">By which they are known again.</param>
public sealed record NodesErased(IReadOnlyList<string> Tombstones) : Change;

/// <summary>One entry of the change log: what one transaction changed.</summary>
/// <param name="Sequence">Its number; the first is 1, each next is one more.</param>
/// <param name="At">When it was committed, as UTC ticks.</param>
/// <param name="Actor">Who asked for it: a member's id, or the name of a program.</param>
/// <param name="Changes">The changes, in order.</param>
public sealed record Commit(long Sequence, long At, string Actor, IReadOnlyList<Change> Changes);
