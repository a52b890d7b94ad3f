using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Puts what shares its topics and authors with better answers further down: maximal marginal relevance (Carbonell and
/// Goldstein, SIGIR 1998) with the share of topics and authors that were there already as similarity.
/// </summary>
internal static class Variety
{
    // So many of the best are put in order anew; the rest follows as it is.
    private const int BestMax = 100;

    private static readonly Relation[] Features =
    [
        Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic),
        Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member),
    ];

    public static void Order(List<(int Node, double Score)> ranked, double diversity, GraphReader reader)
    {
        var count = Math.Min(BestMax, ranked.Count);
        if (diversity <= 0 || count < 2) return;
        var rest = ranked.GetRange(0, count);
        var features = rest.ConvertAll(answer => FeaturesOf(answer.Node, reader));
        var seen = new HashSet<int>();
        for (var place = 0; place < count; place++)
        {
            var (best, bestValue) = (0, double.NegativeInfinity);
            for (var index = 0; index < rest.Count; index++)
            {
                var own = features[index];
                var known = 0;
                foreach (var feature in own) known += seen.Contains(feature) ? 1 : 0;
                var value = rest[index].Score * (1 - (own.Length == 0 ? 0 : diversity * known / own.Length));
                if (value > bestValue) (best, bestValue) = (index, value);
            }

            ranked[place] = rest[best];
            seen.UnionWith(features[best]);
            rest.RemoveAt(best);
            features.RemoveAt(best);
        }
    }

    private static int[] FeaturesOf(int node, GraphReader reader)
    {
        var features = new List<int>();
        foreach (var relation in Features)
        {
            foreach (var (neighbour, _) in reader.Follow(relation, node)) features.Add(neighbour);
        }

        return [.. features];
    }
}
