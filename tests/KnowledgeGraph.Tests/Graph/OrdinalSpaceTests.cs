using KnowledgeGraph.Graph;
using Xunit;

namespace KnowledgeGraph.Tests.Graph;

public class OrdinalSpaceTests
{
    [Fact]
    public void Each_class_has_pages_of_its_own_and_no_ordinal_is_given_twice()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        var space = OrdinalSpace.Empty;
        var given = new Dictionary<int, byte>();
        for (var version = 0; version < 20; version++)
        {
            var builder = space.ToBuilder();
            for (var i = 0; i < 300; i++)
            {
                var ofClass = (byte)random.Next(4);
                Assert.True(given.TryAdd(builder.Allocate(ofClass), ofClass), $"seed {Seed}");
            }

            space = builder.Freeze();
        }

        Assert.All(given, ordinal => Assert.Equal(ordinal.Value, space.ClassOf(ordinal.Key)));
        Assert.InRange(space.Capacity, given.Count, given.Count + (4 * Pages.Size));
    }

    [Fact]
    public void A_version_does_not_see_what_the_next_gave_out()
    {
        var first = OrdinalSpace.Empty.ToBuilder();
        first.Allocate(2);
        var old = first.Freeze();
        var second = old.ToBuilder();
        second.Allocate(5);
        var next = second.Freeze();

        Assert.Equal((Pages.Size, 2 * Pages.Size), (old.Capacity, next.Capacity));
        Assert.Equal((2, 5), (next.ClassOf(0), next.ClassOf(Pages.Size)));
    }
}
