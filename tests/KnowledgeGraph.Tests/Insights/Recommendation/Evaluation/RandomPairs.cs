using KnowledgeGraph.Insights.Recommendation.Evaluation;

namespace KnowledgeGraph.Tests.Insights.Recommendation.Evaluation;

/// <summary>Who did what, at random: few items are done by many, as in life.</summary>
internal static class RandomPairs
{
    public static Pair[] Make(Random random, int members, int items, int count)
    {
        var pairs = new Pair[count];
        for (var index = 0; index < count; index++)
        {
            var item = (int)(items * Math.Pow(random.NextDouble(), 2));
            pairs[index] = new Pair(random.Next(members), item, random.Next(1, 9));
        }

        return pairs;
    }
}
