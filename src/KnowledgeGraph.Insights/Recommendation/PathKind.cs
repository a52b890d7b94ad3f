using KnowledgeGraph.Graph.Walks;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>What a path says. The names are those of the schema.</summary>
public enum PathKind : byte
{
    /// <summary>Others who did something with the start did something with this too.</summary>
    OthersToo,

    /// <summary>It is about a topic that the start is about.</summary>
    SameTopic,

    /// <summary>A link joins it to the start.</summary>
    Linked,

    /// <summary>Who made the start made this too.</summary>
    SameAuthor,

    /// <summary>It is about the topic that is the start.</summary>
    Topic,

    /// <summary>It is about a topic next to the one that is the start.</summary>
    NearTopic,

    /// <summary>A member who is followed did something with it, or made it.</summary>
    Followed,

    /// <summary>It comes after the course that is the start.</summary>
    Next,

    /// <summary>It, a member, made the start, or something about the topic that is the start.</summary>
    Made,

    /// <summary>It, a member, did something with the start, or with what is about the topic that it is.</summary>
    Active,

    /// <summary>It, a member, is interested in the topic, or in one that the start is about.</summary>
    Interested,

    /// <summary>Many do something with it these days: the more it counts the less is known of the member.</summary>
    Rising,
}

/// <summary>A kind of path: where it may begin and end, along which steps, and how much it counts.</summary>
internal sealed record PathType(
    PathKind Kind, KindSet Starts, KindSet Ends, WalkStep[] Steps, double Weight);

/// <summary>The tables of paths, one for each question.</summary>
internal static class PathTypes
{
    private const double Half = 0.5;

    private static readonly KindSet Items =
        KindSet.Of([NodeKind.Document, NodeKind.CodeRepository, NodeKind.Course, NodeKind.Activity]);

    private static readonly KindSet Member = KindSet.Of([NodeKind.Member]);
    private static readonly KindSet Topic = KindSet.Of([NodeKind.Topic]);
    private static readonly KindSet Course = KindSet.Of([NodeKind.Course]);

    /// <summary>From what a member did, and from nodes, to items.</summary>
    public static IReadOnlyList<PathType> ToItems { get; } =
    [
        new(PathKind.OthersToo, Items, Items,
            [new(WalkRelations.ItemMembers, WalkSettings.Default.StartDegree),
                new(WalkRelations.MemberItems, WalkSettings.Default.MiddleDegree)], 1),
        new(PathKind.SameTopic, Items, Items,
            [new(WalkRelations.ItemTopics, Half), new(WalkRelations.TopicItems, Half)], 0.3),
        new(PathKind.Linked, Items, Items, [new(WalkRelations.ItemLinks, Half)], 0.6),
        new(PathKind.SameAuthor, Items, Items,
            [new(WalkRelations.ItemAuthors, Half), new(WalkRelations.AuthorItems, Half)], 0.3),
        new(PathKind.Topic, Topic, Items, [new(WalkRelations.TopicItems, Half)], 0.6),
        new(PathKind.NearTopic, Topic, Items,
            [new(WalkRelations.TopicTopics, Half), new(WalkRelations.TopicItems, Half)], 0.2),
        new(PathKind.Followed, Member, Items, [new(WalkRelations.MemberItems, Half)], 0.4),
        new(PathKind.Followed, Member, Items, [new(WalkRelations.AuthorItems, Half)], 0.6),
    ];

    /// <summary>No walk: what is busy, by itself.</summary>
    public static PathType RisingNow { get; } = new(PathKind.Rising, Items, Items, [], 1);

    /// <summary>From a course to courses.</summary>
    public static IReadOnlyList<PathType> ToNextCourses { get; } =
    [
        new(PathKind.Next, Course, Course, [new(WalkRelations.CourseCourses, Half)], 2),
        new(PathKind.OthersToo, Course, Course,
            [new(WalkRelations.ItemMembers, WalkSettings.Default.StartDegree),
                new(WalkRelations.MemberItems, WalkSettings.Default.MiddleDegree)], 1),
        new(PathKind.SameTopic, Course, Course,
            [new(WalkRelations.ItemTopics, Half), new(WalkRelations.TopicItems, Half)], 0.3),
    ];

    /// <summary>From a topic, a repository, or any item to members.</summary>
    public static IReadOnlyList<PathType> ToMembers { get; } =
    [
        new(PathKind.Made, Topic, Member,
            [new(WalkRelations.TopicItems, Half), new(WalkRelations.ItemAuthors, Half)], 1),
        new(PathKind.Active, Topic, Member,
            [new(WalkRelations.TopicItems, Half), new(WalkRelations.ItemMembers, Half)], 0.3),
        new(PathKind.Interested, Topic, Member, [new(WalkRelations.TopicMembers, Half)], 0.1),
        new(PathKind.Made, Items, Member, [new(WalkRelations.ItemAuthors, Half)], 1),
        new(PathKind.Active, Items, Member, [new(WalkRelations.ItemMembers, Half)], 1),
        new(PathKind.Active, Items, Member,
            [new(WalkRelations.ItemLinks, Half), new(WalkRelations.ItemMembers, Half)], 0.6),
        new(PathKind.Made, Items, Member,
            [new(WalkRelations.ItemLinks, Half), new(WalkRelations.ItemAuthors, Half)], 0.8),
        new(PathKind.SameTopic, Items, Member,
            [new(WalkRelations.ItemTopics, Half), new(WalkRelations.TopicItems, Half),
                new(WalkRelations.ItemAuthors, Half)], 0.6),
        new(PathKind.Interested, Items, Member,
            [new(WalkRelations.ItemTopics, Half), new(WalkRelations.TopicMembers, Half)], 0.4),
        new(PathKind.SameAuthor, Items, Member,
            [new(WalkRelations.ItemAuthors, Half), new(WalkRelations.AuthorItems, Half),
                new(WalkRelations.ItemAuthors, Half)], 0.4),
        new(PathKind.Followed, Member, Member, [new(WalkRelations.Following, Half)], 0.4),
    ];
}
