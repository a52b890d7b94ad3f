using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;

namespace KnowledgeGraph.Tests.Insights.Recommendation.Evaluation;

/// <summary>
/// The formula of docs/insights/recommendation.md over dense matrices, written to be read: what the walks are held to.
/// </summary>
internal sealed class DenseWalk
{
    private readonly double[,] _weight;
    private readonly WalkSettings _settings;
    private readonly int _members;
    private readonly int _items;

    public DenseWalk(IEnumerable<Pair> pairs, int members, int items, WalkSettings settings)
    {
        (_members, _items, _settings) = (members, items, settings);
        _weight = new double[members, items];
        foreach (var pair in pairs) _weight[pair.Member, pair.Item] += pair.Weight;
        for (var member = 0; member < members; member++)
        {
            var row = Enumerable.Range(0, items).Select(item => _weight[member, item]).Where(w => w > 0).ToArray();
            if (row.Length == 0) continue;
            var mean = Math.Pow(row.Aggregate(1.0, (product, w) => product * w), 1.0 / row.Length);
            for (var item = 0; item < items; item++) _weight[member, item] /= mean;
        }
    }

    /// <summary>By item; 0 for those that the member did.</summary>
    public double[] Scores(int member)
    {
        var scores = new double[_items];
        for (var target = 0; target < _items; target++)
        {
            if (_weight[member, target] > 0) continue;
            for (var start = 0; start < _items; start++)
            {
                if (_weight[member, start] == 0) continue;
                var reached = 0.0;
                for (var other = 0; other < _members; other++)
                {
                    if (other == member || _weight[other, start] == 0 || _weight[other, target] == 0) continue;
                    reached += Math.Pow(ItemDegree(start), -_settings.StartDegree)
                        * Math.Pow(_weight[other, start], _settings.MiddleWeight)
                        * Math.Pow(MemberDegree(other), -_settings.MiddleDegree)
                        * Math.Pow(_weight[other, target], _settings.MiddleWeight);
                }

                // An item that nobody did has no degree to divide by.
                if (reached == 0) continue;
                var damped = reached * Math.Pow(ItemDegree(target), -_settings.Popularity);
                scores[target] += Math.Pow(_weight[member, start], _settings.StartWeight)
                    * Math.Pow(damped, _settings.MultiHitEighths / 8.0);
            }
        }

        return scores;
    }

    private int ItemDegree(int item) => Enumerable.Range(0, _members).Count(member => _weight[member, item] > 0);

    private int MemberDegree(int member) => Enumerable.Range(0, _items).Count(item => _weight[member, item] > 0);
}
