using System.Text.Json.Nodes;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel.Feed;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>`changes`: what is told, to whom, and where one goes on.</summary>
public sealed class ChangeSubscriptionTests : IAsyncLifetime
{
    private const string All = "type nodeId nodeKind node { id } linkType interactionType targetId target { id }";

    private Community _community = null!;

    public async Task InitializeAsync() => _community = await Community.DrawAsync("topic:old");

    public async Task DisposeAsync() => await _community.DisposeAsync();

    [Fact]
    public async Task Nodes_and_links_are_told_of_in_their_order_with_the_node_as_it_is_now()
    {
        await using var changes = _community.Subscribe($$"""subscription { changes { {{All}} } }""");
        await changes.StartAsync();
        await _community.AddAsync("""
            document:1
            topic:1
            document:1 -ABOUT-> topic:1
            """);
        await _community.CommitAsync([new DeleteNode("document:1")]);
        Assert.Equal(
            [
                "CREATED document:1 DOCUMENT", "CREATED topic:1 TOPIC", "LINKED document:1 DOCUMENT ABOUT topic:1",
                "DELETED document:1 DOCUMENT",
            ],
            (await changes.TakeAsync(4)).Select(Show));
        await changes.DisposeAsync();
        Assert.Equal(0, _community.Follower.Changes.ReaderCount);
    }

    [Fact]
    public async Task A_node_that_is_gone_is_null()
    {
        await using var changes = _community.Subscribe("subscription { changes { nodeId node { id } } }");
        await changes.StartAsync();
        await _community.CommitAsync([new DeleteNode("topic:old")]);
        Assert.Equal(
            "{'nodeId':'topic:old','node':null}", Community.Show((await changes.TakeAsync(1))[0]));
    }

    [Theory]
    [InlineData("kinds: [TOPIC]", "CREATED topic:1 TOPIC", "LINKED document:1 DOCUMENT ABOUT topic:1")]
    [InlineData("topics: [\"topic:1\"], kinds: [DOCUMENT]",
        "CREATED document:1 DOCUMENT", "LINKED document:1 DOCUMENT ABOUT topic:1")]
    [InlineData("kinds: []")]
    [InlineData("topics: []")]
    [InlineData("kinds: [ACTIVITY]", "CREATED activity:end ACTIVITY")]
    public async Task Only_what_is_wanted_is_told(string arguments, params string[] expected)
    {
        var start = _community.Follower.Changes.Feed.Newest.ToCursor();
        await _community.AddAsync("""
            document:1
            document:2
            topic:1
            document:1 -ABOUT-> topic:1
            activity:end
            """);
        await using var changes = _community.Subscribe(
            $$"""subscription { changes({{arguments}}, after: "{{start}}") { {{All}} } }""");
        await changes.StartAsync();
        Assert.Equal(expected, (await changes.TakeAsync(expected.Length)).Select(Show));
        await changes.ExpectNothingAsync();
    }

    [Fact]
    public async Task Resumed_after_any_event_nothing_is_lost_and_nothing_comes_twice()
    {
        var start = _community.Follower.Changes.Feed.Newest.ToCursor();
        for (var commit = 0; commit < 3; commit++)
            await _community.AddAsync($"member:{commit}a\nmember:{commit}b\nmember:{commit}c");
        const string Expected = "0a 0b 0c 1a 1b 1c 2a 2b 2c";
        for (var first = 1; first < 9; first++)
        {
            var had = await ReadAsync(start, first);
            var rest = await ReadAsync(had[^1]!["cursor"]!.GetValue<string>(), 9 - first);
            Assert.Equal(
                Expected, string.Join(' ', had.Concat(rest).Select(one => $"{one["nodeId"]}"["member:".Length..])));
        }
    }

    [Fact]
    public async Task Changes_made_at_once_come_in_the_order_of_their_numbers()
    {
        await using var changes = _community.Subscribe("subscription { changes { cursor node { id } } }");
        await changes.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => _community.AddAsync($"member:{n}")));
        var events = await changes.TakeAsync(100);
        var places = events.Select(one =>
        {
            Assert.True(FeedPosition.TryRead(one["cursor"]!.GetValue<string>(), out var place));
            return place.Sequence;
        }).ToArray();
        Assert.Equal(places.Order().Distinct(), places);
        Assert.All(events, one => Assert.NotNull(one["node"]));
    }

    [Theory]
    [InlineData("no cursor", "INVALID_CURSOR")]
    [InlineData("", "INVALID_CURSOR")]
    [InlineData("bG9nOjk5OTk5OTo", "INVALID_CURSOR")]
    public async Task A_cursor_that_is_none_or_of_another_log_is_refused(string cursor, string code)
    {
        await using var changes = _community.Subscribe(
            $$"""subscription { changes(after: "{{cursor}}") { type } }""");
        Assert.Equal(code, await changes.RefusalAsync());
    }

    private async Task<JsonNode[]> ReadAsync(string after, int count)
    {
        await using var changes = _community.Subscribe(
            $$"""subscription { changes(after: "{{after}}") { cursor nodeId } }""");
        await changes.StartAsync();
        return await changes.TakeAsync(count);
    }

    private static string Show(JsonNode one) => string.Join(' ', new[]
    {
        one["type"], one["nodeId"], one["nodeKind"], one["linkType"], one["interactionType"], one["targetId"],
    }.Where(part => part is not null));
}
