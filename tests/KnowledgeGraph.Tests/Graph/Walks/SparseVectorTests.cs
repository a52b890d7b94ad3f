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
    public void What_was_put_past_others_is_forgotten_too()
    {
        // Few of many slots, so that they are wiped one by one; nodes that begin at the same slot go on to the next.
        var random = new Random(2);
        var vector = new SparseVector();
        for (var node = 0; node < 5_000; node++) vector.Add(node, 1);
        for (var round = 0; round < 2_000; round++)
        {
            vector.Clear();
            var nodes = Enumerable.Range(0, 200).Select(_ => random.Next(400) << 20).Distinct().ToArray();
            foreach (var node in nodes) vector.Add(node, 1);
            Assert.Equal(nodes, vector.Nodes.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4_999)]
    [InlineData(5_000)]
    public void The_bar_of_the_largest_is_what_sorting_finds(int count)
    {
        var random = new Random(3);
        var largest = new LargestOf();
        for (var round = 0; round < 5; round++)
        {
            var values = Enumerable.Range(0, 5_000)
                .Select(_ => random.Next(3) == 0 ? random.Next(4) : Math.Exp(random.NextDouble() * 40 - 20)).ToArray();
            var expected = count < values.Length ? values.OrderDescending().ElementAt(count - 1) : 0;
            Assert.Equal(expected, largest.Find(values, count));
        }
    }

    [Fact]
    public void Powers_of_many_are_the_same_bits_as_of_each()
    {
        var random = new Random(4);
        for (var eighths = 1; eighths <= 8; eighths++)
        {
            var values = Enumerable.Range(0, 37).Select(_ => random.NextDouble() * 100).ToArray();
            var expected = Array.ConvertAll(values, value => RootPower.Of(value, eighths));
            RootPower.Of(values, eighths);
            Assert.Equal(expected, values);
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
