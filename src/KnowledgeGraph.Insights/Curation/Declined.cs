using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Curation;

/// <summary>
/// Which suggestions a curator declined: an interaction DECLINED at the node where the link would start, whose text is
/// the type and the id of the other end. Taking it back makes the link one to be suggested again.
/// </summary>
public static class Declined
{
    private static readonly Relation Row = Relations.Of(EdgeType.Declined, EdgeDirection.In);

    /// <summary>The text that names a link from a node.</summary>
    public static string TextOf(EdgeType type, string to) => $"{EdgeTypes.Of(type).Name} {to}";

    /// <summary>The id of the interaction: one for each link, so that declining twice is declining once.</summary>
    public static string IdOf(EdgeType type, string from, string to) =>
        $"declined/{EdgeTypes.Of(type).Name}/{from}/{to}";

    /// <summary>The texts of what was declined at a node.</summary>
    internal static HashSet<string> At(GraphReader reader, int node)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var column = reader.EdgeTexts(EdgeType.Declined, "text");
        foreach (var (_, edge) in reader.Follow(Row, node))
        {
            if (column.String(edge) is { } text) texts.Add(text);
        }

        return texts;
    }
}
