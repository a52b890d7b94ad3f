using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// What the members of a community did before a moment, and what they did after it for the first time: the question as
/// it is asked in life.
/// </summary>
public static class TemporalSplit
{
    /// <summary>Members and items are numbered as they are met; what says nothing for them is passed over.</summary>
    /// <param name="reader">What may be seen.</param>
    /// <param name="moment">UTC ticks; what was done then or later is after it.</param>
    public static (IReadOnlyList<Pair> Before, IReadOnlyList<Pair> After) Of(GraphReader reader, long moment)
    {
        var (before, after, items) = (new List<Pair>(), new List<Pair>(), new Dictionary<int, int>());
        var times = reader.EdgeTimes;
        var members = reader.Nodes(NodeKind.Member).ToArray();
        for (var member = 0; member < members.Length; member++)
        {
            var (known, later) = (new HashSet<int>(), new Dictionary<int, double>());
            foreach (var (node, edge) in reader.Follow(Relations.Interactions, members[member]))
            {
                var weight = InteractionWeights.Of(reader.TypeOf(edge));
                if (node < 0 || weight <= 0 || reader.KindOf(node) is NodeKind.Member or NodeKind.Topic) continue;
                if (!items.TryGetValue(node, out var item)) items.Add(node, item = items.Count);
                if (times[edge] >= moment)
                {
                    later[item] = later.GetValueOrDefault(item) + weight;
                    continue;
                }

                known.Add(item);
                before.Add(new Pair(member, item, weight));
            }

            after.AddRange(later.Where(entry => !known.Contains(entry.Key))
                .Select(entry => new Pair(member, entry.Key, entry.Value)));
        }

        return (before, after);
    }
}
