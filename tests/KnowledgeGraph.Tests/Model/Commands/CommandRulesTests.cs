using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Model.Commands;

/// <summary>Ids, ends, times, and what is required; values of properties stand in PropertyRulesTests.</summary>
public class CommandRulesTests
{
    [Fact]
    public void A_complete_node_of_every_kind_is_valid() => Assert.All(NodeKinds.All, kind =>
        Assert.Empty(CommandRules.Check(new CreateNode(Node(NodeIds.Make(kind.Kind, "知识/1?x=y"))))));

    [Theory]
    [InlineData("", "INVALID_ID: The node has no id. Give it one.")]
    [InlineData("member:", "INVALID_ID: member: has the id `member:`, where nothing follows the colon. Add a key.")]
    [InlineData("ann",
        "INVALID_ID: ann has the id `ann`, which does not begin with a kind and a colon. Write it as one of " +
        "`member:key`, `document:key`, `repository:key`, `course:key`, `topic:key`, `activity:key`.")]
    [InlineData("member:a b",
        "INVALID_ID: member:a b has the id `member:a b`, which holds the character U+0020. " +
        "Use no spaces, no control characters and no halves of surrogate pairs.")]
    [InlineData("member:a\u3000b",
        "INVALID_ID: member:a\u3000b has the id `member:a\u3000b`, which holds the character U+3000. " +
        "Use no spaces, no control characters and no halves of surrogate pairs.")]
    [InlineData("member:a\0",
        "INVALID_ID: member:a\uFFFD has the id `member:a\uFFFD`, which holds the character U+0000. " +
        "Use no spaces, no control characters and no halves of surrogate pairs.")]
    [InlineData("topic:ann",
        "WRONG_KIND: topic:ann has the id `topic:ann`, which is not that of a Member. Begin it with `member:`.")]
    public void An_id_is_a_known_prefix_a_colon_and_a_key(string id, string expected) =>
        Assert.Equal([expected], Said(new CreateNode(Node("member:ann") with { Id = id })));

    // The cases of lone surrogates are numbers, since they cannot stand in the name of a test.
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void An_id_holds_no_half_of_a_surrogate_pair(int unit)
    {
        var id = "member:" + (char)unit;
        Assert.Equal([$"{ErrorCodes.InvalidId} id"], Codes(new DeleteNode(id)));
        Assert.Equal([$"{ErrorCodes.InvalidId} id"], Codes(new DeleteNode(id + "x")));
        Assert.Empty(CommandRules.Check(new CreateNode(Node("member:\U0001F600"))));
    }

    [Fact]
    public void An_id_takes_at_most_512_bytes_of_UTF_8()
    {
        Assert.Equal(512, Limits.IdBytesMax);
        var longest = "topic:" + new string('图', 168) + "ab";
        Assert.Empty(CommandRules.Check(new CreateNode(Node(longest))));
        Assert.Equal([$"{ErrorCodes.InvalidId} id"], Codes(new CreateNode(Node(longest + "c"))));
        Assert.Equal([$"{ErrorCodes.InvalidId} id"], Codes(new DeleteNode(longest + "c")));
    }

    [Fact]
    public void A_message_quotes_only_the_beginning_of_a_long_id()
    {
        var refusal = Assert.Single(CommandRules.Check(new DeleteNode("topic:" + new string('x', 100_000))));
        Assert.InRange(refusal.Message.Length, 1, 400);
    }

    [Fact]
    public void A_node_lacks_nothing_that_is_required()
    {
        Assert.Equal(
        [
            "PROPERTY_REQUIRED: member:ann needs `displayName`. Give it a value.",
            "PROPERTY_REQUIRED: member:ann needs `kind`. Give it a value.",
            "PROPERTY_REQUIRED: member:ann needs `access`. Give it a value.",
        ], Said(new CreateNode(Bare("member:ann"))));
        Assert.Equal(
            ["PROPERTY_REQUIRED: member:ann has nothing in `displayName`. Give it a text."],
            Said(new CreateNode(Node("member:ann", ("displayName", Text(" \t"))))));
    }

