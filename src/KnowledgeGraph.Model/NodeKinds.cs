using System.Diagnostics.CodeAnalysis;

namespace KnowledgeGraph.Model;

/// <summary>One node kind: its names and its properties.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name in the GraphQL schema, in NDJSON and as a Neo4j label.</param>
/// <param name="IdPrefix">What stands before the colon of its ids.</param>
/// <param name="Properties">Its properties; positions are stored, so add at the end and never reorder.</param>
public sealed record NodeKindDefinition(
    NodeKind Kind, string Name, string IdPrefix, IReadOnlyList<PropertyDefinition> Properties)
{
    private readonly Dictionary<string, PropertyDefinition> _byName =
        Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);

    /// <summary>Finds a property by its name in the schema.</summary>
    public bool TryGetProperty(string name, [NotNullWhen(true)] out PropertyDefinition? property) =>
        _byName.TryGetValue(name, out property);

    /// <summary>The property of that name, which must be there.</summary>
    public PropertyDefinition this[string name] => _byName[name];
}

/// <summary>The table of node kinds: the one place that says what they are called and what they hold.</summary>
public static class NodeKinds
{
    /// <summary>
    /// Member.kind: a person, a program, or an organization (sponsors and partners are organizations).
    /// </summary>
    public static IReadOnlyList<string> MemberKindValues { get; } = ["PERSON", "BOT", "ORGANIZATION"];

    /// <summary>Member.leaderboards: whether a member consents to be named there; none said nothing.</summary>
    public static IReadOnlyList<string> LeaderboardValues { get; } = ["LISTED", "HIDDEN"];

    /// <summary>Document.format.</summary>
    public static IReadOnlyList<string> DocumentFormatValues { get; } =
        ["QUESTION", "ANSWER", "ARTICLE", "MANUAL", "DISCUSSION", "SLIDES", "VIDEO", "IMAGE", "DATASET"];

    /// <summary>Document.maturity: as it was said, written from sources, vouched for by a curator.</summary>
    public static IReadOnlyList<string> MaturityValues { get; } = ["RAW", "DISTILLED", "VERIFIED"];

    /// <summary>Activity.kind.</summary>
    public static IReadOnlyList<string> ActivityKindValues { get; } =
        ["TALK", "REVIEW", "WORKSHOP", "CAMPAIGN", "MEETUP", "OTHER"];

    private static readonly PropertyDefinition Access = new("access", PropertyType.Text)
    {
        Default = PropertyValue.Text("public"), Required = true, BytesMax = 64,
    };

    // The ids of nodes that were merged into this one, which lead to it.
    private static readonly PropertyDefinition MergedIds =
        new("mergedIds", PropertyType.TextList) { BytesMax = Limits.IdBytesMax, Private = true };

    // What each merge did, for undoing it.
    private static readonly PropertyDefinition Merges =
        new("merges", PropertyType.TextList) { BytesMax = Limits.BodyBytesMax, Private = true };

    public static NodeKindDefinition Member { get; } = Define(NodeKind.Member, "Member", "member",
        Title("displayName"),
        Short("handle"),
        Enumeration("kind", MemberKindValues, "PERSON"),
        new("roles", PropertyType.TextList) { BytesMax = 64 },
        Instant("joinedAt"),
        Url("url"),
        Text("bio"),
        Access,
        Short("emailHash") with { Private = true },
        Short("location"),
        new("leaderboards", PropertyType.Enumeration) { Values = LeaderboardValues },
        MergedIds,
        Merges);

