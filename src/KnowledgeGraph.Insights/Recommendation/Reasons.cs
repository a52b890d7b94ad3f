using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>One sentence for each recommendation: from its strongest path, in the reader's language.</summary>
public static class Reasons
{
    /// <summary>The sentence; it speaks to the member itself where it is the viewer, and of it otherwise.</summary>
    public static string Of(GraphReader reader, Recommendation recommendation, ReasonLanguage language)
    {
        if (recommendation.Paths.Count == 0) return "";
        var path = recommendation.Paths[0];
        var said = language == ReasonLanguage.Zh ? Chinese(reader, path) : English(reader, path);
        var more = recommendation.Paths.Count - 1 + path.Others;
        if (more == 0) return said;
        return language == ReasonLanguage.Zh
            ? $"{said[..^1]}；另有{more}条路径通向它。"
            : $"{said[..^1]}; {more} more {(more == 1 ? "path leads" : "paths lead")} here.";
    }

    /// <summary>The name or title of a node, or its id where it has none.</summary>
    public static string NameOf(GraphReader reader, int node)
    {
        var kind = reader.KindOf(node);
        return reader.Texts(NodeFields.Of(kind, Wording.TitleField(kind))).String(node)
            ?? reader.Ids.String(node)!;
    }

    private static string English(GraphReader reader, RecommendationPath path)
    {
        var (start, middle) = Names(reader, path);
        var since = Begin(reader, path, ReasonLanguage.En) is { } did ? $"Because {did} “{start}”: " : "";
        var it = since.Length == 0 ? $"“{start}”" : "it";
        var said = path.Kind switch
        {
            PathKind.OthersToo => $"others who were active with {it} were active here too.",
            PathKind.SameTopic when middle is not null => $"this is about “{middle}”, as {it} is.",
            PathKind.SameTopic => $"this shares a topic with {it}.",
            PathKind.Linked => $"this is linked to {it}.",
            PathKind.SameAuthor when middle is not null => $"{middle} made both this and {it}.",
            PathKind.SameAuthor => $"this has the same author as {it}.",
            PathKind.Topic => $"this is about {it}.",
            PathKind.NearTopic when middle is not null => $"this is about “{middle}”, which is next to {it}.",
            PathKind.NearTopic => $"this is about a topic next to {it}.",
            PathKind.Followed => "they were active here.",
            PathKind.Next => $"this course comes after {it}.",
            PathKind.Made when middle is not null => $"made “{middle}”, which belongs to {it}.",
            PathKind.Made => $"made {it}.",
            PathKind.Active when middle is not null => $"was active with “{middle}”, which belongs to {it}.",
            PathKind.Active => $"was active with {it}.",
            PathKind.Interested when middle is not null => $"is interested in “{middle}”.",
            PathKind.Interested => $"is interested in {it}.",
            _ => "many are active here these days.",
        };
        return since.Length > 0 ? since + said : char.ToUpperInvariant(said[0]) + said[1..];
    }

    private static string Chinese(GraphReader reader, RecommendationPath path)
    {
        var (start, middle) = Names(reader, path);
        var since = Begin(reader, path, ReasonLanguage.Zh) is { } did ? $"因为{did}“{start}”，" : "";
        var it = since.Length == 0 ? $"“{start}”" : "它";
        return since + path.Kind switch
        {
            PathKind.OthersToo => $"对{it}感兴趣的成员也参与了这里。",
            PathKind.SameTopic when middle is not null => $"这里和{it}都与“{middle}”有关。",
            PathKind.SameTopic => $"这里和{it}主题相同。",
            PathKind.Linked => $"这里与{it}直接相连。",
            PathKind.SameAuthor when middle is not null => $"这里和{it}都出自{middle}。",
            PathKind.SameAuthor => $"这里和{it}出自同一作者。",
            PathKind.Topic => $"这里与{it}有关。",
            PathKind.NearTopic when middle is not null => $"这里与“{middle}”有关，它和{it}相邻。",
            PathKind.NearTopic => $"这里与{it}的相邻主题有关。",
            PathKind.Followed => "其也参与了这里。",
            PathKind.Next => $"这门课程接在{it}之后。",
            PathKind.Made when middle is not null => $"写了与{it}有关的“{middle}”。",
            PathKind.Made => $"参与写成了{it}。",
            PathKind.Active when middle is not null => $"参与过与{it}有关的“{middle}”。",
            PathKind.Active => $"参与过{it}。",
            PathKind.Interested when middle is not null => $"关注“{middle}”。",
            PathKind.Interested => $"关注{it}。",
            _ => "这里最近很活跃。",
        };
    }

    // `you completed`, or `Ada completed`; null where the path begins at no member.
    private static string? Begin(GraphReader reader, RecommendationPath path, ReasonLanguage language)
    {
        if (!BeginsAtMember(path)) return null;
        var member = path.Nodes[0];
        var isViewer = reader.Viewer.MemberId is { } viewer && reader.Ids.String(member) == viewer;
        var did = Wording.Did(reader.TypeOf(path.Edges[0]), language);
        if (language == ReasonLanguage.Zh) return (isViewer ? "你" : NameOf(reader, member)) + did;
        return isViewer
            ? $"you {did}"
            : $"{NameOf(reader, member)} {did.Replace("are ", "is ", StringComparison.Ordinal)}";
    }

    private static (string Start, string? Middle) Names(GraphReader reader, RecommendationPath path)
    {
        var at = BeginsAtMember(path) ? 1 : 0;
        var start = NameOf(reader, path.Nodes[Math.Min(at, path.Nodes.Count - 1)]);
        // Others are not named in sentences, only on the paths themselves; topics, documents and authors are.
        var isNamed = path.Kind != PathKind.OthersToo && path.Nodes.Count > at + 2;
        return (start, isNamed ? NameOf(reader, path.Nodes[^2]) : null);
    }

    // The first edge leads from the member to the start; with fewer edges the first node is the start.
    private static bool BeginsAtMember(RecommendationPath path) =>
        path.HasMember && path.Edges.Count > 0;
}
