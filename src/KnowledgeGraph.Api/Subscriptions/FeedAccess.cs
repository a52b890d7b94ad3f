using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Feed;

namespace KnowledgeGraph.Api.Subscriptions;

/// <summary>Who hears of which change: who may see what it is about.</summary>
internal static class FeedAccess
{
    /// <summary>
    /// The reader, of a version that holds the change, may be told of it. What is there no more, and of which the log
    /// does not say who saw it, is told to those who see everything.
    /// </summary>
    public static bool Shows(FeedEvent one, GraphReader reader)
    {
        if (one.Edge is { } type && EdgeTypes.Of(type).Personal && !reader.Viewer.ListsPersonal
            && one.NodeId != reader.Viewer.MemberId)
        {
            return false;
        }

        if (reader.Viewer.SeesEverything) return true;
        return one.Type == FeedEventType.Deleted
            ? one.Access is { } access && reader.Viewer.Sees(access)
            : Sees(one.NodeId!, reader) && (one.TargetId is null || Sees(one.TargetId, reader));
    }

    /// <summary>Who did it; null where that is a member who is not to be seen.</summary>
    public static string? ActorOf(FeedEvent one, GraphReader reader) =>
        one.Actor is null || reader.NamesHidden(one.Actor) ? null : one.Actor;

    private static bool Sees(string id, GraphReader reader) => reader.TryFind(id, out _);
}
