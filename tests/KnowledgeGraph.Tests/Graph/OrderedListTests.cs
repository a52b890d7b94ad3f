using KnowledgeGraph.Graph;
using Xunit;

namespace KnowledgeGraph.Tests.Graph;

public class OrderedListTests
{
    private readonly struct Descending : IOrdinalComparer
    {
        public int Compare(int left, int right) => right.CompareTo(left);
    }

    private readonly struct At(int place) : IOrdinalProbe
    {
        public int Compare(int ordinal) => place.CompareTo(ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Holds_what_a_sorted_array_holds_through_inserts_and_removes(int seed)
    {
        var random = new Random(seed);
        var model = new HashSet<int>(Enumerable.Range(0, 2_000));
        var list = OrderedList.FromSorted([.. model.OrderDescending()]);
        for (var version = 0; version < 15; version++)
        {
            var builder = list.ToBuilder();
            // Grows, then shrinks to nothing.
            for (var i = 0; i < 300; i++) Toggle(builder, random.Next(version < 7 ? 10_000 : 2_500));
            if (version == 14) foreach (var left in model.ToArray()) Toggle(builder, left);
            var old = list.ToArray();
            var next = builder.Freeze();

            Assert.Equal(model.OrderDescending(), next.ToArray());
            Assert.Equal(old, list.ToArray());
            list = next;
            CheckReads();
        }

        Assert.Equal(0, list.Count);

        void Toggle(OrderedList.Builder builder, int ordinal)
        {
            if (model.Remove(ordinal)) builder.Remove(ordinal, default(Descending));
            else if (model.Add(ordinal)) builder.Insert(ordinal, default(Descending));
        }

        void CheckReads()
        {
            var all = list.ToArray();
            for (var i = 0; i < 20 && all.Length > 0; i++)
            {
                var (start, place) = (random.Next(all.Length), random.Next(11_000));
                var part = new int[random.Next(all.Length - start + 1)];
                list.CopyTo(start, part);
                Assert.Equal(all.Skip(start).Take(part.Length), part);
                Assert.Equal(all[start], list[start]);
                Assert.Equal(all.Count(ordinal => ordinal > place), list.LowerBound(new At(place)));
            }
        }
    }

    [Fact]
    public void Removing_what_is_not_at_its_place_says_so()
    {
        var builder = OrderedList.FromSorted([3, 1]).ToBuilder();
        Assert.Throws<InvalidOperationException>(() => builder.Remove(2, default(Descending)));
    }
}
