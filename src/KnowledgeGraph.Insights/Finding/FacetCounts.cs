using System.Globalization;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>Counts hits by the values of a field, as though the search were not limited by that field.</summary>
internal static class FacetCounts
{
    private static readonly Relation?[] Topics = [.. NodeKinds.All.Select(kind => kind.Kind switch
    {
        NodeKind.Document or NodeKind.CodeRepository or NodeKind.Course or NodeKind.Activity =>
            Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic),
        _ => null,
    })];

    private static readonly Relation Authors = Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);

    public static IReadOnlyList<Facet> Count(
        GraphReader reader, FindRequest request, FindConditions where, SearchQuery matches, ConditionMasks conditions)
    {
        var facets = new List<Facet>();
        int[]? limited = null;
        foreach (var field in request.Facets.Distinct())
        {
            // Facets that do not limit the search are counted over the same nodes.
            var nodes = conditions.Limits(field)
                ? Collect(reader, matches, conditions.All(without: field))
                : limited ??= Collect(reader, matches, conditions.All());
            facets.Add(new(field, Values(reader, field, nodes, where, request.FacetValuesMax)));
        }

        return facets;
    }

    /// <summary>All matches, in no order.</summary>
    public static int[] Collect(GraphReader reader, SearchQuery matches, IReadOnlyList<DocumentMask> filters)
    {
        var collector = new Nodes();
        reader.SearchIndex.Collect(
            new SearchRequest(matches) { Visible = reader.SearchMask, Filters = filters }, ref collector);
        return collector.ToArray();
    }

    private static List<FacetValue> Values(
        GraphReader reader, FacetField field, int[] nodes, FindConditions where, int max)
    {
        var counts = new Dictionary<long, int>();
        CountInto(counts, reader, field, nodes);
        var values = counts.Select(pair => Describe(reader, field, pair.Key, pair.Value, where))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal).ToList();
        // What the search is limited to is always told.
        return [.. values.Where((value, place) => place < max || value.IsSelected)];
    }

    private static void CountInto(Dictionary<long, int> counts, GraphReader reader, FacetField field, int[] nodes)
    {
        var format = reader.Bytes(NodeFields.Of(NodeKind.Document, "format"));
        var maturity = reader.Bytes(NodeFields.Of(NodeKind.Document, "maturity"));
        var languages = field is FacetField.Language ? new LanguageNumbers(reader) : null;
        var times = NodeKinds.All.Select(kind => ConditionMasks.TimesOf(reader, kind.Kind)).ToArray();
        foreach (var node in nodes)
        {
            var kind = reader.KindOf(node);
            switch (field)
            {
                case FacetField.Kind:
                    Add((int)kind);
                    break;
                case FacetField.Topic when Topics[(int)kind] is { } topics:
                    foreach (var (topic, _) in reader.Follow(topics, node)) Add(topic);
                    break;
                case FacetField.Author when kind is NodeKind.Document:
                    foreach (var (author, _) in reader.Follow(Authors, node)) Add(author);
                    break;
                case FacetField.Format when kind is NodeKind.Document:
                    Add(format[node]);
                    break;
                case FacetField.Maturity when kind is NodeKind.Document:
                    Add(maturity[node]);
                    break;
                case FacetField.Language when kind is NodeKind.Document && languages!.Of(node) is >= 0 and var number:
                    Add(number);
                    break;
                case FacetField.Year when times[(int)kind] is { } at && at[node] != IntegerColumn.Missing:
                    Add(new DateTime(at[node]).Year);
                    break;
            }
        }

        void Add(long value) =>
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
    }

    private static FacetValue Describe(
        GraphReader reader, FacetField field, long value, int count, FindConditions where) => field switch
        {
            FacetField.Kind => new(
                NodeKinds.Of((NodeKind)value).Name, -1, count, where.Kinds?.Contains((NodeKind)value) ?? false),
            FacetField.Topic => new(
                reader.Ids.String((int)value)!, (int)value, count, where.Topics?.Contains((int)value) ?? false),
            FacetField.Author => new(
                reader.Ids.String((int)value)!, (int)value, count, where.Authors?.Contains((int)value) ?? false),
            FacetField.Format => new(
                NodeKinds.DocumentFormatValues[(int)value], -1, count, where.Formats?.Contains((int)value) ?? false),
            FacetField.Maturity => new(
                NodeKinds.MaturityValues[(int)value], -1, count, where.Maturities?.Contains((int)value) ?? false),
            FacetField.Language => new(
                reader.Texts(NodeFields.Of(NodeKind.Document, "language")).String((int)value)!, -1, count,
                where.Languages?.Contains(
                    reader.Texts(NodeFields.Of(NodeKind.Document, "language")).String((int)value)!) ?? false),
            _ => new(
                value.ToString(CultureInfo.InvariantCulture), -1, count, where.Years?.Contains((int)value) ?? false),
        };

    // A language's number is the first node that has it.
    private sealed class LanguageNumbers(GraphReader reader)
    {
        private readonly TextColumn _column = reader.Texts(NodeFields.Of(NodeKind.Document, "language"));
        private readonly Dictionary<string, int> _byText = new(StringComparer.Ordinal);
        private readonly Dictionary<TextSlice, int> _bySlice = [];

        public int Of(int node)
        {
            var slice = _column[node];
            if (slice.IsMissing) return -1;
            if (_bySlice.TryGetValue(slice, out var known)) return known;
            var text = _column.String(node)!;
            if (!_byText.TryGetValue(text, out known)) _byText[text] = known = node;
            return _bySlice[slice] = known;
        }
    }

    private struct Nodes : IHitCollector
    {
        private List<int>? _nodes;

        public void Collect(int document) => (_nodes ??= []).Add(document);

        public readonly int[] ToArray() => _nodes?.ToArray() ?? [];
    }
}
