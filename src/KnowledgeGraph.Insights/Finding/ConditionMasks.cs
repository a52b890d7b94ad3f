using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// Conditions as sets of nodes, one for each facet, so that a facet can be counted without its own. All sets hold only
/// nodes that the reader sees.
/// </summary>
internal sealed class ConditionMasks
{
    private static readonly Relation[] AboutTopic =
    [
        .. Relations.All.Where(relation =>
            relation.Type is EdgeType.About && relation.Direction is EdgeDirection.In),
    ];

    private static readonly Relation Authored =
        Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document);

    private readonly GraphReader _reader;
    private readonly Dictionary<FacetField, DocumentMask> _byFacet = [];
    private readonly List<DocumentMask> _others = [];

    public ConditionMasks(GraphReader reader, FindConditions where)
    {
        _reader = reader;
        Add(FacetField.Kind, where.Kinds?.Distinct().Select(kind => Kind(reader, kind)));
        Add(FacetField.Topic, where.Topics?.Select(topic => OfTopic(reader, topic)));
        Add(FacetField.Author, where.Authors?.Select(member => OfAuthor(reader, member)));
        Add(FacetField.Format, where.Formats?.Select(value => OfBytes("format", value)));
        Add(FacetField.Maturity, where.Maturities?.Select(value => OfBytes("maturity", value)));
        Add(FacetField.Language, where.Languages?.Select(OfLanguage));
        Add(FacetField.Year, where.Years?.Select(OfYear));
        if (where.From is not null || where.Before is not null)
        {
            _others.Add(OfTimes(reader, where.From ?? long.MinValue + 1, where.Before ?? long.MaxValue));
        }
    }

    /// <summary>Adds a set that limits the search and is no facet.</summary>
    public void Add(DocumentMask mask) => _others.Add(mask);

    /// <summary>All sets, or all but one facet's.</summary>
    public IReadOnlyList<DocumentMask> All(FacetField? without = null) =>
    [
        .. _others, .. _byFacet.Where(pair => pair.Key != without).OrderBy(pair => pair.Key).Select(pair => pair.Value),
    ];

    public bool Limits(FacetField facet) => _byFacet.ContainsKey(facet);

    public static DocumentMask Kind(GraphReader reader, NodeKind kind) =>
        reader.OncePerMask((typeof(ConditionMasks), kind), seen => seen.ToSearchMask([kind]));

    /// <summary>The topic's documents, repositories, courses and activities.</summary>
    public static DocumentMask OfTopic(GraphReader reader, int topic)
    {
        var nodes = new List<int>();
        foreach (var relation in AboutTopic)
        {
            foreach (var (node, _) in reader.Follow(relation, topic)) nodes.Add(node);
        }

        return DocumentMask.Of([.. nodes]);
    }

    public static DocumentMask OfAuthor(GraphReader reader, int member)
    {
        var nodes = new List<int>();
        foreach (var (node, _) in reader.Follow(Authored, member)) nodes.Add(node);
        return DocumentMask.Of([.. nodes]);
    }

    /// <summary>When a node was made, as UTC ticks, or <see cref="IntegerColumn.Missing"/>.</summary>
    public static IntegerColumn? TimesOf(GraphReader reader, NodeKind kind) => kind switch
    {
        NodeKind.Document or NodeKind.CodeRepository => reader.Instants(NodeFields.Of(kind, "createdAt")),
        NodeKind.Activity => reader.Instants(NodeFields.Of(kind, "startsAt")),
        NodeKind.Member => reader.Instants(NodeFields.Of(kind, "joinedAt")),
        _ => null,
    };

    private void Add(FacetField facet, IEnumerable<DocumentMask>? any)
    {
        if (any is not null) _byFacet[facet] = Union([.. any]);
    }

    private DocumentMask OfBytes(string field, int value) => _reader.OncePerMask(
        (field, value),
        seen =>
        {
            var column = seen.Bytes(NodeFields.Of(NodeKind.Document, field));
            return Where(seen, [NodeKind.Document], node => column[node] == value);
        });

    private DocumentMask OfLanguage(string language) => _reader.OncePerMask(
        ("language", language),
        seen =>
        {
            var column = seen.Texts(NodeFields.Of(NodeKind.Document, "language"));
            byte[] scratch = [];
            var wanted = System.Text.Encoding.UTF8.GetBytes(language);
            return Where(seen, [NodeKind.Document], node =>
            {
                var value = column.Raw(node, ref scratch);
                // `zh` is also `zh-Hans`.
                return System.Text.Ascii.EqualsIgnoreCase(value, wanted)
                    || (value.Length > wanted.Length && value[wanted.Length] == '-'
                        && System.Text.Ascii.EqualsIgnoreCase(value[..wanted.Length], wanted));
            });
        });

    private DocumentMask OfYear(int year) => _reader.OncePerMask(
        ("year", year),
        seen => year is < 1 or > 9998
            ? DocumentMask.Of()
            : OfTimes(seen, new DateTime(year, 1, 1).Ticks, new DateTime(year + 1, 1, 1).Ticks));

    private static DocumentMask OfTimes(GraphReader reader, long from, long before)
    {
        var words = new ulong[(reader.NodeCapacity + 63) >> 6];
        foreach (var kind in NodeKinds.All)
        {
            if (TimesOf(reader, kind.Kind) is not { } times) continue;
            foreach (var node in reader.Nodes(kind.Kind).ToArray())
            {
                var at = times[node];
                if (at != IntegerColumn.Missing && at >= from && at < before) words[node >> 6] |= 1UL << node;
            }
        }

        return new DocumentMask(words);
    }

    private static DocumentMask Where(GraphReader reader, NodeKind[] kinds, Func<int, bool> holds)
    {
        var words = new ulong[(reader.NodeCapacity + 63) >> 6];
        foreach (var kind in kinds)
        {
            foreach (var node in reader.Nodes(kind).ToArray())
            {
                if (holds(node)) words[node >> 6] |= 1UL << node;
            }
        }

        return new DocumentMask(words);
    }

    private DocumentMask Union(IReadOnlyList<DocumentMask> masks) => masks.Count == 1
        ? masks[0]
        : DocumentMask.Where(_reader.NodeCapacity, node => masks.Any(mask => mask.Contains(node)));
}
