using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Indexing;
using KnowledgeGraph.Search.Highlighting;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>A piece of a field's text with what was found in it.</summary>
/// <param name="Field">The field, as the schema names it.</param>
/// <param name="Text">The piece.</param>
/// <param name="Ranges">What was found, as UTF-16 offsets into the piece.</param>
/// <param name="Html">The piece, escaped, with <c>mark</c> around what was found.</param>
public sealed record FoundText(
    string Field, string Text, IReadOnlyList<(int Start, int End)> Ranges, string Html);

/// <summary>Shows where a hit holds what was looked for. For one thread.</summary>
public sealed class HitTexts
{
    private const int FragmentBytes = 200;

    private readonly GraphReader _reader;
    private readonly TermMatcher _matcher;
    private readonly Highlighter _highlighter = new();

    internal HitTexts(GraphReader reader, TermMatcher matcher) => (_reader, _matcher) = (reader, matcher);

    /// <summary>Pieces of the node's fields that hold something of the query; the title whole.</summary>
    public IReadOnlyList<FoundText> Of(int node)
    {
        var found = new List<FoundText>();
        var kind = _reader.KindOf(node);
        byte[] scratch = [];
        foreach (var name in FieldsOf(kind))
        {
            var text = _reader.Texts(NodeFields.Of(kind, name)).Raw(node, ref scratch);
            var bytesMax = name == SearchFields.TitleOf(kind) ? 0 : FragmentBytes;
            if (_highlighter.Find(text, _matcher, bytesMax) is not { } piece) continue;
            found.Add(new(name, piece.Text, piece.Ranges, piece.ToHtml()));
        }

        return found;
    }

    private static string[] FieldsOf(NodeKind kind) => kind switch
    {
        NodeKind.Member => ["displayName", "handle", "bio"],
        NodeKind.Document => ["title", "body", "transcript"],
        NodeKind.CodeRepository or NodeKind.Topic => ["name", "description"],
        _ => ["title", "description"],
    };
}
