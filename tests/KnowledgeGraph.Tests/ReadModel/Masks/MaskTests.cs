using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.ReadModel.Masks;

public class MaskTests(ITestOutputHelper output)
{
    private static readonly Viewer[] Viewers =
    [
        Viewer.Anonymous,
        new("member:1", Role.Member, []),
        new("member:2", Role.Member, ["gold"]),
        new("member:3", Role.Member, ["silver", "gold", "no such tier"]),
        new("member:4", Role.Curator, []),
    ];

    [Fact]
    public void Each_viewer_reads_a_graph_from_which_what_it_may_not_see_was_deleted()
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_TEST_MASK_SEED", output);
        for (var round = 0; round < RandomSeed.Count("KNOWLEDGEGRAPH_TEST_MASK_ROUNDS", 4); round++)
        {
            var commits = new RandomCommits(seed + round);
            var snapshot = GraphSnapshot.Empty();
            for (var batch = 0; batch < 40; batch++)
            {
                // Classes are asked for as versions go by, so that masks are made anew and taken over.
                foreach (var viewer in Viewers.Take(batch / 5)) snapshot.Read(viewer);
                var projector = new Projector(snapshot);
                for (var i = 0; i <= batch % 3; i++) projector.Apply(commits.Next(30));
                snapshot = projector.Freeze();
                if (batch % 13 != 12) continue;
                foreach (var viewer in Viewers)
                {
                    Assert.Equal(Dump.Of(commits.Community.SeenBy(viewer)), Dump.Of(snapshot.Read(viewer)));
                }
            }

            snapshot.CheckInvariants();
        }
    }

    [Fact]
    public void Readers_who_see_the_same_have_one_mask_and_share_what_is_made_from_it()
    {
        var snapshot = Of(("document:open", "public"), ("document:paid", "gold"), ("document:own", "members"));
        var (gold, both) = (Member("gold"), Member("silver", "gold"));
        var made = 0;

        Assert.Same(snapshot.Read(gold).Mask, snapshot.Read(both).Mask);
        Assert.Equal("members", snapshot.Read(Member("silver")).Mask.Key);
        Assert.NotEqual(snapshot.Read(gold).Mask.Key, snapshot.Read(Member()).Mask.Key);
        foreach (var viewer in (Viewer[])[gold, both, gold])
        {
            var count = snapshot.Read(viewer).OncePerMask("documents", reader =>
            {
                made++;
                return new Box(reader.Count(NodeKind.Document));
            });
            Assert.Equal(3, count.Value);
        }

        Assert.Equal(1, made);
    }

    [Fact]
    public void A_class_from_which_nothing_is_hidden_sees_everything()
    {
        var snapshot = Of(("document:open", "public"), ("topic:own", "members"));

        Assert.True(snapshot.Read(Member()).Mask.IsEverything);
        Assert.Equal("*", snapshot.Read(Member()).Mask.Key);
        Assert.False(snapshot.Read(Viewer.Anonymous).Mask.IsEverything);
    }

    [Fact]
    public void A_node_without_access_is_seen_by_curators_alone()
    {
        var document = Make.Node("document:1");
        var values = (PropertyValue[])document.Values.Clone();
        values[NodeKinds.Document["access"].Index] = PropertyValue.Null;
        var projector = new Projector(GraphSnapshot.Empty());
        projector.Apply(new Commit(1, 1, "somebody", [new NodePut(document with { Values = values })]));
        var snapshot = projector.Freeze();

        Assert.False(snapshot.Read(Member("curators")).TryFind("document:1", out _));
        Assert.True(snapshot.Read(new Viewer(null, Role.Curator, [])).TryFind("document:1", out _));
    }

    [Fact]
    public void Personal_interactions_count_in_sums_and_are_listed_to_their_member_and_moderators()
    {
        var projector = new Projector(Of(
            ("member:ann", "public"), ("member:bob", "public"), ("document:1", "public")));
        projector.Apply(new Commit(2, 2, "somebody",
        [
            new InteractionRecorded(Make.Interaction(EdgeType.Viewed, "v/1", "member:ann", "document:1")),
        ]));
        var snapshot = projector.Freeze();
        var viewed = Relations.Of(EdgeType.Viewed, EdgeDirection.In);

        Assert.Equal((true, true, false, false, false), (
            Lists(new("member:ann", Role.Member, [])), Lists(new(null, Role.Moderator, [])),
            Lists(new("member:bob", Role.Member, [])), Lists(new("member:bob", Role.Curator, [])),
            Lists(Viewer.Anonymous)));

        bool Lists(Viewer viewer)
        {
            var reader = snapshot.Read(viewer);
            Assert.True(reader.TryFind("document:1", out var document));
            Assert.Equal(1, reader.Integers(NodeFields.Of(NodeKind.Document, "viewCount"))[document]);
            Assert.Equal(1, reader.Degree(viewed, document));
            foreach (var (_, edge) in reader.Follow(viewed, document)) return reader.ListsEdge(edge);
            throw new InvalidOperationException("A view is followed by everybody.");
        }
    }

    private static Viewer Member(params string[] tiers) => new("member:1", Role.Member, tiers);

    private static GraphSnapshot Of(params (string Id, string Access)[] nodes)
    {
        var projector = new Projector(GraphSnapshot.Empty());
        projector.Apply(new Commit(1, 1, "somebody",
            [.. nodes.Select(node => new NodePut(Make.Node(node.Id, ("access", Make.Text(node.Access)))))]));
        return projector.Freeze();
    }

    private sealed record Box(int Value);
}
