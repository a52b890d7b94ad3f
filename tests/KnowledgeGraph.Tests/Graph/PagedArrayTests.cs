using KnowledgeGraph.Graph;
using Xunit;

namespace KnowledgeGraph.Tests.Graph;

public class PagedArrayTests
{
    [Fact]
    public void What_was_never_written_is_missing_and_takes_no_page()
    {
        var builder = PagedArray.Empty(-1).ToBuilder();
        builder[5_000] = 7;
        var array = builder.Freeze();

        Assert.Equal((7, -1, -1), (array[5_000], array[5_001], array[1_000_000]));
        Assert.Null(array.Page(0));
    }

    [Fact]
    public void A_version_keeps_its_values_and_shares_the_pages_that_the_next_did_not_touch()
    {
        var first = PagedArray.Empty(0L).ToBuilder();
        for (var i = 0; i < 3 * Pages.Size; i++) first[i] = i;
        var old = first.Freeze();

        var second = old.ToBuilder();
        second[Pages.Size] = -5;
        var next = second.Freeze();

        Assert.Equal((Pages.Size, -5), (old[Pages.Size], next[Pages.Size]));
        Assert.Same(old.Page(0), next.Page(0));
        Assert.NotSame(old.Page(1), next.Page(1));
        Assert.Same(old.Page(2), next.Page(2));
    }

    [Fact]
    public void Writing_what_is_there_makes_no_new_version()
    {
        var builder = PagedArray.Empty(0).ToBuilder();
        builder[3] = 9;
        var array = builder.Freeze();
        var again = array.ToBuilder();
        again[3] = 9;
        again[70_000] = 0;

        Assert.Same(array, again.Freeze());
    }

    [Fact]
    public void Two_versions_differ_where_their_values_do_whichever_is_asked()
    {
        var first = PagedArray.Empty(-1).ToBuilder();
        for (var i = 0; i < Pages.Size + 5; i++) first[i] = i;
        var old = first.Freeze();
        var second = old.ToBuilder();
        second[7] = -1;
        second[Pages.Size + 1] = 0;
        second[5 * Pages.Size] = 3;
        second[5 * Pages.Size + 1] = -1;
        var next = second.Freeze();

        int[] expected = [7, Pages.Size + 1, 5 * Pages.Size];
        Assert.Equal(expected, Differences(old, next));
        Assert.Equal(expected, Differences(next, old));
        Assert.Empty(Differences(old, old));

        static List<int> Differences(PagedArray<int> one, PagedArray<int> other)
        {
            var found = new List<int>();
            one.FindDifferences(other, found);
            return found;
        }
    }
}
