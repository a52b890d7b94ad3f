using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// How good the explanations of some answers are, each judged by its first path: means over the answers that have what
/// is measured. After Balloccu, Boratto, Fenu and Marras (SIGIR 2022).
/// </summary>
/// <param name="Fidelity">The share of answers with a complete path.</param>
/// <param name="Recency">
/// Linking interaction recency: the place of what a path begins with among all that the member did and the reader may
/// list, from 0 for the oldest to 1 for the newest.
/// </param>
/// <param name="Popularity">Shared entity popularity: the edges of the node before the answer.</param>
/// <param name="Diversity">
/// Explanation type diversity: kinds of paths, of as many as there are answers, or kinds.
/// </param>
public sealed record ExplanationQuality(double Fidelity, double? Recency, double? Popularity, double Diversity)
{
    private static readonly RelationSet Everything = new(Relations.All.Where(relation => relation.Type is not null));

    public static ExplanationQuality Of(GraphReader reader, IReadOnlyList<Recommendation> answers)
    {
        var paths = answers.Where(answer => answer.Paths.Count > 0).Select(answer => answer.Paths[0]).ToArray();
        var kinds = paths.Select(path => path.Kind).Distinct().Count();
        var most = Math.Min(paths.Length, Enum.GetValues<PathKind>().Length);
        return new(
            answers.Count == 0 ? 0 : (double)answers.Count(IsExplained) / answers.Count,
            Mean(Recencies(reader, paths)),
            Mean(paths.Where(path => path.Nodes.Count > (path.HasMember ? 3 : 2))
                .Select(path => (double)reader.Degree(Everything, path.Nodes[^2]))),
            most == 0 ? 0 : (double)kinds / most);
    }

    private static bool IsExplained(Recommendation answer) => answer.Paths.Any(path => path.IsComplete);

    private static IEnumerable<double> Recencies(GraphReader reader, RecommendationPath[] paths)
    {
        long[]? times = null;
        foreach (var path in paths)
        {
            if (!path.HasMember || path.Edges.Count == 0) continue;
            if (EdgeTypes.Of(reader.TypeOf(path.Edges[0])).Family != EdgeFamily.Interaction) continue;
            times ??= Times(reader, path.Nodes[0]);
            var older = Array.BinarySearch(times, reader.EdgeTimes[path.Edges[0]]);
            while (older > 0 && times[older - 1] == times[older]) older--;
            yield return times.Length < 2 ? 1 : (double)older / (times.Length - 1);
        }
    }

    private static long[] Times(GraphReader reader, int member)
    {
        var times = new List<long>();
        foreach (var (_, edge) in reader.Follow(Relations.Interactions, member))
        {
            if (reader.ListsEdge(edge)) times.Add(reader.EdgeTimes[edge]);
        }

        times.Sort();
        return [.. times];
    }

    private static double? Mean(IEnumerable<double> values)
    {
        var all = values.ToArray();
        return all.Length == 0 ? null : Digits.Nine(all.Average());
    }
}
