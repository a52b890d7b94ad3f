using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>The steps that walks are made of: each follows several relations at once.</summary>
internal static class WalkRelations
{
    private static readonly NodeKind[] Items =
        [NodeKind.Document, NodeKind.CodeRepository, NodeKind.Course, NodeKind.Activity];

    private static readonly List<RelationSet> Steps = [];

    /// <summary>From an item to the members who did something with it.</summary>
    public static int ItemMembers { get; } = Add([.. EdgeTypes.All
        .Where(type => type.Family == EdgeFamily.Interaction && !type.TargetOptional)
        .Where(type => InteractionWeights.Of(type.Type) > 0)
        .Select(type => Relations.Of(type.Type, EdgeDirection.In))]);

    /// <summary>From a member to what it did something with.</summary>
    public static int MemberItems { get; } = Add([Relations.Interactions]);

    public static int ItemTopics { get; } =
        Add([Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic)]);

    public static int TopicItems { get; } =
        Add([.. Items.Select(kind => Relations.Of(EdgeType.About, EdgeDirection.In, kind))]);

    public static int TopicTopics { get; } = Add(
    [
        Relations.Of(EdgeType.SubtopicOf, EdgeDirection.Out, NodeKind.Topic),
        Relations.Of(EdgeType.SubtopicOf, EdgeDirection.In, NodeKind.Topic),
        Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.Out, NodeKind.Topic),
    ]);

    /// <summary>Along everything that joins two items, either way; a prerequisite only onwards.</summary>
    public static int ItemLinks { get; } = Add(
    [
        .. new[] { EdgeType.References, EdgeType.DerivedFrom, EdgeType.Answers, EdgeType.Duplicates }
            .SelectMany(type => Both(type, NodeKind.Document, NodeKind.Document)),
        .. Both(EdgeType.Includes, NodeKind.Course, NodeKind.Document),
        .. Both(EdgeType.Includes, NodeKind.CodeRepository, NodeKind.Document),
        Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.Out, NodeKind.Course),
    ]);

    public static int ItemAuthors { get; } = Add(
    [
        Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member),
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.In, NodeKind.Member),
    ]);

    public static int AuthorItems { get; } = Add(
    [
        Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document),
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.Out, NodeKind.CodeRepository),
    ]);

    public static int Following { get; } =
        Add([Relations.Of(EdgeType.Follows, EdgeDirection.Out, NodeKind.Member)]);

    public static int TopicMembers { get; } =
        Add([Relations.Of(EdgeType.InterestedIn, EdgeDirection.In, NodeKind.Member)]);

    public static int CourseCourses { get; } =
        Add([Relations.Of(EdgeType.PrerequisiteOf, EdgeDirection.Out, NodeKind.Course)]);

    /// <summary>The relations of each step.</summary>
    public static IReadOnlyList<RelationSet> All => Steps;

    private static IEnumerable<Relation> Both(EdgeType type, NodeKind from, NodeKind to)
    {
        yield return Relations.Of(type, EdgeDirection.Out, to);
        yield return Relations.Of(type, EdgeDirection.In, from);
    }

    private static int Add(Relation[] relations)
    {
        Steps.Add(new RelationSet(relations));
        return Steps.Count - 1;
    }
}
