using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Feed;

namespace KnowledgeGraph.Api.Subscriptions;

/// <summary>Which changes a subscriber wants: by the kinds of nodes and by what they are about. Immutable.</summary>
/// <param name="kinds">Null for all; an empty set keeps nothing.</param>
/// <param name="topics">Ids; null for all; an empty set keeps nothing but deletions.</param>
internal sealed class ChangeFilter(HashSet<NodeKind>? kinds, HashSet<string>? topics)
{
    private static readonly NodeKind[] AllKinds = [.. NodeKinds.All.Select(kind => kind.Kind)];

    private static readonly Relation?[] TopicsOf = [.. NodeKinds.All.Select(kind =>
        EdgeTypes.Of(EdgeType.About).From.Contains(kind.Kind)
            ? ReadModel.Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic)
            : null)];

    /// <exception cref="GraphQLException">There are too many topics.</exception>
    public static ChangeFilter Read(FieldContext context)
    {
        var topics = context.List("topics");
        if (topics?.Count > Limits.FilterConditionsMax)
        {
            throw new GraphQLException(
                $"`topics` has {topics.Count} ids: at most {Limits.FilterConditionsMax} are taken.",
                GraphQLErrorCodes.LimitExceeded);
        }

        var names = context.List("kinds")?.Select(kind => kind.AsString()).ToHashSet();
        return new ChangeFilter(
            names is null ? null : [.. AllKinds.Where(kind => names.Contains(ChangeResolvers.NameOf(kind)))],
            topics?.Select(topic => topic.AsString()).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The kind that an id names; null for none.</summary>
    public static NodeKind? KindOf(string? id) =>
        id is not null && NodeIds.TryGetKind(id, out var kind) ? kind : null;

    public bool Keeps(FeedEvent one, GraphReader reader)
    {
        if (one.Type == FeedEventType.Lagged) return true;
        if (!FeedAccess.Shows(one, reader)) return false;
        if (kinds is not null && !IsOfKind(one.NodeId) && !IsOfKind(one.TargetId)) return false;
        return topics is null || one.Type == FeedEventType.Deleted
            || IsAbout(one.NodeId, reader) || IsAbout(one.TargetId, reader);
    }

    private bool IsOfKind(string? id) => KindOf(id) is { } kind && kinds!.Contains(kind);

    private bool IsAbout(string? id, GraphReader reader)
    {
        if (id is null) return false;
        if (topics!.Contains(id)) return true;
        if (KindOf(id) is not { } kind || TopicsOf[(int)kind] is not { } about || !reader.TryFind(id, out var node))
            return false;
        foreach (var topic in topics)
        {
            if (reader.TryFind(topic, out var wanted) && reader.AreJoined(about, node, wanted)) return true;
        }

        return false;
    }
}
