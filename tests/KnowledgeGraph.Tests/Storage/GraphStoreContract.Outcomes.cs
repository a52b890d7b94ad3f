using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage;

public abstract partial class GraphStoreContract
{
    private static readonly Command Ann = new CreateNode(Node("member:ann"));
    private static readonly Command Guide = new CreateNode(Node("document:guide"));
    private static readonly Command Authorship = new PutLink(Link(EdgeType.Authored, "member:ann", "document:guide"));
    private static readonly Command View =
        new RecordInteraction(Interaction(EdgeType.Viewed, "event:1", "member:ann", "document:guide"));

    [Fact]
    public async Task A_node_is_created_once_and_refused_after()
    {
        Assert.Equal(OutcomeKind.Created, (await OutcomeAsync(Ann)).Kind);
        var again = await OutcomeAsync(Ann);
        Assert.Equal((OutcomeKind.Refused, ErrorCodes.NodeExists), (again.Kind, again.Refusal?.Code));
    }

    [Fact]
    public async Task Upserting_a_node_sets_what_it_says_and_leaves_the_rest()
    {
        await CommitAsync(new CreateNode(Node("member:ann", ("bio", Text("writes")), ("handle", Text("ann")))));
        var said = Bare("member:ann", ("bio", Text("reads")));
        Assert.Equal(OutcomeKind.Changed, (await OutcomeAsync(new UpsertNode(said, SetOf(said)))).Kind);
        Assert.Equal(
            [GraphText.Of(Node("member:ann", ("bio", Text("reads")), ("handle", Text("ann"))))], await ScanAsync());
    }

