using KnowledgeGraph.Graph.Walks;
using Xunit;

namespace KnowledgeGraph.Tests.Graph.Walks;

public class SparseVectorTests
{
    [Fact]
    public void It_adds_as_a_dictionary_does_and_forgets_when_cleared()
    {
        var random = new Random(1);
        var vector = new SparseVector();
        for (var round = 0; round < 50; round++)
        {
            vector.Clear();
            var expected = new Dictionary<int, double>();
            for (var step = random.Next(3_000); step > 0; step--)
            {
                var node = random.Next(1, 2_000) * 1_024;
                expected[node] = expected.GetValueOrDefault(node) + step;
                vector.Add(node, step);
            }

            Assert.Equal(expected.Keys, vector.Nodes.ToArray());
            Assert.All(expected, entry => Assert.Equal(entry.Value, vector[entry.Key]));
            Assert.Equal(0, vector[7]);
        }
    }

    [Fact]
    public void Powers_from_roots_are_powers()
    {
        for (var eighths = 1; eighths <= 8; eighths++)
        {
            foreach (var value in (double[])[0, 1e-9, 0.3, 1, 7, 1e6])
                Assert.Equal(Math.Pow(value, eighths / 8.0), RootPower.Of(value, eighths), 1e-12 * (1 + value));
        }
    }

    [Fact]
    public void The_best_come_first_and_of_equal_ones_the_earlier()
    {
        var top = new TopList(3);
        var node = 0;
        foreach (var score in (double[])[2, 5, 2, 1, 5]) top.Offer(++node, score);
        Assert.Equal([2, 5, 1], top.Nodes.ToArray());
    }

    [Fact]
    public void Each_draw_of_a_stratified_sample_comes_from_its_own_part()
    {
        var random = new SplitMix(1);
        for (var draw = 0; draw < 10; draw++)
            Assert.InRange(random.Stratified(draw, 10, 105), (int)(draw * 10.5), (int)((draw + 1) * 10.5));
    }
}
