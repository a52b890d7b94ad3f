using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>The languages that reasons are given in. The names are those of the schema.</summary>
public enum ReasonLanguage
{
    En,
    Zh,
}

/// <summary>Words for what members do.</summary>
internal static class Wording
{
    /// <summary>As in `you completed X`.</summary>
    public static string Did(EdgeType type, ReasonLanguage language) => language == ReasonLanguage.Zh
        ? type switch
        {
            EdgeType.Viewed => "看过",
            EdgeType.Liked => "喜欢",
            EdgeType.Commented => "评论过",
            EdgeType.Shared => "分享过",
            EdgeType.Bookmarked => "收藏了",
            EdgeType.Edited => "编辑过",
            EdgeType.Reviewed => "评审过",
            EdgeType.Answered => "回答过",
            EdgeType.Enrolled => "报名了",
            EdgeType.Completed => "学完了",
            EdgeType.Rated => "好评过",
            EdgeType.Attended => "参加过",
            EdgeType.Authored => "写了",
            EdgeType.ContributedTo => "贡献过",
            EdgeType.InterestedIn => "关注",
            EdgeType.Follows => "关注",
            EdgeType.Hosts => "主办了",
            _ => "参与过",
        }
        : type switch
        {
            EdgeType.Viewed => "looked at",
            EdgeType.Liked => "liked",
            EdgeType.Commented => "commented on",
            EdgeType.Shared => "shared",
            EdgeType.Bookmarked => "kept",
            EdgeType.Edited => "edited",
            EdgeType.Reviewed => "reviewed",
            EdgeType.Answered => "answered",
            EdgeType.Enrolled => "enrolled in",
            EdgeType.Completed => "completed",
            EdgeType.Rated => "rated highly",
            EdgeType.Attended => "attended",
            EdgeType.Authored => "wrote",
            EdgeType.ContributedTo => "contributed to",
            EdgeType.InterestedIn => "are interested in",
            EdgeType.Follows => "follow",
            EdgeType.Hosts => "host",
            _ => "were active in",
        };

    /// <summary>The field that names a node of a kind.</summary>
    public static string TitleField(NodeKind kind) => kind switch
    {
        NodeKind.Member => "displayName",
        NodeKind.CodeRepository or NodeKind.Topic => "name",
        _ => "title",
    };
}
