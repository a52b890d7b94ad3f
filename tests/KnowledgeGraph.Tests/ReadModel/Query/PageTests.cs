using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.ReadModel.Query;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel.Query;

public class PageTests
{
    [Theory]
    [InlineData(1, Role.Administrator)]
    [InlineData(2, Role.Member)]
    [InlineData(12, Role.Anonymous)]
    public void Pages_filters_orders_and_counts_of_whole_kinds_are_what_brute_force_says(int seed, Role role)
    {
        var (reader, community) = Grown(seed, role);
        var random = new Random(seed);
        for (var round = 0; round < 250; round++)
        {
            var kind = NodeKinds.All[random.Next(NodeKinds.All.Count)].Kind;
            var (order, (filter, keeps)) = (Order(random, kind), new RandomFilters(random, community).Next(kind));
            var all = community.List(kind, order);
            var (page, low, high) = RandomPage(random, reader, kind, order, all);

            Assert.True(reader.TryPrepare(kind, filter, order, page, out var query, out _));
            var pages = new PageBatch();
            reader.Page(kind, query, pages);

            var kept = all.Select(keeps).ToArray();
            var expected = Cut(kept, low, high, page);
            var found = IdsOf(reader, pages.Nodes);
            Assert.True(
                expected.Select(position => all[position].Id).SequenceEqual(found),
                $"seed {seed}, round {round}: {RandomFilters.Show(filter)} by {Show(order)} " +
                $"gave {string.Join(' ', found)}");
            CheckEnds(kept, expected, low, high, page, pages);
            Assert.Equal(kept.Count(it => it), reader.Count(kind, query));
        }
    }

