using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// Sums without what is hidden, page by page: a page from which nothing is taken is the version's own, and one of which
/// neither side changed is the one from before.
/// </summary>
internal static class Differences
{
    /// <param name="all">The sums over everything.</param>
    /// <param name="hidden">What is taken from them.</param>
    /// <param name="before">The same of the version before; null for none.</param>
    public static PagedArray<long> Of(
        PagedArray<long> all, PagedArray<long> hidden,
        (PagedArray<long> All, PagedArray<long> Hidden, PagedArray<long> Result)? before = null)
    {
        if (hidden.PageCount == 0) return all;
        if (before is var (oldAll, oldHidden, oldResult) && oldAll == all && oldHidden == hidden) return oldResult;
        var pages = new long[all.PageCount][];
        for (var page = 0; page < pages.Length; page++)
        {
            pages[page] = hidden.Page(page) is not { } taken ? all.Page(page)!
                : before is { } old && old.All.Page(page) == all.Page(page) && old.Hidden.Page(page) == taken
                    ? old.Result.Page(page)!
                : Take(all.Page(page), taken, all.Missing);
        }

        return PagedArray.FromPages(pages, all.Missing);
    }

    /// <summary>The means of the ratings that are seen.</summary>
    public static PagedArray<double> Ratings(
        NodeTable nodes, Adjacency[] relations, HiddenSums hidden,
        (NodeTable Nodes, HiddenSums Hidden, PagedArray<double> Result)? before = null)
    {
        if (hidden.Ratings.PageCount == 0) return nodes.Ratings;
        var rows = relations[Relations.Ratings.Index];
        var pages = new double[nodes.Ratings.PageCount][];
        for (var page = 0; page < pages.Length; page++)
        {
            if (hidden.Ratings.Page(page) is not { } counts)
            {
                pages[page] = nodes.Ratings.Page(page)!;
                continue;
            }

            // The counts of a page stay the same where one rating is changed for another.
            if (before is var (oldNodes, oldHidden, oldResult)
                && oldNodes.RatingSums.Page(page) == nodes.RatingSums.Page(page)
                && oldNodes.Ratings.Page(page) == nodes.Ratings.Page(page)
                && oldHidden.Ratings.Page(page) == counts
                && oldHidden.RatingMillionths.Page(page) == hidden.RatingMillionths.Page(page))
            {
                pages[page] = oldResult.Page(page)!;
                continue;
            }

            double[] means = nodes.Ratings.Page(page) is { } all ? [.. all] : Missing();
            for (var i = 0; i < means.Length; i++)
            {
                if (counts[i] == 0) continue;
                var node = (page << Pages.Shift) + i;
                means[i] = Derivation.MeanRating(
                    nodes.RatingSums[node] - hidden.RatingMillionths[node], rows.Degree(node) - counts[i]);
            }

            pages[page] = means;
        }

        return PagedArray.FromPages(pages, NumberColumn.Missing);
    }

    private static long[] Take(long[]? all, long[] taken, long missing)
    {
        var result = new long[Pages.Size];
        for (var i = 0; i < result.Length; i++)
        {
            var value = all?[i] ?? missing;
            // Nothing is taken from what has no sum.
            result[i] = taken[i] == 0 ? value : value - taken[i];
        }

        return result;
    }

    private static double[] Missing()
    {
        var values = new double[Pages.Size];
        Array.Fill(values, NumberColumn.Missing);
        return values;
    }
}
