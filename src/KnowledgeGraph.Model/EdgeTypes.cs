using System.Diagnostics.CodeAnalysis;

namespace KnowledgeGraph.Model;

/// <summary>One edge type: its name, which kinds it joins, and its properties.</summary>
/// <param name="Type">The type.</param>
/// <param name="Name">The name in the GraphQL schema, in NDJSON and as a Neo4j relationship type.</param>
/// <param name="Family">Link or interaction.</param>
/// <param name="From">The kinds it can start from.</param>
/// <param name="To">The kinds it can lead to; empty where it needs no target.</param>
/// <param name="Properties">Its properties; positions are stored, so add at the end and never reorder.</param>
public sealed record EdgeTypeDefinition(
    EdgeType Type,
    string Name,
    EdgeFamily Family,
    IReadOnlyList<NodeKind> From,
    IReadOnlyList<NodeKind> To,
    IReadOnlyList<PropertyDefinition> Properties)
{
    private readonly Dictionary<string, PropertyDefinition> _byName =
        Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);

    /// <summary>Both ends have to be of one kind (a course before a course, a topic before a topic).</summary>
    public bool SameKind { get; init; }

    /// <summary>An event that can stand without a target (a search, an activity known only as a count).</summary>
    public bool TargetOptional { get; init; }

    /// <summary>
    /// Whoever owns the source may put and take it: it claims nothing of others. Other links are a curator's affair.
    /// </summary>
    public bool OwnersMayLink { get; init; }

    /// <summary>
    /// Nobody but the member itself and moderators gets to see that it did such a thing; sums over all members may
    /// count it.
    /// </summary>
    public bool Personal { get; init; }

    /// <summary>Finds a property by its name in the schema.</summary>
    public bool TryGetProperty(string name, [NotNullWhen(true)] out PropertyDefinition? property) =>
        _byName.TryGetValue(name, out property);

    /// <summary>The property of that name, which must be there.</summary>
    public PropertyDefinition this[string name] => _byName[name];
}

/// <summary>
/// The table of edge types: the one place that says what they are called, what they join and what they hold.
/// Every edge also has a time (`at`) and, for an interaction, an id: <see cref="EdgeRecord"/>.
/// </summary>
public static class EdgeTypes
{
    private const NodeKind Member = NodeKind.Member;
    private const NodeKind Document = NodeKind.Document;
    private const NodeKind CodeRepository = NodeKind.CodeRepository;
    private const NodeKind Course = NodeKind.Course;
    private const NodeKind Topic = NodeKind.Topic;
    private const NodeKind Activity = NodeKind.Activity;

    private static readonly NodeKind[] Anything = [Member, Document, CodeRepository, Course, Topic, Activity];

    // Who made the edge: a member's id, or the name of a program.
    private static readonly PropertyDefinition MadeBy =
        new("madeBy", PropertyType.Text) { BytesMax = Limits.IdBytesMax };

    private static readonly PropertyDefinition Weight = new("weight", PropertyType.Number);