    [Fact]
    public void An_upsert_may_leave_out_what_is_required_but_not_take_it_away()
    {
        var bare = Bare("member:ann");
        Assert.Empty(CommandRules.Check(new UpsertNode(bare, 0)));
        Assert.Equal(["PROPERTY_REQUIRED displayName"],
            Codes(new UpsertNode(bare, 1UL << NodeKinds.Member["displayName"].Index)));
        Assert.Equal(["displayName", "kind", "access"],
            CommandRules.MissingProperties(bare).Select(refusal => refusal.Property));
        Assert.Empty(CommandRules.MissingProperties(Node("member:ann")));
    }

    [Fact]
    public void An_update_is_checked_in_what_it_sets_alone()
    {
        var node = Bare("member:ann", ("url", Text("no address")));
        Assert.Empty(CommandRules.Check(new UpdateNode(node, 1UL << NodeKinds.Member["bio"].Index)));
        Assert.Equal(["INVALID_VALUE url"], Codes(new UpdateNode(node, 1UL << NodeKinds.Member["url"].Index)));
        Assert.Equal(["PROPERTY_REQUIRED access"],
            Codes(new UpdateNode(node, 1UL << NodeKinds.Member["access"].Index)));
    }

    [Fact]
    public void All_mistakes_of_a_command_are_said_at_once() => Assert.Equal(
        ["INVALID_ID id", "INVALID_VALUE url", "INVALID_VALUE score", "PROPERTY_REQUIRED access"],
        Codes(new CreateNode(Node("document:1", ("score", PropertyValue.Integer(long.MaxValue)),
            ("url", Text("x")), ("access", default)) with { Id = "" })));

    [Fact]
    public void Every_type_takes_the_ends_of_its_table_and_no_others() => Assert.All(EdgeTypes.All, type =>
    {
        foreach (var from in NodeKinds.All)
        {
            foreach (var to in NodeKinds.All)
            {
                var allowed = type.From.Contains(from.Kind) && type.To.Contains(to.Kind) &&
                    (!type.SameKind || from == to);
                var refusals = CommandRules.Check(Edge(type, $"{from.IdPrefix}:1", $"{to.IdPrefix}:2"));
                Assert.True(allowed == (refusals.Count == 0), $"{type.Name} from {from.Name} to {to.Name}");
                Assert.All(refusals, refusal => Assert.Equal(ErrorCodes.WrongKind, refusal.Code));
            }
        }
    });

    [Fact]
    public void Both_ends_are_checked_at_once() => Assert.Equal(
    [
        "WRONG_KIND: AUTHORED cannot have `topic:1` as `from`. It takes a Member there.",
        "INVALID_ID: AUTHORED has the id `document:`, where nothing follows the colon. Add a key.",
    ], Said(new PutLink(Link(EdgeType.Authored, "topic:1", "document:"))));

    [Fact]
    public void A_type_that_joins_one_kind_with_itself_takes_no_two_kinds() => Assert.Equal(
        ["WRONG_KIND: PREREQUISITE_OF joins `course:1` and `topic:1`, which are of different kinds. " +
         "Give both ends the same kind."],
        Said(new PutLink(Link(EdgeType.PrerequisiteOf, "course:1", "topic:1"))));

    [Fact]
    public void A_link_joins_two_nodes_but_an_event_may_concern_its_maker()
    {
        Assert.Equal(["SELF_LINK to"], Codes(new PutLink(Link(EdgeType.Follows, "member:1", "member:1"))));
        Assert.Empty(CommandRules.Check(
            new RecordInteraction(Interaction(EdgeType.Viewed, "event:1", "member:1", "member:1"))));
    }