    public static NodeKindDefinition Document { get; } = Define(NodeKind.Document, "Document", "document",
        Short("title"),
        Body("body"),
        Enumeration("format", DocumentFormatValues, "ARTICLE"),
        Enumeration("maturity", MaturityValues, "RAW"),
        Short("language"),
        Instant("createdAt"),
        Instant("updatedAt"),
        Url("url"),
        Url("media"),
        Body("transcript"),
        // Votes and views that are known only as a sum; those that name a member are interactions.
        new("score", PropertyType.Integer) { Default = PropertyValue.Integer(0), Required = true, Range = Int32 },
        new("viewCount", PropertyType.Integer)
        {
            Default = PropertyValue.Integer(0), Required = true, Range = (0, int.MaxValue),
        },
        Instant("verifiedUntil"),
        Access,
        Short("license"),
        // Of what was vouched for: the hash of the content (Verification), and the maturity that it had until then.
        // Both stay where a change of the content has ended that.
        Short("verifiedHash") with { Private = true },
        new("verifiedFrom", PropertyType.Enumeration) { Values = MaturityValues, Private = true });

    public static NodeKindDefinition CodeRepository { get; } =
        Define(NodeKind.CodeRepository, "CodeRepository", "repository",
            Title("name"),
            Text("description"),
            Url("url"),
            new("languages", PropertyType.TextList) { BytesMax = 64 },
            Instant("createdAt"),
            Instant("updatedAt"),
            Access);

    public static NodeKindDefinition Course { get; } = Define(NodeKind.Course, "Course", "course",
        Title("title"),
        Text("description"),
        Url("url"),
        Short("provider"),
        Short("effort"),
        Short("duration"),
        // What is asked of a learner, as the provider words it; PREREQUISITE_OF holds what of it is a course here.
        Text("prerequisiteText"),
        Access);

    public static NodeKindDefinition Topic { get; } = Define(NodeKind.Topic, "Topic", "topic",
        Title("name"),
        new("aliases", PropertyType.TextList) { BytesMax = Limits.TitleBytesMax },
        Text("description"),
        Access,
        MergedIds,
        Merges);

    public static NodeKindDefinition Activity { get; } = Define(NodeKind.Activity, "Activity", "activity",
        Title("title"),
        Text("description"),
        Enumeration("kind", ActivityKindValues, "OTHER"),
        Instant("startsAt"),
        Instant("endsAt"),
        Short("location"),
        Url("url"),
        Access);

    /// <summary>All kinds, each at the position of its number.</summary>
    public static IReadOnlyList<NodeKindDefinition> All { get; } =
        [Member, Document, CodeRepository, Course, Topic, Activity];

    public static NodeKindDefinition Of(NodeKind kind) => All[(int)kind];

    /// <summary>Finds a kind by its name in the schema.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out NodeKindDefinition? definition)
    {
        definition = All.FirstOrDefault(kind => kind.Name == name);
        return definition is not null;
    }

    private static (double, double) Int32 => (int.MinValue, int.MaxValue);

    private static NodeKindDefinition Define(
        NodeKind kind, string name, string idPrefix, params PropertyDefinition[] properties) =>
        new(kind, name, idPrefix, [.. properties.Select((property, index) => property with { Index = index })]);

    private static PropertyDefinition Title(string name) =>
        new(name, PropertyType.Text) { Required = true, BytesMax = Limits.TitleBytesMax };

    private static PropertyDefinition Short(string name) =>
        new(name, PropertyType.Text) { BytesMax = Limits.TitleBytesMax };

    private static PropertyDefinition Text(string name) => new(name, PropertyType.Text);

    private static PropertyDefinition Body(string name) =>
        new(name, PropertyType.Text) { BytesMax = Limits.BodyBytesMax };

    private static PropertyDefinition Url(string name) =>
        new(name, PropertyType.Text) { IsUrl = true, BytesMax = Limits.TitleBytesMax };

    private static PropertyDefinition Instant(string name) => new(name, PropertyType.Instant);

    private static PropertyDefinition Enumeration(string name, IReadOnlyList<string> values, string otherwise) =>
        new(name, PropertyType.Enumeration)
        {
            Values = values,
            Required = true,
            Default = PropertyValue.Enumeration(values.Index().First(value => value.Item == otherwise).Index),
        };
}
