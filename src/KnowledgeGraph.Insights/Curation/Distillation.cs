using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Curation;

/// <summary>
/// A document that is made of what was said: where it comes from, what it is about, and what it takes over of its
/// sources. Their authors are not authors of it: what is built on their work speaks for them, and work of one's own
/// would not.
/// </summary>
public static class Distillation
{
    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);
    private static readonly Relation Authors = Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);

    /// <summary>What makes it, in one commit.</summary>
    /// <param name="document">The document; its maturity is set here.</param>
    /// <param name="sources">The ids of what it is made from.</param>
    /// <param name="topics">The ids of what it is about.</param>
    /// <param name="author">Who wrote it; null where that is no member.</param>
    /// <param name="madeBy">Who made the links.</param>
    /// <param name="at">Now, as UTC ticks.</param>
    public static IReadOnlyList<Command> Commands(
        NodeRecord document, IEnumerable<string> sources, IEnumerable<string> topics, string? author, string madeBy,
        long at)
    {
        PropertyValue[] values = [.. document.Values];
        values[NodeKinds.Document["maturity"].Index] =
            PropertyValue.Enumeration(NodeKinds.MaturityValues.Index().First(it => it.Item == "DISTILLED").Index);
        return
        [
            new CreateNode(document with { Values = values }),
            .. author is null ? [] : (Command[])[Link(EdgeType.Authored, author, document.Id, null, at)],
            .. sources.Select(source => Link(EdgeType.DerivedFrom, document.Id, source, madeBy, at)),
            .. topics.Select(topic => Link(EdgeType.About, document.Id, topic, madeBy, at)),
        ];
    }

    /// <summary>What the sources are about, each once, in their order.</summary>
    public static IReadOnlyList<int> TopicsOf(GraphReader reader, IEnumerable<int> sources) =>
        Neighbours(reader, Topics, sources);

    /// <summary>Who wrote the sources, each once, in their order.</summary>
    public static IReadOnlyList<int> AuthorsOf(GraphReader reader, IEnumerable<int> sources) =>
        Neighbours(reader, Authors, sources);

    /// <summary>What all sources that say it say of a property; null where they differ or none does.</summary>
    public static string? Common(GraphReader reader, string property, IEnumerable<int> sources)
    {
        var texts = reader.Texts(NodeFields.Of(NodeKind.Document, property));
        var said = sources.Select(source => texts.String(source)).Where(text => text is not null).Distinct().ToArray();
        return said.Length == 1 ? said[0] : null;
    }

    /// <summary>
    /// The access under which nobody sees what is made of the sources who does not see them all; null where they are
    /// for different readers, of whom it is not known that the ones see what the others do.
    /// </summary>
    public static string? Access(GraphReader reader, IEnumerable<int> sources)
    {
        var accesses = reader.Texts(NodeFields.Of(NodeKind.Document, "access"));
        var named = sources.Select(source => accesses.String(source)!).Distinct().ToArray();
        if (named.Contains(AccessNames.Curators)) return AccessNames.Curators;
        var narrow = named.Where(name => name is not (AccessNames.Public or AccessNames.Members)).ToArray();
        return narrow.Length switch
        {
            0 => named.Contains(AccessNames.Members) ? AccessNames.Members : AccessNames.Public,
            1 => narrow[0],
            _ => null,
        };
    }

    private static List<int> Neighbours(GraphReader reader, Relation relation, IEnumerable<int> nodes)
    {
        var found = new List<int>();
        foreach (var node in nodes)
        {
            foreach (var (neighbour, _) in reader.Follow(relation, node))
            {
                if (!found.Contains(neighbour)) found.Add(neighbour);
            }
        }

        return found;
    }

    private static PutLink Link(EdgeType type, string from, string to, string? madeBy, long at)
    {
        var definition = EdgeTypes.Of(type);
        var values = new PropertyValue[definition.Properties.Count];
        values[definition["madeBy"].Index] = PropertyValue.TextOrNull(madeBy);
        return new PutLink(new EdgeRecord(type, from, to, at, null, values));
    }
}