    /// <summary>All types, links first, in the order of their numbers.</summary>
    public static IReadOnlyList<EdgeTypeDefinition> All { get; } =
    [
        Link(EdgeType.Authored, "AUTHORED", [Member], [Document]),
        Link(EdgeType.ContributedTo, "CONTRIBUTED_TO", [Member], [CodeRepository],
            Count("commits"), Count("linesAdded"), Count("linesRemoved"),
            // Entries "2024-03=17": month and commits in it, oldest first.
            new("commitsByMonth", PropertyType.TextList) { BytesMax = 32 }),
        Link(EdgeType.About, "ABOUT", [Document, CodeRepository, Course, Activity], [Topic],
            new PropertyDefinition("confidence", PropertyType.Number) { Range = (0, 1) }) with { OwnersMayLink = true },
        Link(EdgeType.Answers, "ANSWERS", [Document], [Document],
            new PropertyDefinition("accepted", PropertyType.Boolean)) with { OwnersMayLink = true },
        Link(EdgeType.References, "REFERENCES", [Document], [Document]) with { OwnersMayLink = true },
        Link(EdgeType.DerivedFrom, "DERIVED_FROM", [Document], [Document]) with { OwnersMayLink = true },
        Link(EdgeType.Includes, "INCLUDES", [Course, CodeRepository], [Document]),
        Link(EdgeType.PrerequisiteOf, "PREREQUISITE_OF", [Course, Topic], [Course, Topic]) with { SameKind = true },
        Link(EdgeType.SubtopicOf, "SUBTOPIC_OF", [Topic], [Topic]),
        Link(EdgeType.InterestedIn, "INTERESTED_IN", [Member], [Topic]) with { OwnersMayLink = true },
        Link(EdgeType.Follows, "FOLLOWS", [Member], [Member]) with { OwnersMayLink = true },
        Link(EdgeType.Sponsors, "SPONSORS", [Member], [CodeRepository, Course, Activity]),
        Link(EdgeType.Hosts, "HOSTS", [Member], [Activity]),
        Link(EdgeType.Duplicates, "DUPLICATES", [Document], [Document]) with { OwnersMayLink = true },
        // From what is to be read now to what it takes the place of.
        Link(EdgeType.Supersedes, "SUPERSEDES", [Document], [Document]),

        Interaction(EdgeType.Viewed, "VIEWED", Anything) with { Personal = true },
        Interaction(EdgeType.Liked, "LIKED", Anything),
        Interaction(EdgeType.Commented, "COMMENTED", Anything),
        Interaction(EdgeType.Shared, "SHARED", Anything),
        Interaction(EdgeType.Bookmarked, "BOOKMARKED", Anything) with { Personal = true },
        Interaction(EdgeType.Edited, "EDITED", Anything),
        Interaction(EdgeType.Reviewed, "REVIEWED", [Document, CodeRepository, Course, Activity]),
        Interaction(EdgeType.Answered, "ANSWERED", [Document]),
        Interaction(EdgeType.Enrolled, "ENROLLED", [Course]),
        Interaction(EdgeType.Completed, "COMPLETED", [Course, Document]),
        Interaction(
            EdgeType.Rated, "RATED", [Document, CodeRepository, Course, Activity], (1, 5), textIsPersonal: true),
        Interaction(EdgeType.Invited, "INVITED", [Activity]),
        Interaction(EdgeType.Attended, "ATTENDED", [Activity]),
        Interaction(EdgeType.Reported, "REPORTED", Anything) with { Personal = true },
        // The text that was searched for, and the number of hits as its count.
        Interaction(EdgeType.Searched, "SEARCHED", []) with { TargetOptional = true, Personal = true },
        // Activity of a kind that the source does not name, known as a count.
        Interaction(EdgeType.Interacted, "INTERACTED", Anything) with { TargetOptional = true },
        // The member does not want it recommended.
        Interaction(EdgeType.NotInterested, "NOT_INTERESTED", Anything) with { Personal = true },
        // The member, a curator, does not want the link that its text names suggested again.
        Interaction(EdgeType.Declined, "DECLINED", Anything),
        // What the member, a curator, decided about a piece of work at it: `text` says what.
        Interaction(EdgeType.Triaged, "TRIAGED", Anything),
    ];

    private static readonly EdgeTypeDefinition?[] ByNumber = Index();

    private static readonly Dictionary<string, EdgeTypeDefinition> ByName =
        All.ToDictionary(definition => definition.Name, StringComparer.Ordinal);

    public static EdgeTypeDefinition Of(EdgeType type) =>
        ByNumber[(int)type] ?? throw new ArgumentOutOfRangeException(nameof(type), type, "No such edge type.");

    /// <summary>Finds a type by its name in the schema.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out EdgeTypeDefinition? definition) =>
        ByName.TryGetValue(name, out definition);

    private static EdgeTypeDefinition Link(
        EdgeType type, string name, NodeKind[] from, NodeKind[] to, params PropertyDefinition[] own) =>
        Define(type, name, EdgeFamily.Link, from, to, [MadeBy, Weight, .. own]);

    private static EdgeTypeDefinition Interaction(
        EdgeType type, string name, NodeKind[] to, (double, double)? value = null, bool textIsPersonal = false) =>
        Define(type, name, EdgeFamily.Interaction, [Member], to,
        [
            MadeBy,
            new("value", PropertyType.Number) { Range = value, Required = value is not null },
            new("text", PropertyType.Text) { Personal = textIsPersonal },
            Count("count"),
        ]);

    private static PropertyDefinition Count(string name) =>
        new(name, PropertyType.Integer) { Range = (0, int.MaxValue) };

    private static EdgeTypeDefinition Define(
        EdgeType type, string name, EdgeFamily family, NodeKind[] from, NodeKind[] to, PropertyDefinition[] own) =>
        new(type, name, family, from, to, [.. own.Select((property, index) => property with { Index = index })]);

    private static EdgeTypeDefinition?[] Index()
    {
        var byNumber = new EdgeTypeDefinition?[256];
        foreach (var definition in All) byNumber[(int)definition.Type] = definition;
        return byNumber;
    }
}
