using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Relations;

/// <summary>Which field follows which links: the one place that says so.</summary>
internal static class RelationTable
{
    public static IReadOnlyList<RelationField> All { get; } =
    [
        Out(NodeKind.Member, "documents", EdgeType.Authored, NodeKind.Document),
        Out(NodeKind.Member, "repositories", EdgeType.ContributedTo, NodeKind.CodeRepository) with
        {
            Connection = "Contribution",
        },
        Out(NodeKind.Member, "topics", EdgeType.InterestedIn, NodeKind.Topic),
        Out(NodeKind.Member, "following", EdgeType.Follows, NodeKind.Member),
        In(NodeKind.Member, "followers", EdgeType.Follows, NodeKind.Member),
        Out(NodeKind.Member, "hostedActivities", EdgeType.Hosts, NodeKind.Activity),

        In(NodeKind.Document, "authors", EdgeType.Authored, NodeKind.Member) with { Shape = RelationShape.List },
        Out(NodeKind.Document, "topics", EdgeType.About, NodeKind.Topic) with { Shape = RelationShape.List },
        In(NodeKind.Document, "answers", EdgeType.Answers, NodeKind.Document) with { Connection = "Answer" },
        Out(NodeKind.Document, "question", EdgeType.Answers, NodeKind.Document) with { Shape = RelationShape.Single },
        Out(NodeKind.Document, "references", EdgeType.References, NodeKind.Document),
        In(NodeKind.Document, "referencedBy", EdgeType.References, NodeKind.Document),
        Out(NodeKind.Document, "derivedFrom", EdgeType.DerivedFrom, NodeKind.Document),
        In(NodeKind.Document, "derivatives", EdgeType.DerivedFrom, NodeKind.Document),
        Out(NodeKind.Document, "duplicateOf", EdgeType.Duplicates, NodeKind.Document),
        In(NodeKind.Document, "duplicates", EdgeType.Duplicates, NodeKind.Document),
        Out(NodeKind.Document, "supersedes", EdgeType.Supersedes, NodeKind.Document),
        In(NodeKind.Document, "supersededBy", EdgeType.Supersedes, NodeKind.Document),
        In(NodeKind.Document, "courses", EdgeType.Includes, NodeKind.Course),
        In(NodeKind.Document, "repositories", EdgeType.Includes, NodeKind.CodeRepository),

        In(NodeKind.CodeRepository, "contributors", EdgeType.ContributedTo, NodeKind.Member) with
        {
            Connection = "Contributor",
        },
        Out(NodeKind.CodeRepository, "documents", EdgeType.Includes, NodeKind.Document),
        Out(NodeKind.CodeRepository, "topics", EdgeType.About, NodeKind.Topic),
        In(NodeKind.CodeRepository, "sponsors", EdgeType.Sponsors, NodeKind.Member),

        In(NodeKind.Course, "prerequisites", EdgeType.PrerequisiteOf, NodeKind.Course),
        Out(NodeKind.Course, "requiredBy", EdgeType.PrerequisiteOf, NodeKind.Course),
        Out(NodeKind.Course, "topics", EdgeType.About, NodeKind.Topic),
        Out(NodeKind.Course, "documents", EdgeType.Includes, NodeKind.Document),
        In(NodeKind.Course, "sponsors", EdgeType.Sponsors, NodeKind.Member),

        Out(NodeKind.Topic, "parent", EdgeType.SubtopicOf, NodeKind.Topic) with { Shape = RelationShape.Single },
        In(NodeKind.Topic, "subtopics", EdgeType.SubtopicOf, NodeKind.Topic),
        In(NodeKind.Topic, "documents", EdgeType.About, NodeKind.Document),
        In(NodeKind.Topic, "courses", EdgeType.About, NodeKind.Course),
        In(NodeKind.Topic, "repositories", EdgeType.About, NodeKind.CodeRepository),
        In(NodeKind.Topic, "activities", EdgeType.About, NodeKind.Activity),
        In(NodeKind.Topic, "members", EdgeType.InterestedIn, NodeKind.Member),
        In(NodeKind.Topic, "prerequisites", EdgeType.PrerequisiteOf, NodeKind.Topic),
        Out(NodeKind.Topic, "requiredBy", EdgeType.PrerequisiteOf, NodeKind.Topic),

        In(NodeKind.Activity, "hosts", EdgeType.Hosts, NodeKind.Member),
        Out(NodeKind.Activity, "topics", EdgeType.About, NodeKind.Topic),
        In(NodeKind.Activity, "sponsors", EdgeType.Sponsors, NodeKind.Member),
    ];

    private static readonly Dictionary<(NodeKind Owner, string Name), RelationField> ByName =
        All.ToDictionary(field => (field.Owner, field.Name));

    /// <summary>Finds the relation of a kind by the name of its field.</summary>
    public static bool TryGet(NodeKind owner, string name, [NotNullWhen(true)] out RelationField? field) =>
        ByName.TryGetValue((owner, name), out field);

    private static RelationField Out(NodeKind owner, string field, EdgeType type, NodeKind target) =>
        new(owner, field, ReadModel.Relations.Of(type, EdgeDirection.Out, target));

    private static RelationField In(NodeKind owner, string field, EdgeType type, NodeKind target) =>
        new(owner, field, ReadModel.Relations.Of(type, EdgeDirection.In, target));
}