    [Theory]
    [InlineData(3, Role.Administrator)]
    [InlineData(4, Role.Member)]
    [InlineData(13, Role.Anonymous)]
    public void Pages_of_relations_are_what_brute_force_says_for_all_parents_at_once(int seed, Role role)
    {
        var (reader, community) = Grown(seed, role);
        var random = new Random(seed);
        foreach (var relation in Relations.All.Where(relation => !relation.IsOfInteractions))
        {
            var kind = relation.Neighbour!.Value;
            var (order, (filter, keeps)) = (Order(random, kind), new RandomFilters(random, community).Next(kind));
            // Without a filter and in the kept order there is a way of its own.
            if (random.Next(2) == 0) (order, filter, keeps) = (null, null, _ => true);
            var (size, isForward) = (random.Next(5), random.Next(2) == 0);
            var page = new PageArguments(First: isForward ? size : null, Last: isForward ? null : size);
            var parents = NodeKinds.All.SelectMany(parent => Dump.List(reader, parent.Kind)).ToArray();

            Assert.True(reader.TryPrepare(kind, filter, order, page, out var query, out _));
            var (pages, counts) = (new PageBatch(), new int[parents.Length]);
            reader.Page(relation, parents, query, pages);
            reader.Count(relation, parents, query, counts);

            for (var i = 0; i < parents.Length; i++)
            {
                var entries = community.List(relation, reader.Ids.String(parents[i])!);
                var all = community.Sort(entries.Select(entry => entry.Neighbour!), order ?? NodeOrder.Default(kind));
                var kept = all.Where(keeps).ToArray();
                var items = pages.Nodes[pages.Offsets[i]..pages.Offsets[i + 1]];
                var expected = isForward ? kept.Take(size) : kept.TakeLast(size);
                Assert.Equal(expected.Select(node => node.Id), IdsOf(reader, items));
                Assert.Equal(kept.Length > size, isForward ? pages.HasNext[i] : pages.HasPrevious[i]);
                Assert.False(isForward ? pages.HasPrevious[i] : pages.HasNext[i]);
                Assert.Equal(kept.Length, counts[i]);
            }
        }
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Curator)]
    [InlineData(Role.Member)]
    [InlineData(Role.Anonymous)]
    public void Interactions_are_paged_newest_first_by_type_time_and_kind_of_target(Role role)
    {
        var (reader, community) = Grown(5, role);
        var random = new Random(5);
        foreach (var member in Dump.List(reader, NodeKind.Member))
        {
            EdgeType[]? types = random.Next(2) == 0
                ? null
                : [.. EdgeTypes.All.Where(_ => random.Next(2) == 0).Select(type => type.Type)];
            var kinds = random.Next(2) == 0 ? null : new[] { (NodeKind)random.Next(6), NodeKind.Document };
            var at = Make.Start + (random.Next(9) * TimeSpan.TicksPerDay);
            var filter = new InteractionFilter { Types = types, AtMin = at, TargetKinds = kinds };
            var kept = community.List(Relations.Interactions, reader.Ids.String(member)!)
                .Where(it => role >= Role.Moderator || !EdgeTypes.Of(it.Edge.Type).Personal
                    || it.Edge.From == reader.Viewer.MemberId)
                .Where(it => types?.Contains(it.Edge.Type) != false && it.Edge.At >= at)
                .Where(it => kinds is null || (it.Neighbour is { } target && kinds.Contains(target.Kind)))
                .Select(it => it.Edge.Id).ToArray();

            var seen = new List<string?>();
            for (string? after = null; ;)
            {
                Assert.True(reader.TryPrepare(filter, new(First: 3, After: after), out var query, out _));
                var pages = new PageBatch();
                reader.Page(Relations.Interactions, [member], query, pages);
                seen.AddRange(pages.Edges.ToArray().Select(reader.EdgeIds.String));
                if (!pages.HasNext[0]) break;
                after = Cursor(query, pages.Edges[^1]);
            }

            Assert.Equal(kept, seen);
        }
    }

    [Theory]
    [InlineData(6, null)]
    [InlineData(7, "title")]
    public void Paging_through_while_others_write_loses_and_doubles_nothing(int seed, string? field)
    {
        var random = new Random(seed);
        var order = field is null ? null : OrderBy(field, descending: true);
        var snapshot = With(GraphSnapshot.Empty(), [.. Enumerable.Range(0, 200).Select(i => Put(i))]);
        var stayed = Enumerable.Range(0, 200).Select(IdOf).ToHashSet();
        var seen = new List<string>();
        for (var (after, added) = ((string?)null, 200); ; added++)
        {
            var reader = snapshot.Read();
            PageArguments page = new(First: 7, After: after);
            Assert.True(reader.TryPrepare(NodeKind.Document, null, order, page, out var query, out _));
            var pages = new PageBatch();
            reader.Page(NodeKind.Document, query, pages);
            seen.AddRange(pages.Nodes.ToArray().Select(node => reader.Ids.String(node)!));
            if (!pages.HasNext[0]) break;
            after = Cursor(query, pages.Nodes[^1]);

            // Somebody writes; also the very node that the cursor was made from goes.
            var gone = random.Next(3) == 0 ? seen[^1] : IdOf(random.Next(200));
            stayed.Remove(gone);
            snapshot = With(snapshot, [Put(added), new NodeDeleted(gone)]);
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), stayed);

        static string IdOf(int i) => $"document:{i}";
        NodePut Put(int i) => new(Make.Node(
            IdOf(i),
            ("createdAt", PropertyValue.InstantFromTicks(Make.Start + random.Next(30))),
            ("title", Make.Text($"{(char)('a' + random.Next(5))}"))));
    }

    [Theory]
    [InlineData("garbage!", null)]
    [InlineData("", null)]
    [InlineData("AAAA", null)]
    [InlineData(null, "title")]
    public void A_foreign_cursor_is_a_clear_error(string? cursor, string? field)
    {
        var reader = With(GraphSnapshot.Empty(), [new NodePut(Make.Node("document:1"))]).Read();
        if (field is not null)
        {
            var other = OrderBy(field, descending: false);
            Assert.True(reader.TryPrepare(NodeKind.Document, null, other, default, out var query, out _));
            cursor = Cursor(query, Dump.List(reader, NodeKind.Document)[0]);
        }

        PageArguments page = new(Last: 1, Before: cursor);
        Assert.False(reader.TryPrepare(NodeKind.Document, null, null, page, out _, out var error));
        Assert.Equal((QueryErrorCodes.InvalidCursor, "before"), (error.Code, error.Argument));
        Assert.Equal(
            "`before` is not a cursor of this list in this order. "
            + "Use a cursor that the same field gave under the same `orderBy`.", error.Message);
    }

    [Fact]
    public void First_and_last_together_and_negative_ones_are_refused()
    {
        var reader = GraphSnapshot.Empty().Read();

        Assert.Equal("Give `first` or `last`, not both.", ErrorOf(new(First: 1, Last: 1)));
        Assert.Equal("`first` cannot be less than 0.", ErrorOf(new(First: -1)));
        Assert.Equal("`last` cannot be less than 0.", ErrorOf(new(Last: -1)));

        string ErrorOf(PageArguments page) =>
            reader.TryPrepare(NodeKind.Topic, null, null, page, out _, out var error) ? "" : error.Message;
    }

    [Fact]
    public void Lists_have_the_order_of_their_kind_where_nobody_says_otherwise()
    {
        Change[] changes =
        [
            Node("document:a", "createdAt", 5), Node("document:c", "createdAt", 9), Node("document:b", "createdAt", 9),
            new NodePut(Make.Node("document:0")),
            Node("member:old", "joinedAt", 1), Node("member:new", "joinedAt", 2), new NodePut(Make.Node("member:?")),
            Node("activity:late", "startsAt", 8), Node("activity:early", "startsAt", 3),
            Named("course:1", "title", "b"), Named("course:2", "title", "A"), Named("course:3", "title", "É"),
            Named("repository:1", "name", "zoo"), Named("repository:2", "name", "Ant"),
            new NodePut(Make.Node("topic:none")), new NodePut(Make.Node("topic:two")),
            new NodePut(Make.Node("topic:one")),
            About("document:a", "topic:two"), About("document:b", "topic:two"), About("document:b", "topic:one"),
            // Courses and others about a topic do not count for its place.
            About("course:1", "topic:none"), About("course:2", "topic:none"), About("course:3", "topic:none"),
        ];
        var reader = With(GraphSnapshot.Empty(), changes).Read();

        Assert.Equal("document:b document:c document:a document:0", Ids(NodeKind.Document));
        Assert.Equal("member:new member:old member:?", Ids(NodeKind.Member));
        Assert.Equal("activity:late activity:early", Ids(NodeKind.Activity));
        Assert.Equal("course:2 course:1 course:3", Ids(NodeKind.Course));
        Assert.Equal("repository:2 repository:1", Ids(NodeKind.CodeRepository));
        Assert.Equal("topic:two topic:one topic:none", Ids(NodeKind.Topic));

        string Ids(NodeKind kind) => string.Join(' ', IdsOf(reader, Dump.List(reader, kind)));
        static NodePut Node(string id, string field, int at) =>
            new(Make.Node(id, (field, PropertyValue.InstantFromTicks(Make.Start + at))));
        static NodePut Named(string id, string field, string text) => new(Make.Node(id, (field, Make.Text(text))));
        static LinkPut About(string from, string to) => new(Make.Link(EdgeType.About, from, to));
    }

    private static (GraphReader Reader, Community Community) Grown(int seed, Role role)
    {
        var viewer = new Viewer(role == Role.Anonymous ? null : "member:7", role, ["gold"]);
        var commits = new RandomCommits(seed);
        var projector = new Projector(GraphSnapshot.Empty());
        for (var i = 0; i < 60; i++) projector.Apply(commits.Next(30));
        return (projector.Freeze().Read(viewer), commits.Community.SeenBy(viewer));
    }

    private static GraphSnapshot With(GraphSnapshot snapshot, Change[] changes)
    {
        var projector = new Projector(snapshot);
        projector.Apply(new Commit(snapshot.Sequence + 1, 1, "somebody", changes));
        return projector.Freeze();
    }

    private static NodeOrder OrderBy(string field, bool descending) =>
        new(NodeKind.Document, [new(NodeFields.Of(NodeKind.Document, field), descending)]);

    private static string Show(NodeOrder? order) =>
        order is null ? "default" : string.Join(' ', order.Keys.Select(key => $"{key.Field} {key.Descending}"));

    private static IEnumerable<string?> IdsOf(GraphReader reader, ReadOnlySpan<int> nodes) =>
        nodes.ToArray().Select(reader.Ids.String);

    private static NodeOrder? Order(Random random, NodeKind kind)
    {
        if (random.Next(3) == 0) return null;
        var fields = NodeFields.All(kind).Where(field => field.Type != PropertyType.TextList).ToArray();
        return new(kind, [.. Enumerable.Range(0, random.Next(3))
            .Select(_ => new NodeOrderKey(fields[random.Next(fields.Length)], random.Next(2) == 0))]);
    }

    // Bounds at items of the whole list, also ones that the filter does not keep.
    private static (PageArguments Page, int Low, int High) RandomPage(
        Random random, GraphReader reader, NodeKind kind, NodeOrder? order, List<NodeRecord> all)
    {
        Assert.True(reader.TryPrepare(kind, null, order, default, out var query, out _));
        var (after, before) = (random.Next(-1, all.Count), random.Next(all.Count + 1));
        if (random.Next(2) == 0) before = all.Count;
        var size = random.Next(6);
        var isForward = random.Next(2) == 0;
        return (
            new(isForward ? size : null, CursorAt(after), isForward ? null : size, CursorAt(before)),
            after + 1, Math.Max(after + 1, before));

        string? CursorAt(int position)
        {
            if (position < 0 || position == all.Count) return null;
            Assert.True(reader.TryFind(all[position].Id, out var node));
            return Cursor(query, node);
        }
    }

    private static int[] Cut(bool[] kept, int low, int high, PageArguments page)
    {
        var positions = Enumerable.Range(low, high - low).Where(position => kept[position]);
        return page.First is { } first ? [.. positions.Take(first)] : [.. positions.TakeLast(page.Last!.Value)];
    }

    private static void CheckEnds(bool[] kept, int[] expected, int low, int high, PageArguments page, PageBatch pages)
    {
        var empty = page.Last is null ? low : high;
        var (start, end) = expected.Length > 0 ? (expected[0], expected[^1] + 1) : (empty, empty);
        Assert.Equal(
            (kept.Take(start).Any(it => it), kept.Skip(end).Any(it => it)), (pages.HasPrevious[0], pages.HasNext[0]));
    }

    private static string Cursor(ListQuery query, int item)
    {
        var slices = new TextSlice[1];
        var tokens = GraphReader.Cursors(query, [item], slices);
        return Encoding.UTF8.GetString(tokens.AsSpan(slices[0].Offset, slices[0].Length)).Trim('"');
    }
}
