using KnowledgeGraph.Graph;
using Xunit;

namespace KnowledgeGraph.Tests.Graph;

public class AdjacencyTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 3_000)]
    public void Rows_are_what_lists_would_be_through_inserts_removes_and_rewrites_of_pages(int seed, int sources)
    {
        var random = new Random(seed);
        var model = new Dictionary<int, List<(int Neighbour, int Edge)>>();
        var adjacency = Adjacency.Empty;
        for (var version = 0; version < 40; version++)
        {
            var builder = adjacency.ToBuilder();
            for (var i = 0; i < 60; i++)
            {
                var source = random.Next(sources);
                if (!model.TryGetValue(source, out var row)) model.Add(source, row = []);
                var position = random.Next(row.Count + 1);
                if (position < row.Count && random.Next(3) == 0)
                {
                    row.RemoveAt(position);
                    builder.RemoveAt(source, position);
                }
                else
                {
                    row.Insert(position, (random.Next(), random.Next()));
                    builder.Insert(source, position, row[position].Neighbour, row[position].Edge);
                }
            }

            var before = Read(adjacency, sources);
            var next = builder.Freeze();
            Assert.Equal(before, Read(adjacency, sources));
            adjacency = next;
            Assert.Equal(Expected(), Read(adjacency, sources));
            Assert.Equal(model.Values.Sum(row => row.Count), adjacency.EdgeCount);
        }

        var pages = Enumerable.Range(0, adjacency.PageCount).Select(adjacency.Page).ToArray();
        Assert.Equal(Expected(), Read(Adjacency.FromPages(pages), sources));

        List<(int, int, int)> Expected() =>
            [.. from row in model orderby row.Key from it in row.Value select (row.Key, it.Neighbour, it.Edge)];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Notes_stay_beside_their_entries_through_versions_or_have_to_be_made_anew(int seed)
    {
        var random = new Random(seed);
        var (key, other) = (new object(), new object());
        var adjacency = Adjacency.FromOrdered([0, 0, 1, 1_500], [1, 2, 3, 4], [10, 11, 12, 13]);
        var (kept, edge) = (0, 20);
        for (var version = 0; version < 60; version++)
        {
            for (var source = 0; source < 60; source++)
            {
                var notes = adjacency.Notes(source, key);
                Assert.Equal(adjacency.Degree(source), notes.Length);
                Assert.True(adjacency.Notes(source, other).IsEmpty);
                for (var at = 0; at < notes.Length; at++)
                {
                    if (!float.IsNaN(notes[at])) kept++;
                    if (!float.IsNaN(notes[at])) Assert.Equal(adjacency[source].Edges[at], notes[at]);
                    notes[at] = adjacency[source].Edges[at];
                }
            }

            var builder = adjacency.ToBuilder();
            for (var change = 0; change < 5; change++)
            {
                var source = random.Next(60);
                if (builder.Degree(source) > 0 && random.Next(4) == 0) builder.RemoveAt(source, 0);
                else builder.Insert(source, random.Next(builder.Degree(source) + 1), random.Next(100), edge++);
            }

            adjacency = builder.Freeze();
        }

        Assert.True(kept > 1_000, $"{kept}");
    }

    [Fact]
    public void A_row_that_grows_at_its_ends_is_not_copied_and_every_version_keeps_its_own()
    {
        var versions = new List<(Adjacency Adjacency, int[] Expected)> { (Adjacency.Empty, []) };
        for (var number = 0; number < 2_000; number++)
        {
            var (last, row) = versions[^1];
            var builder = last.ToBuilder();
            var position = number % 3 == 0 ? row.Length : 0;
            builder.Insert(7, position, number, ~number);
            versions.Add((builder.Freeze(), position == 0 ? [number, .. row] : [.. row, number]));
        }

        foreach (var (adjacency, expected) in versions)
        {
            Assert.Equal(expected, adjacency[7].Neighbours);
            Assert.Equal(expected.Select(number => ~number), adjacency[7].Edges.ToArray());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var grown = versions[^1].Adjacency.ToBuilder();
        grown.Insert(7, 0, 1, 1);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(bytes < 2_000, $"{bytes} bytes for one entry more in a row of 2,000");
    }

    [Fact]
    public void Two_versions_that_grow_from_the_same_do_not_see_each_other()
    {
        var first = Adjacency.Empty.ToBuilder();
        for (var number = 0; number < 10; number++) first.Insert(0, 0, number, number);
        var common = first.Freeze();
        var (left, right) = (common.ToBuilder(), common.ToBuilder());
        for (var number = 0; number < 10; number++)
        {
            left.Insert(0, 0, 100 + number, 0);
            right.Insert(0, 0, 200 + number, 0);
            left.Insert(0, left.Degree(0), 300 + number, 0);
            right.Insert(0, right.Degree(0), 400 + number, 0);
        }

        int[] middle = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
        Assert.Equal(middle, common[0].Neighbours);
        Assert.Equal([.. Down(200), .. middle, .. Up(400)], right.Freeze()[0].Neighbours);
        Assert.Equal([.. Down(100), .. middle, .. Up(300)], left.Freeze()[0].Neighbours);

        static IEnumerable<int> Up(int from) => Enumerable.Range(from, 10);
        static IEnumerable<int> Down(int from) => Up(from).Reverse();
    }

    [Fact]
    public void Edges_given_in_the_order_of_their_rows_keep_it()
    {
        var adjacency = Adjacency.FromOrdered([5_000, 0, 5_000, 2], [9, 8, 7, 6], [1, 2, 3, 4]);

        Assert.Equal([(0, 8, 2), (2, 6, 4), (5_000, 9, 1), (5_000, 7, 3)], Read(adjacency, 6_000));
        Assert.Equal((2, 0, 0), (adjacency.Degree(5_000), adjacency.Degree(1), adjacency.Degree(1_000_000)));
    }

    private static List<(int Source, int Neighbour, int Edge)> Read(Adjacency adjacency, int sources)
    {
        var all = new List<(int, int, int)>();
        for (var source = 0; source < sources; source++)
        {
            var row = adjacency[source];
            Assert.Equal(row.Count, adjacency.Degree(source));
            for (var i = 0; i < row.Count; i++) all.Add((source, row.Neighbours[i], row.Edges[i]));
        }

        return all;
    }
}
