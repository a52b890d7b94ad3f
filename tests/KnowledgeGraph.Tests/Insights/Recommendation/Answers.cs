using System.Globalization;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

/// <summary>All answers of a version as text, in ids; on the way everything that is shown is verified.</summary>
internal static class Answers
{
    public static readonly long Now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>A version of everything in one commit.</summary>
    public static GraphSnapshot SnapshotOf(
        IEnumerable<NodeRecord> nodes, IEnumerable<EdgeRecord> links, IEnumerable<EdgeRecord> interactions)
    {
        var projector = new Projector(GraphSnapshot.Empty());
        projector.Apply(new Commit(1, 1, "somebody",
        [
            .. nodes.Select(node => new NodePut(node)), .. links.Select(link => new LinkPut(link)),
            .. interactions.Select(interaction => new InteractionRecorded(interaction)),
        ]));
        return projector.Freeze();
    }

    public static IEnumerable<string> Of(GraphReader reader, RecommendationQuery query)
    {
        foreach (var kind in NodeKinds.All)
        {
            var nodes = reader.Nodes(kind.Kind).ToArray();
            Array.Sort(nodes, (left, right) => string.CompareOrdinal(Id(reader, left), Id(reader, right)));
            foreach (var node in nodes)
            {
                using var list = kind.Kind switch
                {
                    NodeKind.Member => Recommendations.ForMember(reader, node, query),
                    NodeKind.Document => Recommendations.From(reader, [node], query),
                    NodeKind.Course => Recommendations.NextCourses(reader, node, query),
                    NodeKind.Topic => Recommendations.Experts(reader, node, query),
                    NodeKind.CodeRepository => Recommendations.Contributors(reader, node, query),
                    _ => Recommendations.From(reader, [node], query),
                };
                yield return $"{Id(reader, node)}: {list.Ranked.Count}, sampled {list.IsSampled}";
                for (var place = 0; place < Math.Min(5, list.Ranked.Count); place++)
                    yield return Text(reader, list.At(place, withPaths: true));
            }
        }
    }

    public static string Text(GraphReader reader, KnowledgeGraph.Insights.Recommendation.Recommendation answer)
    {
        Assert.True(double.IsFinite(answer.Score) && answer.Score > 0, $"score {answer.Score}");
        Assert.Equal(1, answer.Paths.Sum(path => path.Share), 9);
        var paths = answer.Paths.Select(path => Text(reader, answer.Node, path)).Order(StringComparer.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture, $"  {Id(reader, answer.Node)} {answer.Score:G7} {string.Join("; ", paths)}");
    }

    private static string Text(GraphReader reader, int node, RecommendationPath path)
    {
        Assert.Equal(node, path.Nodes[^1]);
        var joined = path.IsComplete ? path.Nodes.Count - 1 : path.Nodes.Count - 2;
        Assert.Equal(joined, path.Edges.Count);
        for (var index = 0; index < path.Edges.Count; index++)
            AssertJoins(reader, path.Edges[index], path.Nodes[index], path.Nodes[index + 1]);
        return string.Create(CultureInfo.InvariantCulture,
            $"{path.Kind} {path.Share:F5} {string.Join('>', path.Nodes.Select(n => Id(reader, n)))} " +
            $"{path.IsComplete} +{path.Others}");
    }

    /// <summary>The edge may be listed, and joins the two nodes in one direction or the other.</summary>
    public static void AssertJoins(GraphReader reader, int edge, int left, int right)
    {
        Assert.True(reader.ListsEdge(edge), $"An edge {reader.TypeOf(edge)} may not be listed.");
        var ends = (reader.SourceOf(edge), reader.TargetOf(edge));
        Assert.True(ends == (left, right) || ends == (right, left), $"{reader.TypeOf(edge)} joins other nodes.");
    }

    public static string Id(GraphReader reader, int node) => reader.Ids.String(node)!;
}
