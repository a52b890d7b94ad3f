using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Insights.Recommendation.Evaluation;

public class EvaluationTests
{
    // Members 0 and 1 did the same; member 0 will do what member 1 did besides.
    private static readonly Pair[] Train = [new(0, 0, 1), new(1, 0, 1), new(1, 1, 1), new(2, 2, 1)];

    [Fact]
    public void What_like_minded_members_did_is_found()
    {
        var report = KnowledgeGraph.Insights.Recommendation.Evaluation.Evaluation.Run(
            Train, [new(0, 1, 1), new(2, 0, 1)], WalkSettings.Default);
        Assert.Equal(2, report.Paths.Members);
        // One of two members found all that it did later, at the first place; the other has no path to anything.
        Assert.Equal((0.5, 0.5, 0.5), (report.Paths.Recall, report.Paths.Ndcg, report.Paths.HitRate));
        Assert.Equal(1.0 / 3, report.Paths.Coverage, 12);
        Assert.Equal(1, report.Paths.Explained);
        Assert.Equal(["popularity", "itemKnn", "pageRank", "random"], report.Baselines.Select(method => method.Name));
    }

    [Fact]
    public void Gain_is_discounted_by_place_and_cut_at_the_length_of_the_list()
    {
        // Everybody did item 0 most, then 1, then 2: popularity ranks them so, and only 2 is wanted.
        Pair[] train =
        [
            new(1, 0, 1), new(2, 0, 1), new(3, 0, 1), new(1, 1, 1), new(2, 1, 1), new(1, 2, 1), new(0, 3, 1),
        ];
        var table = PairTable.From(train, 4, 4);
        var results = FullRanking.Run(new PopularityRanker(table), table, PairTable.From([new(0, 2, 1)], 4, 4), [0]);
        Assert.Equal([0, 1, 2], results[0].Items);
        Assert.Equal(1 / Math.Log2(4), results[0].Ndcg, 12);
    }

    [Fact]
    public void A_difference_that_is_always_the_same_way_is_no_chance_and_one_that_is_not_is()
    {
        double[] always = [.. Enumerable.Repeat(0.1, 40)];
        double[] never = [.. Enumerable.Range(0, 40).Select(index => index % 2 == 0 ? 0.1 : -0.1)];
        Assert.True(PairedTest.PValue(always) < 0.001);
        Assert.Equal(1, PairedTest.PValue(never));
    }

    [Fact]
    public void PageRank_is_what_power_iteration_gives()
    {
        var pairs = RandomPairs.Make(new Random(3), 20, 20, 120);
        var table = PairTable.From(pairs, 20, 20);
        var pushed = new float[20];
        new PageRankRanker(table).Score(0, pushed);
        var exact = PowerIteration(table, 0);
        for (var item = 0; item < 20; item++) Assert.Equal(exact[20 + item], pushed[item], 2e-3);
    }

    [SharedDataFact]
    public void On_LastFm_paths_alone_reach_the_goal()
    {
        var (train, test) = (LastFm("data1.txt"), LastFm("test1.txt"));
        var report = KnowledgeGraph.Insights.Recommendation.Evaluation.Evaluation.Run(
            train, test, WalkSettings.Default);
        Assert.InRange(report.Paths.Recall, 0.28, 1);
        Assert.InRange(report.Paths.Ndcg, 0.222, 1);
        Assert.Equal(1, report.Paths.Explained);
        Assert.All(
            report.Baselines, baseline => Assert.True(baseline.Ndcg < report.Paths.Ndcg && baseline.PValue < 0.01));
    }

    private static Pair[] LastFm(string file) =>
    [
        .. File.ReadLines(SharedData.PathOf($"lastfm/{file}")).Select(line => line.Split('\t')).Select(
            parts => new Pair(int.Parse(parts[0]), int.Parse(parts[1]), double.Parse(parts[2]))),
    ];

    private static double[] PowerIteration(PairTable table, int member)
    {
        var rank = new double[40];
        rank[member] = 1;
        for (var round = 0; round < 200; round++)
        {
            var next = new double[40];
            next[member] = 0.15;
            for (var node = 0; node < 40; node++)
            {
                var row = node < 20 ? table.ItemsOf(node) : table.MembersOf(node - 20);
                foreach (var other in row) next[node < 20 ? other + 20 : other] += 0.85 * rank[node] / row.Length;
            }

            rank = next;
        }

        return rank;
    }
}
