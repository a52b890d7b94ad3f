using KnowledgeGraph.Graph;
using Xunit;

namespace KnowledgeGraph.Tests.Graph;

public class HashIndexTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 100_000)]
    public void Finds_what_a_dictionary_finds_through_adds_removes_and_growth(int seed, int hashes)
    {
        // Few hashes: long probes of equal ones. Many: growth.
        var random = new Random(seed);
        var model = new Dictionary<int, uint>();
        var index = HashIndex.Empty;
        for (var version = 0; version < 10; version++)
        {
            var builder = index.ToBuilder();
            for (var i = 0; i < (hashes < 10 ? 5 : 400); i++)
            {
                var value = random.Next(10_000);
                if (model.Remove(value, out var old)) builder.Remove(old, value);
                else
                {
                    model.Add(value, (uint)random.Next(hashes));
                    builder.Add(model[value], value);
                }
            }

            index = builder.Freeze();
            foreach (var group in model.GroupBy(entry => entry.Value))
            {
                Assert.Equal(group.Select(entry => entry.Key).Order(), Values(index, group.Key).Order());
            }
        }

        Assert.True(index.Used <= index.Capacity / 2, $"seed {seed}");
    }

    private static List<int> Values(HashIndex index, uint hash)
    {
        var values = new List<int>();
        var probe = index.Find(hash);
        while (probe.MoveNext()) values.Add(probe.Current);
        return values;
    }
}
