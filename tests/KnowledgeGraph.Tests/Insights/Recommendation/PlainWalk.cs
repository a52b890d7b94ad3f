using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Tests.Insights.Recommendation;

/// <summary>
/// The formula of docs/insights/recommendation.md over the graph, path by path, without anything that makes it fast.
/// </summary>
internal sealed class PlainWalk(GraphReader reader, long now)
{
    private const double HalfLifeDays = 365;

    private readonly WalkSettings _settings = WalkSettings.Default;

    /// <summary>The score of each node that starts of weight 1 reach.</summary>
    public Dictionary<int, double> Scores(IReadOnlyList<int> starts, IReadOnlyList<PathType> types)
    {
        var scores = new Dictionary<int, double>();
        foreach (var start in starts)
        {
            foreach (var type in types.Where(type => type.Starts.Contains(reader.KindOf(start))))
            {
                var reached = new Dictionary<int, double>();
                Spread(start, type.Steps.Length, 0, 1);
                foreach (var (node, amount) in reached)
                {
                    if (node == start || !type.Ends.Contains(reader.KindOf(node))) continue;
                    var known = Math.Max(1, Row(WalkRelations.ItemMembers, node).Count);
                    scores[node] = scores.GetValueOrDefault(node) + (type.Weight * Math.Pow(
                        amount * Math.Pow(known, -_settings.Popularity), _settings.MultiHitEighths / 8.0));
                }

                void Spread(int node, int steps, int index, double amount)
                {
                    if (index == steps)
                    {
                        reached[node] = reached.GetValueOrDefault(node) + amount;
                        return;
                    }

                    var row = Row(type.Steps[index].Rows, node);
                    var shared = amount * Math.Pow(row.Count, -type.Steps[index].DegreeExponent);
                    foreach (var (neighbour, edge) in row)
                    {
                        if (neighbour < 0 || Weight(edge) <= 0) continue;
                        Spread(neighbour, steps, index + 1, shared * Weight(edge));
                    }
                }
            }
        }

        foreach (var start in starts) scores.Remove(start);
        return scores;
    }

    private List<(int Neighbour, int Edge)> Row(int step, int node)
    {
        var row = new List<(int Neighbour, int Edge)>();
        foreach (var relation in WalkRelations.All[step].Relations)
        {
            foreach (var entry in reader.Follow(relation, node)) row.Add(entry);
        }

        return row;
    }

    private double Weight(int edge)
    {
        var record = reader.EdgeRecordOf(edge);
        if (record.Type == EdgeType.About) return record["confidence"] is { IsNull: false } sure ? sure.AsNumber() : 1;
        if (EdgeTypes.Of(record.Type).Family == EdgeFamily.Link)
            return InteractionWeights.Of(record.Type) is > 0 and var link ? link : 1;
        var value = record.Type is EdgeType.Liked or EdgeType.Rated && record["value"] is { IsNull: false } given
            ? given.AsNumber()
            : record.Type == EdgeType.Liked ? 1 : NumberColumn.Missing;
        var days = (double)Math.Max(0, now - record.At!.Value) / TimeSpan.TicksPerDay;
        return InteractionWeights.Of(record.Type, value) * Math.Pow(0.5, days / HalfLifeDays);
    }
}
