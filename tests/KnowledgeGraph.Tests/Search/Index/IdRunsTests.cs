using KnowledgeGraph.Search.Index;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Index;

public class IdRunsTests
{
    [Fact]
    public void The_bits_of_documents_are_those_of_their_ids()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var mask = DocumentMask.Where(random.Next(1, 300), _ => random.Next(2) == 0);
            var start = random.Next(200);
            var hasGaps = round % 2 == 0;
            int[] ids =
                [.. Enumerable.Range(start, random.Next(1, 200)).Where(_ => !hasGaps || random.Next(3) > 0)];
            var bits = new ulong[(ids.Length + 63) >> 6];
            Array.Fill(bits, ulong.MaxValue);
            new IdRuns(ids).Project(mask.Words, bits);
            var there = Enumerable.Range(0, ids.Length).Select(place => (bits[place >> 6] >> place & 1) != 0);
            Assert.Equal(ids.Select(mask.Contains), there);
            Assert.Equal(ids.Count(mask.Contains), bits.Sum(word => (int)ulong.PopCount(word)));
        }
    }
}
