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
        for (var version = 0; version < 15; version++)
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
