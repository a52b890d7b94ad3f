using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Insights.Recommendation.Evaluation;

public class MemberWalkTests(ITestOutputHelper output)
{
    [Fact]
    public void Scores_are_those_of_the_dense_reference()
    {
        var random = new Random(RandomSeed.Next("WALK_SEED", output));
        for (var round = 0; round < RandomSeed.Count("WALK_ROUNDS", 30); round++)
        {
            var (members, items) = (random.Next(2, 25), random.Next(2, 25));
            var pairs = RandomPairs.Make(random, members, items, random.Next(1, 150));
            var settings = RandomSettings(random);
            var dense = new DenseWalk(pairs, members, items, settings);
            var walk = new MemberWalk(PairTable.From(pairs, members, items), settings);
            for (var member = 0; member < members; member++)
            {
                var expected = dense.Scores(member);
                var scores = walk.Scores(member);
                for (var item = 0; item < items; item++) AssertClose(expected[item], scores[item], 1e-5);
            }
        }
    }

    [Fact]
    public void Rows_made_beforehand_give_the_same_scores()
    {
        var random = new Random(RandomSeed.Next("WALK_SEED", output));
        var pairs = RandomPairs.Make(random, 60, 80, 900);
        var table = PairTable.From(pairs, 60, 80);
        var settings = RandomSettings(random);
        var ranker = new PathRanker(table, settings);
        var walk = new MemberWalk(table, settings);
        for (var member = 0; member < 60; member++)
        {
            var made = new float[80];
            ranker.Score(member, made);
            var scores = walk.Scores(member);
            for (var position = 0; position < scores.Count; position++)
                AssertClose(scores.Sums[position], made[scores.Nodes[position]], 1e-3);
        }
    }

    [Fact]
    public void The_sampled_walk_comes_closer_to_the_exact_one_the_more_it_reads()
    {
        var random = new Random(11);
        var pairs = RandomPairs.Make(random, 400, 120, 8_000);
        var walk = new MemberWalk(PairTable.From(pairs, 400, 120), WalkSettings.Default);
        double[] errors = [.. new[] { 4, 16, 64 }.Select(entries => MeanError(walk, entries))];
        output.WriteLine($"Mean relative error with 4, 16 and 64 entries a row: {string.Join(", ", errors)}");
        Assert.True(errors[0] > errors[1] && errors[1] > errors[2], string.Join(", ", errors));
        Assert.True(errors[2] < 0.1, $"{errors[2]}");
        Assert.Equal(0, MeanError(walk, 100_000));
    }

    [Fact]
    public void A_question_has_one_answer()
    {
        var pairs = RandomPairs.Make(new Random(5), 300, 100, 6_000);
        var table = PairTable.From(pairs, 300, 100);
        var first = new MemberWalk(table, WalkSettings.Default).Best(3, entriesMax: 8, seed: 42).ToArray();
        var walk = new MemberWalk(table, WalkSettings.Default);
        walk.Best(4, entriesMax: 8, seed: 42);
        Assert.Equal(first, walk.Best(3, entriesMax: 8, seed: 42).ToArray());
    }

    private static double MeanError(MemberWalk walk, int entries)
    {
        var (error, count) = (0.0, 0);
        for (var member = 0; member < 20; member++)
        {
            var exactScores = walk.Scores(member);
            var exact = Enumerable.Range(0, exactScores.Count)
                .ToDictionary(position => exactScores.Nodes[position], position => exactScores.Sums[position]);
            var sampled = walk.Scores(member, entries, seed: 7);
            foreach (var (item, score) in exact)
            {
                error += Math.Abs(sampled[item] - score) / score;
                count++;
            }
        }

        return error / count;
    }

    private static WalkSettings RandomSettings(Random random) => new()
    {
        StartWeight = random.Next(3) * 0.3,
        MiddleWeight = random.Next(3) * 0.3,
        StartDegree = random.NextDouble(),
        MiddleDegree = random.NextDouble(),
        Popularity = random.NextDouble(),
        MultiHitEighths = random.Next(1, 9),
    };

    private static void AssertClose(double expected, double actual, double relative) => Assert.True(
        Math.Abs(expected - actual) <= relative * Math.Max(1e-9, Math.Abs(expected)), $"{actual}, not {expected}");
}