    [Fact]
    public async Task Upserting_a_node_twice_changes_nothing()
    {
        var node = Node("member:ann", ("bio", Text("writes")));
        Assert.Equal(OutcomeKind.Created, (await OutcomeAsync(new UpsertNode(node, SetOf(node)))).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(new UpsertNode(node, SetOf(node)))).Kind);
        Assert.Single(await LogAsync());
    }

    [Fact]
    public async Task Upserting_without_a_required_property_is_refused_only_where_the_node_is_not_there()
    {
        var said = Bare("member:ann", ("bio", Text("reads")));
        var refused = await OutcomeAsync(new UpsertNode(said, SetOf(said)));
        Assert.Equal(OutcomeKind.Refused, refused.Kind);
        Assert.Equal(["displayName", "kind", "access"], refused.Refusals.Select(refusal => refusal.Property));
        await CommitAsync(Ann);
        Assert.Equal(OutcomeKind.Changed, (await OutcomeAsync(new UpsertNode(said, SetOf(said)))).Kind);
    }

    [Fact]
    public async Task Updating_a_node_takes_away_what_is_set_to_null()
    {
        await CommitAsync(new CreateNode(Node("member:ann", ("bio", Text("writes")))));
        var set = 1UL << NodeKinds.Member["bio"].Index;
        Assert.Equal(OutcomeKind.Changed, (await OutcomeAsync(new UpdateNode(Bare("member:ann"), set))).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(new UpdateNode(Bare("member:ann"), set))).Kind);
        Assert.Equal([GraphText.Of(Node("member:ann"))], await ScanAsync());
    }

    [Fact]
    public async Task A_request_that_somebody_has_overtaken_is_refused_whole()
    {
        var seen = (await CommitAsync(Ann)).Sequence;
        var first = await _store.CommitAsync(
            new CommitRequest([Guide, Authorship], "first") { ExpectedSequence = seen });
        Assert.Equal((true, seen + 1), (first.Accepted, first.Sequence));
        var second = await _store.CommitAsync(
            new CommitRequest([View, new DeleteNode("member:ann")], "second", RefusalPolicy.Skip)
            {
                ExpectedSequence = seen,
            });
        Assert.Equal([OutcomeKind.Refused, OutcomeKind.Undone], second.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal((ErrorCodes.Conflict, seen + 1), (second.Outcomes[0].Refusal?.Code, second.Sequence));
        Assert.Equal(3, (await ScanAsync()).Length);
    }

    [Fact]
    public async Task Of_two_updates_that_expect_the_same_the_second_is_a_conflict_and_changes_nothing()
    {
        await CommitAsync(new CreateNode(Node("member:ann", ("bio", Text("writes")))));
        var bio = 1UL << NodeKinds.Member["bio"].Index;
        var seen = Bare("member:ann", ("bio", Text("writes"))).Values;
        var outcomes = new List<Outcome>();
        foreach (var text in new[] { "reads", "sings" })
        {
            outcomes.Add(await OutcomeAsync(new UpdateNode(Bare("member:ann", ("bio", Text(text))), bio)
            {
                Expected = seen, ExpectedSet = bio,
            }));
        }
        Assert.Equal([OutcomeKind.Changed, OutcomeKind.Refused], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal((ErrorCodes.Conflict, "bio"), (outcomes[1].Refusal?.Code, outcomes[1].Refusal?.Property));
        Assert.Equal([GraphText.Of(Node("member:ann", ("bio", Text("reads"))))], await ScanAsync());
    }

    [Fact]
    public async Task Updating_or_deleting_a_node_that_is_not_there_is_refused()
    {
        var update = await OutcomeAsync(new UpdateNode(Node("member:ann"), 1));
        var delete = await OutcomeAsync(new DeleteNode("member:ann"));
        Assert.Equal((ErrorCodes.NodeNotFound, "id"), (update.Refusal?.Code, update.Refusal?.Property));
        Assert.Equal((ErrorCodes.NodeNotFound, "id"), (delete.Refusal?.Code, delete.Refusal?.Property));
    }

    [Fact]
    public async Task Deleting_a_node_takes_every_edge_at_it_and_no_other()
    {
        await CommitAsync(
            Ann, Guide, new CreateNode(Node("document:other")), Authorship, View,
            new PutLink(Link(EdgeType.References, "document:guide", "document:other")),
            new PutLink(Link(EdgeType.References, "document:other", "document:guide")),
            new PutLink(Link(EdgeType.Authored, "member:ann", "document:other")),
            new RecordInteraction(Interaction(EdgeType.Searched, "event:2", "member:ann", null)));
        Assert.Equal(OutcomeKind.Deleted, (await OutcomeAsync(new DeleteNode("document:guide"))).Kind);
        Assert.Equal(
        [
            GraphText.Of(Node("member:ann")),
            GraphText.Of(Node("document:other")),
            GraphText.Of(Link(EdgeType.Authored, "member:ann", "document:other")),
            GraphText.Of(Interaction(EdgeType.Searched, "event:2", "member:ann", null)),
        ], await ScanAsync());
        await CommitAsync(new DeleteNode("member:ann"));
        Assert.Equal([GraphText.Of(Node("document:other"))], await ScanAsync());
    }

    [Fact]
    public async Task A_node_created_again_after_it_was_deleted_has_no_edges()
    {
        await CommitAsync(Ann, Guide, Authorship, View);
        await CommitAsync(new DeleteNode("document:guide"), Guide);
        Assert.Equal([GraphText.Of(Node("member:ann")), GraphText.Of(Node("document:guide"))], await ScanAsync());
        Assert.Equal(OutcomeKind.Created, (await OutcomeAsync(View)).Kind);
    }

    [Fact]
    public async Task A_link_is_created_then_unchanged_then_replaced()
    {
        await CommitAsync(Ann, Guide);
        Assert.Equal(OutcomeKind.Created, (await OutcomeAsync(Authorship)).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(Authorship)).Kind);
        var weighted = Link(
            EdgeType.Authored, "member:ann", "document:guide", Start, ("weight", PropertyValue.Number(0.5)));
        Assert.Equal(OutcomeKind.Changed, (await OutcomeAsync(new PutLink(weighted))).Kind);
        Assert.Equal(GraphText.Of(weighted), (await ScanAsync())[^1]);
    }

    [Fact]
    public async Task A_link_to_what_is_not_there_is_refused_for_both_ends_at_once()
    {
        var outcome = await OutcomeAsync(Authorship);
        Assert.Equal(["from", "to"], outcome.Refusals.Select(refusal => refusal.Property));
        Assert.All(outcome.Refusals, refusal => Assert.Equal(ErrorCodes.NodeNotFound, refusal.Code));
    }

    [Fact]
    public async Task Removing_a_link_that_is_not_there_changes_nothing()
    {
        var remove = new RemoveLink(EdgeType.Authored, "member:ann", "document:guide");
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(remove)).Kind);
        await CommitAsync(Ann, Guide, Authorship);
        Assert.Equal(OutcomeKind.Deleted, (await OutcomeAsync(remove)).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(remove)).Kind);
    }

    [Fact]
    public async Task An_interaction_is_recorded_once_under_its_id()
    {
        await CommitAsync(Ann, Guide);
        Assert.Equal(OutcomeKind.Created, (await OutcomeAsync(View)).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(View)).Kind);
        foreach (var other in new[]
        {
            Interaction(EdgeType.Liked, "event:1", "member:ann", "document:guide"),
            Interaction(EdgeType.Viewed, "event:1", "member:ann", "member:ann"),
            Interaction(EdgeType.Viewed, "event:1", "member:ann", "document:guide", Start + 1),
            Interaction(EdgeType.Viewed, "event:1", "member:ann", "document:guide", Start, ("text", Text("x"))),
        })
        {
            var taken = await OutcomeAsync(new RecordInteraction(other));
            Assert.Equal(ErrorCodes.InteractionIdTaken, taken.Refusal?.Code);
        }
    }

    [Fact]
    public async Task An_interaction_taken_back_is_in_the_log_with_all_it_held()
    {
        await CommitAsync(Ann, Guide, View);
        Assert.Equal(OutcomeKind.Deleted, (await OutcomeAsync(new RemoveInteraction("event:1"))).Kind);
        Assert.Equal(OutcomeKind.Unchanged, (await OutcomeAsync(new RemoveInteraction("event:1"))).Kind);
        var commit = (await LogAsync())[^1];
        Assert.Equal(
            [$"take back {GraphText.Of(((RecordInteraction)View).Interaction)}"], commit.Changes.Select(GraphText.Of));
    }

    [Fact]
    public async Task Commands_of_a_request_see_what_those_before_them_did() => Assert.Equal(
        [OutcomeKind.Created, OutcomeKind.Created, OutcomeKind.Created, OutcomeKind.Deleted, OutcomeKind.Refused],
        Kinds(await SkipAsync(Ann, Guide, Authorship, new DeleteNode("document:guide"), Authorship)));

    [Fact]
    public async Task One_refusal_undoes_all_where_the_request_says_so()
    {
        await CommitAsync(Ann);
        var result = await CommitAsync(Guide, Authorship, Ann, View);
        Assert.False(result.Accepted);
        Assert.Equal(
            [OutcomeKind.Undone, OutcomeKind.Undone, OutcomeKind.Refused, OutcomeKind.Undone], Kinds(result));
        Assert.Equal(1, result.Sequence);
        Assert.Equal([GraphText.Of(Node("member:ann"))], await ScanAsync());
        Assert.Single(await LogAsync());
    }

    [Fact]
    public async Task One_refusal_leaves_the_others_where_the_request_says_so()
    {
        var result = await SkipAsync(Ann, Authorship, Ann, Guide);
        Assert.Equal(
            [OutcomeKind.Created, OutcomeKind.Refused, OutcomeKind.Refused, OutcomeKind.Created], Kinds(result));
        Assert.Equal([GraphText.Of(Node("member:ann")), GraphText.Of(Node("document:guide"))], await ScanAsync());
    }

    [Fact]
    public async Task Texts_of_any_script_and_size_come_back_as_they_were()
    {
        var node = Node("document:图谱/\U0001F600", ("title", Text("知识图谱 \U0001F600 ñ")),
            ("body", Text(string.Concat(Enumerable.Repeat("沉淀 \U0001F680", 200_000)))));
        await CommitAsync(new CreateNode(node));
        await ReopenAsync();
        Assert.Equal([GraphText.Of(node)], await ScanAsync());
        Assert.Equal(await ScanAsync(), await ReplayAsync());
    }
}
