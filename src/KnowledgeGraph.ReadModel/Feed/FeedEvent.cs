using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.ReadModel.Feed;

/// <summary>What a feed tells of.</summary>
public enum FeedEventType : byte
{
    Created,
    Updated,
    Deleted,
    Linked,
    Unlinked,
    Recorded,
    Retracted,

    /// <summary>The reader was too slow, and what lies between is not told.</summary>
    Lagged,
}

/// <summary>One change, as much of it as tells what to look at; the content is in the version. Immutable.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Position">Where to go on after it.</param>
/// <param name="At">When, as UTC ticks; 0 for <see cref="FeedEventType.Lagged"/>.</param>
/// <param name="Actor">Who asked for it; null for <see cref="FeedEventType.Lagged"/>.</param>
/// <param name="NodeId">The node, or the one that the edge starts from.</param>
/// <param name="Edge">The type of the edge; null where the change is one of a node.</param>
/// <param name="TargetId">The node that the edge leads to.</param>
/// <param name="Dropped">How many changes were passed over; 0 but for <see cref="FeedEventType.Lagged"/>.</param>
public sealed record FeedEvent(
    FeedEventType Type,
    FeedPosition Position,
    long At,
    string? Actor,
    string? NodeId,
    EdgeType? Edge = null,
    string? TargetId = null,
    long Dropped = 0)
{
    /// <summary>Of a node that was deleted: the access that it had; null where the log does not say.</summary>
    public string? Access { get; init; }

    public static FeedEvent Lagged(FeedPosition resume, long dropped) =>
        new(FeedEventType.Lagged, resume, 0, null, null, Dropped: dropped);

    /// <summary>The changes of a commit.</summary>
    public static IEnumerable<FeedEvent> Of(Commit commit)
    {
        for (var index = 0; index < commit.Changes.Count; index++)
        {
            // Nobody is told who was erased.
            if (commit.Changes[index] is NodesErased) continue;
            var isLast = index == commit.Changes.Count - 1;
            yield return Of(
                commit, new FeedPosition(commit.Sequence, isLast ? FeedPosition.WholeCommit : index), index);
        }
    }

    private static FeedEvent Of(Commit commit, FeedPosition at, int index)
    {
        return commit.Changes[index] switch
        {
            NodePut { IsNew: true } put => Node(FeedEventType.Created, put.Node.Id),
            NodePut put => Node(FeedEventType.Updated, put.Node.Id),
            NodeDeleted deleted => Node(FeedEventType.Deleted, deleted.Id) with { Access = deleted.Access },
            LinkPut { Link: var link } => Edge(FeedEventType.Linked, link.Type, link.From, link.To),
            LinkRemoved link => Edge(FeedEventType.Unlinked, link.Type, link.From, link.To),
            InteractionRecorded { Interaction: var it } => Edge(FeedEventType.Recorded, it.Type, it.From, it.To),
            InteractionRemoved { Interaction: var it } => Edge(FeedEventType.Retracted, it.Type, it.From, it.To),
            var other => throw new InvalidDataException($"No such change: {other.GetType().Name}."),
        };

        FeedEvent Node(FeedEventType type, string id) => new(type, at, commit.At, commit.Actor, id);

        FeedEvent Edge(FeedEventType type, EdgeType edge, string from, string? to) =>
            new(type, at, commit.At, commit.Actor, from, edge, to);
    }
}
