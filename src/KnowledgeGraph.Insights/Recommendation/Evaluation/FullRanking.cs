using KnowledgeGraph.Graph.Walks;

namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>
/// Ranks all items that a member did not do, for each member with something to find, and looks for what the member did
/// later. No negatives are sampled: samples do not keep the order of methods (Krichene and Rendle, KDD 2020).
/// </summary>
internal static class FullRanking
{
    public const int ListLength = 20;

    /// <summary>Results in the order of <paramref name="members"/>.</summary>
    /// <param name="ranker">Gives the scores.</param>
    /// <param name="leftOut">What is not to be recommended to whom: mostly what it did before.</param>
    /// <param name="test">What is looked for.</param>
    /// <param name="members">Whose lists are judged.</param>
    public static MemberResult[] Run(IRanker ranker, PairTable leftOut, PairTable test, IReadOnlyList<int> members)
    {
        var results = new MemberResult[members.Count];
        Parallel.For(
            0, results.Length,
            () => (Scores: new float[leftOut.ItemCount], Top: new TopList(ListLength)),
            (index, _, scratch) =>
            {
                results[index] = Rank(ranker, leftOut, test, members[index], scratch.Scores, scratch.Top);
                return scratch;
            },
            _ => { });
        return results;
    }

    /// <summary>The members with something to find, at most so many, evenly from all.</summary>
    public static int[] Members(PairTable test, int membersMax = int.MaxValue)
    {
        var all = Enumerable.Range(0, test.MemberCount).Where(member => !test.ItemsOf(member).IsEmpty).ToArray();
        if (all.Length <= membersMax) return all;
        return [.. Enumerable.Range(0, membersMax).Select(index => all[(int)((long)index * all.Length / membersMax)])];
    }

    private static MemberResult Rank(
        IRanker ranker, PairTable leftOut, PairTable test, int member, float[] scores, TopList top)
    {
        Array.Clear(scores);
        ranker.Score(member, scores);
        foreach (var item in leftOut.ItemsOf(member)) scores[item] = 0;
        top.Clear();
        for (var item = 0; item < scores.Length; item++)
        {
            if (scores[item] > 0) top.Offer(item, scores[item]);
        }

        return Judge(member, top.Nodes, test.ItemsOf(member));
    }

    private static MemberResult Judge(int member, ReadOnlySpan<int> list, ReadOnlySpan<int> wanted)
    {
        var (hits, gain, best) = (0, 0.0, 0.0);
        for (var place = 0; place < list.Length; place++)
        {
            if (wanted.BinarySearch(list[place]) < 0) continue;
            hits++;
            gain += Discount(place);
        }

        for (var place = 0; place < Math.Min(ListLength, wanted.Length); place++) best += Discount(place);
        return new(member, (double)hits / wanted.Length, gain / best, hits > 0 ? 1 : 0, list.ToArray());
    }

    private static double Discount(int place) => 1 / Math.Log2(place + 2);
}
