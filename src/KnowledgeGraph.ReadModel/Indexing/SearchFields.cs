using KnowledgeGraph.Model;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.ReadModel.Indexing;

/// <summary>
/// Under which fields of the index each property of a node is found. Names of topics and of authors are no fields of
/// their documents: who may not see a topic must not find a document by its name, so those are looked up when somebody
/// asks.
/// </summary>
public static class SearchFields
{
    public const int Title = 0;
    public const int Names = 1;
    public const int Body = 2;
    public const int Transcript = 3;
    public const int Sound = 4;

    // The weights were found on one collection and checked on another: docs/insights/search.md.
    private const float TitleWeight = 3f;
    private const float NamesWeight = 2f;

    /// <summary>The index's fields.</summary>
    public static IndexSchema Schema { get; } = new(
        new FieldDefinition("title", TitleWeight),
        new FieldDefinition("names", NamesWeight),
        new FieldDefinition("body"),
        new FieldDefinition("transcript"),
        new FieldDefinition("sound"));

    /// <summary>How words are looked for in them.</summary>
    public static QueryLayout Layout { get; } = new(
        [new(Title, TitleWeight), new(Body, 1f), new(Names, NamesWeight), new(Transcript, 1f)], Sound);

    /// <summary>The property that a node of the kind is called by.</summary>
    public static string TitleOf(NodeKind kind) => kind switch
    {
        NodeKind.Member => "displayName",
        NodeKind.CodeRepository or NodeKind.Topic => "name",
        _ => "title",
    };

    /// <summary>The properties of a kind that are found, with their fields.</summary>
    internal static IReadOnlyList<(PropertyDefinition Property, int Field)> Of(NodeKind kind) => ByKind[(int)kind];

    private static readonly IReadOnlyList<(PropertyDefinition, int)>[] ByKind =
    [
        .. NodeKinds.All.Select(kind => (IReadOnlyList<(PropertyDefinition, int)>)
            [.. PropertiesOf(kind.Kind).Select(pair => (kind[pair.Name], pair.Field))]),
    ];

    private static IEnumerable<(string Name, int Field)> PropertiesOf(NodeKind kind)
    {
        yield return (TitleOf(kind), Title);
        switch (kind)
        {
            case NodeKind.Member:
                yield return ("handle", Names);
                yield return ("bio", Body);
                break;
            case NodeKind.Document:
                yield return ("body", Body);
                yield return ("transcript", Transcript);
                break;
            case NodeKind.CodeRepository:
                yield return ("languages", Names);
                yield return ("description", Body);
                break;
            case NodeKind.Course:
                yield return ("provider", Names);
                yield return ("description", Body);
                break;
            case NodeKind.Topic:
                yield return ("aliases", Names);
                yield return ("description", Body);
                break;
            case NodeKind.Activity:
                yield return ("location", Names);
                yield return ("description", Body);
                break;
        }
    }
}
