using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Insights.Finding;

/// <summary>
/// What a document gains from documents that it refers to, or that refer to it, and that answer the same query (score
/// propagation: Shakery and Zhai 2003; Qin and others 2005). Each of the best hits by words gives its neighbours its
/// share of the best hit's points, squared, so that the best give most, and divided by the root of the number of its
/// links, so that a list of everything gives little to each. What a document receives adds up to S and raises it by
/// S / (S + pivot), times the most.
/// </summary>
internal static class NeighbourSupport
{
    public const float Max = 0.5f;

    /// <summary>Only so many of the best hits give.</summary>
    public const int GiversMax = 100;

    private const double Pivot = 1;

    private static readonly Relation[] Links =
    [
        .. Relations.All.Where(relation => !relation.IsOfInteractions && relation.Type is
            EdgeType.References or EdgeType.Answers or EdgeType.DerivedFrom or EdgeType.Duplicates
            && relation.Neighbour is NodeKind.Document),
    ];

    /// <param name="reader">The graph.</param>
    /// <param name="best">The best hits by words alone, in order.</param>
    public static IDocumentValue Of(GraphReader reader, IReadOnlyList<SearchHit> best)
    {
        var sums = new Dictionary<int, double>();
        foreach (var hit in best)
        {
            if (reader.KindOf(hit.Document) is not NodeKind.Document) continue;
            var count = 0;
            foreach (var relation in Links) count += reader.Degree(relation, hit.Document);
            if (count == 0) continue;
            var share = hit.Score / best[0].Score;
            var amount = share * share / Math.Sqrt(count);
            foreach (var relation in Links)
            {
                foreach (var (neighbour, _) in reader.Follow(relation, hit.Document))
                {
                    sums[neighbour] = sums.GetValueOrDefault(neighbour) + amount;
                }
            }
        }

        return new Support(sums);
    }

    private sealed class Support(Dictionary<int, double> sums) : IDocumentValue
    {
        public string Name => "neighbours";

        public float Max => NeighbourSupport.Max;

        public DocumentMask? Only { get; } = DocumentMask.Of([.. sums.Keys]);

        public float Of(int document) =>
            sums.TryGetValue(document, out var sum) ? (float)(NeighbourSupport.Max * sum / (sum + Pivot)) : 0;
    }
}
