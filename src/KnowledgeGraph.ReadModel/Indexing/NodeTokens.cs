using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.ReadModel.Indexing;

/// <summary>What a node is found by, as tokens. Buffers for one thread.</summary>
internal sealed class NodeTokens
{
    // Between two texts of one field, so that no phrase reaches over.
    private const int Gap = 16;

    private readonly AnalyzedText _text = new();
    private readonly AnalyzedText _sound = new();
    private readonly TokenBuffer _tokens = new();
    private readonly int[] _positions = new int[SearchFields.Schema.Fields.Count];
    private byte[] _scratch = [];

    /// <summary>The node's tokens; good until the next call.</summary>
    public TokenBuffer Of(NodeTable nodes, int node)
    {
        _tokens.Clear();
        Array.Clear(_positions);
        var kind = nodes.KindOf(node);
        foreach (var (property, field) in SearchFields.Of(kind))
        {
            var slice = nodes.Column<TextSlice>(kind, property.Index)[node];
            if (slice.IsMissing) continue;
            if (property.Type is PropertyType.Text)
            {
                Add(field, TextBlobs.Raw(nodes.Texts.Arrays, slice, ref _scratch));
                continue;
            }

            var entries = new TextListColumn(nodes.Column<TextSlice>(kind, property.Index), nodes.Texts.Arrays);
            foreach (var entry in entries.Entries(node))
                Add(field, TextBlobs.Raw(nodes.Texts.Arrays, entry, ref _scratch));
        }

        return _tokens;
    }

    private void Add(int field, ReadOnlySpan<byte> text)
    {
        _text.Clear();
        TextAnalyzer.Analyze(text, _text);
        Move(_text, field);
        if (field is not (SearchFields.Title or SearchFields.Names)) return;
        _sound.Clear();
        PinyinAnalyzer.Analyze(text, _sound);
        Move(_sound, SearchFields.Sound);
    }

    private void Move(AnalyzedText text, int field)
    {
        var start = _positions[field];
        foreach (ref readonly var token in text.Tokens)
            _tokens.Add(field, token.Kind, text.TermOf(token), start + token.Position);
        if (text.Count > 0) _positions[field] = start + text.Position + Gap;
    }
}
