using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Model.Commands;

public class CommandDefaultsTests
{
    [Fact]
    public void A_node_that_is_created_gets_the_defaults_of_what_it_does_not_say()
    {
        var bare = Bare("document:1", ("score", PropertyValue.Integer(7)));
        var filled = Assert.IsType<CreateNode>(CommandDefaults.Fill(new CreateNode(bare))).Node;
        Assert.Equal(("public", 7, 0, "ARTICLE", "RAW"), (
            filled["access"].AsText(), filled["score"].AsInteger(), filled["viewCount"].AsInteger(),
            NodeKinds.DocumentFormatValues[filled["format"].AsEnumeration()],
            NodeKinds.MaturityValues[filled["maturity"].AsEnumeration()]));
        Assert.True(filled["title"].IsNull);
        Assert.True(bare["access"].IsNull, "the caller's record stays as it was");
    }

    [Fact]
    public void An_upsert_is_given_defaults_but_sets_no_more_than_it_said()
    {
        var command = new UpsertNode(Bare("document:1"), 1);
        var filled = Assert.IsType<UpsertNode>(CommandDefaults.Fill(command));
        Assert.Equal((1UL, "public"), (filled.Set, filled.Node["access"].AsText()));
    }

    [Fact]
    public void What_needs_no_default_stays_the_same_object()
    {
        Command[] commands =
        [
            new CreateNode(Node("member:1")), new UpsertNode(Node("member:1"), 3), new DeleteNode("member:1"),
            new UpdateNode(Bare("member:1"), 1), new PutLink(Link(EdgeType.Follows, "member:1", "member:2")),
            new RecordInteraction(Interaction(EdgeType.Viewed, "event:1", "member:1", "topic:1")),
        ];
        Assert.All(commands, command => Assert.Same(command, CommandDefaults.Fill(command)));
    }
}
