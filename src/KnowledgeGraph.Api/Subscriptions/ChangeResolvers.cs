using System.Runtime.CompilerServices;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Feed;

namespace KnowledgeGraph.Api.Subscriptions;

/// <summary>`changes`: the feed of the read model, each event answered on the newest version, which holds it.</summary>
internal static class ChangeResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Subscription("changes", OpenAsync);
        schema.Object<FeedEvent>("Subscription").EachObject<FeedEvent>("changes", (one, _) => one);
        schema.Object<FeedEvent>("ChangeEvent")
            .Each("type", (one, _) => one.Type.ToString().ToUpperInvariant())
            .Each("cursor", (one, _) => one.Position.ToCursor())
            .Each("at", (one, _) => one.Actor is null ? (DateTime?)null : new DateTime(one.At, DateTimeKind.Utc))
            .Each("madeBy", (one, context) => FeedAccess.ActorOf(one, context.Reader()))
            .Each("nodeId", (one, _) => one.NodeId)
            .Each("nodeKind", (one, _) => ChangeFilter.KindOf(one.NodeId) is { } kind ? NameOf(kind) : null)
            .EachObject<int>("node", (one, context) => Find(one.NodeId, context))
            .Each("linkType", (one, _) => EdgeName(one, EdgeFamily.Link))
            .Each("interactionType", (one, _) => EdgeName(one, EdgeFamily.Interaction))
            .Each("targetId", (one, _) => one.TargetId)
            .EachObject<int>("target", (one, context) => Find(one.TargetId, context))
            .Each("dropped", (one, _) =>
                one.Type == FeedEventType.Lagged ? (int?)Math.Min(one.Dropped, int.MaxValue) : null);
    }

    /// <summary>The schema's name of a kind.</summary>
    public static string NameOf(NodeKind kind) => FieldNames.EnumValue(FieldNames.Singular(NodeKinds.Of(kind)));

    private static async ValueTask<IAsyncEnumerable<SourceEvent>> OpenAsync(FieldContext context, string? lastEventId)
    {
        var community = context.State<CommunityContext>();
        var filter = ChangeFilter.Read(context);
        // Who comes back sends the same arguments again: what it has had since counts more.
        var cursor = lastEventId ?? context.String("after");
        var (position, error) = await community.Changes
            .LocateAsync(cursor, context.CancellationToken).ConfigureAwait(false);
        if (error is not null) throw new GraphQLException(error.Message, error.Code);
        return ReadAsync(community, filter, position);
    }

    private static async IAsyncEnumerable<SourceEvent> ReadAsync(
        CommunityContext community, ChangeFilter filter, FeedPosition after,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var one in community.Changes.ReadAsync(after, cancellation).ConfigureAwait(false))
        {
            // Told of only after it is published, so that the newest version holds it.
            var now = community.Renew();
            if (filter.Keeps(one, now.Reader)) yield return new SourceEvent(one, now, one.Position.ToCursor());
        }
    }

    private static int? Find(string? id, FieldContext context) =>
        id is not null && context.Reader().TryFind(id, out var node) ? node : null;

    private static string? EdgeName(FeedEvent one, EdgeFamily family) =>
        one.Edge is { } type && EdgeTypes.Of(type).Family == family ? EdgeTypes.Of(type).Name : null;
}