    [Fact]
    public void A_target_is_there_where_the_type_needs_one_and_absent_where_it_takes_none()
    {
        Assert.Equal(["INVALID_ID to"], Codes(Record(EdgeType.Viewed, "event:1", null)));
        Assert.Equal(["INVALID_ID to"], Codes(new PutLink(Link(EdgeType.Follows, "member:1", null!))));
        Assert.Empty(CommandRules.Check(Record(EdgeType.Searched, "event:1", null)));
        Assert.Equal(["WRONG_KIND to"], Codes(Record(EdgeType.Searched, "event:1", "topic:1")));
        Assert.Empty(CommandRules.Check(Record(EdgeType.Interacted, "event:1", null)));
        Assert.Empty(CommandRules.Check(Record(EdgeType.Interacted, "event:1", "topic:1")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void An_interaction_has_an_id_of_its_own(string? id)
    {
        Assert.Equal(["INVALID_ID id"], Codes(Record(EdgeType.Viewed, id!, "topic:1")));
        Assert.Equal(["INVALID_ID id"], Codes(new RemoveInteraction(id!)));
        Assert.Empty(CommandRules.Check(Record(EdgeType.Viewed, "any/text:will-do#图", "topic:1")));
    }

    [Fact]
    public void A_link_has_no_id() => Assert.Equal(
        ["INVALID_ID id"], Codes(new PutLink(Link(EdgeType.Follows, "member:1", "member:2") with { Id = "x" })));

    [Fact]
    public void An_interaction_has_a_time_and_times_are_between_the_years_1_and_9999()
    {
        var view = Interaction(EdgeType.Viewed, "event:1", "member:1", "topic:1");
        Assert.Equal(["PROPERTY_REQUIRED at"], Codes(new RecordInteraction(view with { At = null })));
        Assert.Empty(CommandRules.Check(new RecordInteraction(view with { At = 0 })));
        Assert.Empty(CommandRules.Check(new RecordInteraction(view with { At = DateTime.MaxValue.Ticks })));
        Assert.Equal(["INVALID_VALUE at"], Codes(new RecordInteraction(view with { At = -1 })));
        var late = view with { At = DateTime.MaxValue.Ticks + 1 };
        Assert.Equal(["INVALID_VALUE at"], Codes(new RecordInteraction(late)));
        Assert.Empty(CommandRules.Check(new PutLink(Link(EdgeType.Follows, "member:1", "member:2"))));
    }

    [Fact]
    public void Links_are_put_and_interactions_are_recorded()
    {
        Assert.Equal(["WRONG_KIND: VIEWED is an interaction. Record it as an interaction."],
            Said(new PutLink(Interaction(EdgeType.Viewed, "event:1", "member:1", "topic:1"))));
        Assert.Equal(["WRONG_KIND: FOLLOWS is a link. Put it as a link."],
            Said(new RecordInteraction(Link(EdgeType.Follows, "member:1", "member:2"))));
        Assert.Equal(["WRONG_KIND type"], Codes(new RemoveLink(EdgeType.Viewed, "member:1", "topic:1")));
        Assert.Equal(["WRONG_KIND to"], Codes(new RemoveLink(EdgeType.Follows, "member:1", "topic:1")));
    }

    [Fact]
    public void A_rating_has_a_value()
    {
        Assert.Equal(["PROPERTY_REQUIRED value"], Codes(Record(EdgeType.Rated, "event:1", "course:1")));
        Assert.Empty(CommandRules.Check(new RecordInteraction(Interaction(
            EdgeType.Rated, "event:1", "member:1", "course:1", Start, ("value", PropertyValue.Number(5))))));
    }

    [Fact]
    public void A_record_that_does_not_fit_its_table_is_a_mistake_of_the_program()
    {
        Assert.Throws<ArgumentException>(() =>
            CommandRules.Check(new CreateNode(new NodeRecord("topic:1", NodeKind.Topic, []))));
        Assert.Throws<ArgumentException>(() => CommandRules.Check(new UpdateNode(Node("topic:1"), 1UL << 40)));
        Assert.Throws<ArgumentException>(() =>
            CommandRules.Check(new PutLink(Link(EdgeType.Follows, "member:1", "member:2") with { Values = [] })));
    }

    [Fact]
    public void An_actor_is_a_short_text()
    {
        Assert.Null(CommandRules.CheckActor("import:stackexchange"));
        Assert.NotNull(CommandRules.CheckActor(""));
        Assert.NotNull(CommandRules.CheckActor("a\0"));
    }

    private static string[] Said(Command command) =>
        [.. CommandRules.Check(command).Select(refusal => $"{refusal.Code}: {refusal.Message}")];

    private static string[] Codes(Command command) =>
        [.. CommandRules.Check(command).Select(refusal => $"{refusal.Code} {refusal.Property}")];

    private static RecordInteraction Record(EdgeType type, string id, string? to) =>
        new(Interaction(type, id, "member:1", to));

    private static Command Edge(EdgeTypeDefinition type, string from, string to)
    {
        if (type.Family == EdgeFamily.Link) return new PutLink(Link(type.Type, from, to));
        var values = type["value"].Required ? new[] { ("value", PropertyValue.Number(3)) } : [];
        return new RecordInteraction(Interaction(type.Type, "event:1", from, to, Start, values));
    }
}
