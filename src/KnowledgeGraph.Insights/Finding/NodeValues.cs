using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// What raises a hit's score beyond its words, each bounded so that words decide: S / (S + pivot) of a sum S, times the
/// most that it may give (docs/insights/search.md).
/// </summary>
internal static class NodeValues
{
    public const float AuthorityMax = 0.10f;
    public const float FreshnessMax = 0.08f;
    public const float MaturityMax = 0.10f;
    public const float ClosenessMax = 0.30f;

    private const double AuthorityPivot = 4;
    private const double FreshnessPivotDays = 365;

    private static readonly object AuthorityKey = new();
    private static readonly object HighestKey = new();

    private static readonly Relation[] Support =
    [
        .. Relations.All.Where(relation => relation.Direction is EdgeDirection.In && relation.Type is
            EdgeType.References or EdgeType.Duplicates or EdgeType.DerivedFrom or EdgeType.Includes
            or EdgeType.PrerequisiteOf or EdgeType.Answers),
    ];

    private static readonly Relation[] Standing =
    [
        Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document),
        Relations.Of(EdgeType.About, EdgeDirection.In, NodeKind.Document),
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.In, NodeKind.Member),
        Relations.Of(EdgeType.Follows, EdgeDirection.In, NodeKind.Member),
    ];

    /// <summary>How much the community builds on each node; the same for all readers of a class.</summary>
    public static IDocumentValue Authority(GraphReader reader) =>
        reader.OncePerMask(AuthorityKey, static seen => new Stored("authority", AuthorityOf(seen)));

    public static IDocumentValue Freshness(GraphReader reader, long now) => new Fresh(reader, now, HighestOf(reader));

    public static IDocumentValue Maturity(GraphReader reader) => new Mature(reader, HighestOf(reader));

    /// <summary>Shares of a walk that begins at a node.</summary>
    public static IDocumentValue Closeness(IReadOnlyDictionary<int, double> shares) => new Close(shares);

    private static float[] AuthorityOf(GraphReader reader)
    {
        var values = new float[reader.NodeCapacity];
        var scores = reader.Integers(NodeFields.Of(NodeKind.Document, "score"));
        foreach (var kind in NodeKinds.All)
        {
            foreach (var node in reader.Nodes(kind.Kind).ToArray())
            {
                double sum = 0;
                foreach (var relation in Support) sum += 2 * reader.Degree(relation, node);
                foreach (var relation in Standing) sum += Math.Sqrt(reader.Degree(relation, node));
                if (kind.Kind is NodeKind.Document && scores[node] is > 0 and var score) sum += Math.Sqrt(score);
                values[node] = (float)(AuthorityMax * sum / (sum + AuthorityPivot));
            }
        }

        return values;
    }

    // A bound that some document reaches lets more be passed over than one that none does.
    private static Highest HighestOf(GraphReader reader) => reader.OncePerMask(HighestKey, static seen =>
    {
        var (created, updated) = TimesOf(seen);
        var maturity = seen.Bytes(NodeFields.Of(NodeKind.Document, "maturity"));
        var (newest, place) = (IntegerColumn.Missing, 0);
        foreach (var node in seen.Nodes(NodeKind.Document).ToArray())
        {
            newest = Math.Max(newest, Math.Max(created[node], updated[node]));
            if (maturity[node] < Mature.Shares.Length) place = Math.Max(place, maturity[node]);
        }

        return new Highest(newest, place);
    });

    private static (IntegerColumn Created, IntegerColumn Updated) TimesOf(GraphReader reader) => (
        reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt")),
        reader.Instants(NodeFields.Of(NodeKind.Document, "updatedAt")));

    /// <summary>Of documents that a class of readers sees: when one changed last, and the highest maturity.</summary>
    private sealed record Highest(long Newest, int Maturity);

    private sealed class Stored(string name, float[] values) : IDocumentValue
    {
        public string Name => name;

        public float Max { get; } = values.Length == 0 ? 0 : values.Max();

        public float Of(int document) => (uint)document < (uint)values.Length ? values[document] : 0;
    }

    private sealed class Fresh(GraphReader reader, long now, Highest highest) : IDocumentValue
    {
        private readonly (IntegerColumn Created, IntegerColumn Updated) _times = TimesOf(reader);

        public string Name => "freshness";

        public float Max { get; } = At(highest.Newest, now);

        public float Of(int document)
        {
            if (reader.KindOf(document) is not NodeKind.Document) return 0;
            return At(Math.Max(_times.Created[document], _times.Updated[document]), now);
        }

        private static float At(long at, long now)
        {
            if (at == IntegerColumn.Missing) return 0;
            var days = Math.Max(0, TimeSpan.FromTicks(now - at).TotalDays);
            return (float)(FreshnessMax * FreshnessPivotDays / (days + FreshnessPivotDays));
        }
    }

    private sealed class Mature(GraphReader reader, Highest highest) : IDocumentValue
    {
        // RAW, DISTILLED, VERIFIED
        public static readonly float[] Shares = [0f, 0.5f, 1f];

        private readonly ByteColumn _maturity = reader.Bytes(NodeFields.Of(NodeKind.Document, "maturity"));

        public string Name => "maturity";

        public float Max => MaturityMax * Shares[highest.Maturity];

        public float Of(int document)
        {
            if (reader.KindOf(document) is not NodeKind.Document) return 0;
            var place = _maturity[document];
            return place < Shares.Length ? MaturityMax * Shares[place] : 0;
        }
    }

    private sealed class Close(IReadOnlyDictionary<int, double> shares) : IDocumentValue
    {
        private const double Pivot = 0.01;

        public string Name => "closeness";

        public float Max => ClosenessMax;

        public float Of(int document) =>
            shares.TryGetValue(document, out var share) ? (float)(ClosenessMax * share / (share + Pivot)) : 0;
    }
}
