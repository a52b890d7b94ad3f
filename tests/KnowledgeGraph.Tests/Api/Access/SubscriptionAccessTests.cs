using System.Text.Json.Nodes;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using Xunit;

namespace KnowledgeGraph.Tests.Api.Access;

/// <summary>Nobody is told of what they may not see, from the feed or from the log.</summary>
public sealed class SubscriptionAccessTests : IAsyncLifetime
{
    private Community _community = null!;

    public async Task InitializeAsync() => _community = await Community.DrawAsync("""
        member:ann
        member:bob
        member:hidden access=curators
        document:1
        """);

    public async Task DisposeAsync() => await _community.DisposeAsync();

    [Theory]
    [InlineData("member:ann", Role.Member, "CREATED document:open|LINKED member:ann document:open|"
        + "RECORDED member:ann document:open VIEWED|DELETED document:open")]
    [InlineData("member:bob", Role.Member,
        "CREATED document:open|LINKED member:ann document:open|DELETED document:open")]
    [InlineData(null, Role.Anonymous, "CREATED document:open|LINKED member:ann document:open|DELETED document:open")]
    [InlineData(null, Role.Moderator, "CREATED document:open|CREATED document:secret|"
        + "LINKED member:ann document:open|LINKED member:ann document:secret|RECORDED member:ann document:open VIEWED|"
        + "RECORDED member:hidden document:1 LIKED|DELETED document:secret|DELETED document:open")]
    public async Task Each_is_told_of_what_it_may_see(string? member, Role role, string expected)
    {
        var viewer = new Viewer(member, role, []);
        var start = _community.Follower.Changes.Feed.Newest.ToCursor();
        await using var live = _community.Subscribe(
            "subscription { changes { type nodeId targetId interactionType } }", viewer);
        await live.StartAsync();
        await _community.AddAsync("""
            document:open
            document:secret access=curators
            member:ann -AUTHORED-> document:open
            member:ann -AUTHORED-> document:secret
            member:ann -VIEWED-> document:open id=view/1
            member:hidden -LIKED-> document:1 id=like/1
            """);
        // Told as it happens, while what it is about is there.
        var before = expected.Split('|').Count(line => !line.StartsWith("DELETED", StringComparison.Ordinal));
        var told = (await live.TakeAsync(before)).Select(Show).ToList();
        await _community.CommitAsync([new DeleteNode("document:secret")]);
        await _community.CommitAsync([new DeleteNode("document:open")]);
        told.AddRange((await live.TakeAsync(expected.Split('|').Length - before)).Select(Show));
        Assert.Equal(expected.Split('|'), told);

        // From the log: what is gone is told of by who saw it.
        await using var again = _community.Subscribe(
            $"subscription {{ changes(after: \"{start}\") {{ type nodeId targetId interactionType }} }}", viewer);
        await again.StartAsync();
        var last = role >= Role.Curator ? "DELETED document:secret" : "DELETED document:open";
        while (Show((await again.TakeAsync(1))[0]) is var line && line != last)
            Assert.DoesNotContain(role >= Role.Curator ? "nothing" : "secret", line, StringComparison.Ordinal);
    }

    private static string Show(JsonNode one) => string.Join(' ',
        new[] { "type", "nodeId", "targetId", "interactionType" }.Select(name => (string?)one[name])
            .Where(text => text is not null));
}
