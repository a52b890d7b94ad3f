using KnowledgeGraph.Search.Index;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Index;

public class DocumentMaskTests
{
    [Fact]
    public void Its_bits_by_place_are_those_of_the_ids()
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
            mask.Project(ids, bits);
            var there = Enumerable.Range(0, ids.Length).Select(place => (bits[place >> 6] >> place & 1) != 0);
            Assert.Equal(ids.Select(mask.Contains), there);
            Assert.Equal(ids.Count(mask.Contains), bits.Sum(word => (int)ulong.PopCount(word)));
        }
    }

    [Fact]
    public void What_lies_beyond_its_words_is_not_in_it()
    {
        var mask = DocumentMask.Of(3, 64);
        Assert.True(mask.Contains(64));
        Assert.False(mask.Contains(65));
        Assert.False(mask.Contains(1000));
        Assert.Equal(2, mask.Count);
        Assert.Equal(1, mask.And(DocumentMask.Of(3)).Count);
    }
}
