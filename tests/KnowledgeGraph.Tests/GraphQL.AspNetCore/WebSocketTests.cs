using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md, over a server in memory.</summary>
public sealed partial class WebSocketTests(SubscriptionServer server) : IClassFixture<SubscriptionServer>
{
    private const string Init = """{"type":"connection_init"}""";
    private const string Forever = """{"type":"subscribe","id":"1","payload":{"query":"subscription{forever}"}}""";

    [Theory]
    [InlineData("4400", "no JSON")]
    [InlineData("4400", "[]")]
    [InlineData("4400", "{}")]
    [InlineData("4400", """{"type":7}""")]
    [InlineData("4400", """{"type":"start"}""")]
    [InlineData("4400", Init, """{"type":"subscribe","payload":{"query":"{hello}"}}""")]
    [InlineData("4400", Init, """{"type":"subscribe","id":"","payload":{"query":"{hello}"}}""")]
    [InlineData("4400", Init, """{"type":"subscribe","id":"1"}""")]
    [InlineData("4400", Init, """{"type":"subscribe","id":"1","payload":{"query":1}}""")]
    [InlineData("4400", Init, """{"type":"subscribe","id":"1","payload":{"query":"{hello}","variables":[]}}""")]
    [InlineData("4400", Init, """{"type":"complete"}""")]
    [InlineData("4401", Forever)]
    [InlineData("4409", Init, Forever, Forever)]
    [InlineData("4429", Init, Init)]
    public async Task Who_breaks_the_protocol_is_closed_with_its_code(string code, params string[] messages)
    {
        using var socket = await server.ConnectAsync();
        foreach (var message in messages) await SubscriptionServer.SendAsync(socket, message);
        var received = await SubscriptionServer.ReceiveAsync(socket);
        while (received.StartsWith('{')) received = await SubscriptionServer.ReceiveAsync(socket);
        Assert.Equal(code, received);
        await server.RunningIsAsync(0);
    }

    [Fact]
    public async Task Who_says_nothing_in_time_is_closed_with_4408()
    {
        using var socket = await server.ConnectAsync("/hasty");
        Assert.Equal("4408", await SubscriptionServer.ReceiveAsync(socket));
    }

    [Fact]
    public async Task When_the_right_to_be_connected_ends_it_is_closed_with_4403_and_nothing_goes_on()
    {
        using var socket = await server.ConnectAsync("/ending");
        await SubscriptionServer.SendAsync(socket, Init);
        await SubscriptionServer.ReceiveAsync(socket);
        await SubscriptionServer.SendAsync(socket, Forever);
        await server.RunningIsAsync(1);
        await server.ConnectionEnd.CancelAsync();
        Assert.Equal("4403", await SubscriptionServer.ReceiveAsync(socket));
        await server.RunningIsAsync(0);
    }

    [Theory]
    [InlineData("graphql-ws")]
    [InlineData(null)]
    public async Task Who_speaks_another_protocol_is_closed_with_4406(string? subprotocol)
    {
        using var socket = await server.ConnectAsync(subprotocol: subprotocol);
        Assert.Equal("4406", await SubscriptionServer.ReceiveAsync(socket));
    }

    [Fact]
    public async Task A_message_beyond_the_limit_closes_with_1009_and_a_binary_one_with_4400()
    {
        using var large = await server.OpenAsync();
        await SubscriptionServer.SendAsync(large, new string(' ', 5000));
        Assert.Equal("1009", await SubscriptionServer.ReceiveAsync(large));

        using var binary = await server.OpenAsync();
        await binary.SendAsync(new byte[3], WebSocketMessageType.Binary, true, CancellationToken.None);
        Assert.Equal("4400", await SubscriptionServer.ReceiveAsync(binary));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://localhost", true)]
    [InlineData("https://app.example.org", true)]
    [InlineData("https://evil.example.org", false)]
    [InlineData("http://localhost.evil.example.org", false)]
    [InlineData("null", false)]
    public async Task A_page_of_another_origin_may_not_connect(string? origin, bool isAllowed)
    {
        if (isAllowed) (await server.ConnectAsync(origin: origin)).Dispose();
        else await Assert.ThrowsAsync<InvalidOperationException>(() => server.ConnectAsync(origin: origin));
    }

    [Theory]
    [InlineData("{hello}", """{"data":{"hello":"you"}}""")]
    [InlineData("mutation{set(n:3)}", """{"data":{"set":3}}""")]
    [InlineData("subscription{count(to:2)}", """{"data":{"count":1}}""", """{"data":{"count":2}}""")]
    public async Task Operations_of_all_kinds_are_answered_and_completed(string query, params string[] responses)
    {
        using var socket = await server.OpenAsync();
        await SubscriptionServer.SendAsync(
            socket, $$$"""{"type":"subscribe","id":"a\"b","payload":{"query":"{{{query}}}"}}""");
        foreach (var response in responses)
        {
            Assert.Equal(
                $$"""{"type":"next","id":"a\u0022b","payload":{{response}}}""",
                await SubscriptionServer.ReceiveAsync(socket));
        }

        Assert.Equal("""{"type":"complete","id":"a\u0022b"}""", await SubscriptionServer.ReceiveAsync(socket));
    }

    [Theory]
    [InlineData("{unknown}", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{", "GRAPHQL_PARSE_FAILED")]
    [InlineData("subscription{refused}", "NOT_TODAY")]
    [InlineData("subscription{count}", "GRAPHQL_VALIDATION_FAILED")]
    public async Task What_cannot_begin_is_answered_with_its_errors_and_the_id_is_free_again(string query, string code)
    {
        using var socket = await server.OpenAsync();
        for (var time = 0; time < 2; time++)
        {
            await SubscriptionServer.SendAsync(
                socket, $$$"""{"type":"subscribe","id":"1","payload":{"query":"{{{query}}}"}}""");
            var answer = await SubscriptionServer.ReceiveAsync(socket);
            Assert.StartsWith("""{"type":"error","id":"1","payload":[{"message":""", answer);
            Assert.Contains($"\"code\":\"{code}\"", answer);
        }
    }

    [Fact]
    public async Task A_source_that_breaks_ends_its_operation_and_hides_why()
    {
        using var socket = await server.OpenAsync();
        await SubscriptionServer.SendAsync(
            socket, """{"type":"subscribe","id":"1","payload":{"query":"subscription{breaks}"}}""");
        Assert.Contains("\"next\"", await SubscriptionServer.ReceiveAsync(socket));
        var error = await SubscriptionServer.ReceiveAsync(socket);
        Assert.Matches(InternalError(), error);
        Assert.DoesNotContain("secret", error);
    }

    [Fact]
    public async Task Complete_ends_the_source_and_nothing_more_comes()
    {
        using var socket = await server.OpenAsync();
        await SubscriptionServer.SendAsync(socket, Forever);
        await server.RunningIsAsync(1);
        await SubscriptionServer.SendAsync(socket, """{"type":"complete","id":"1"}""");
        await server.RunningIsAsync(0);
        await SubscriptionServer.SendAsync(socket, """{"type":"ping","payload":{"a":1}}""");
        Assert.Equal("""{"type":"pong"}""", await SubscriptionServer.ReceiveAsync(socket));
    }

    [Fact]
    public async Task More_operations_than_may_be_are_refused_one_by_one()
    {
        using var socket = await server.OpenAsync();
        foreach (var id in new[] { "1", "2", "3" })
            await SubscriptionServer.SendAsync(socket, Forever.Replace("\"1\"", $"\"{id}\""));
        var answer = await SubscriptionServer.ReceiveAsync(socket);
        Assert.StartsWith("""{"type":"error","id":"3",""", answer);
        Assert.Contains("LIMIT_EXCEEDED", answer);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await server.RunningIsAsync(0);
    }

    [Fact]
    public async Task Connections_that_drop_leave_no_source_behind()
    {
        for (var round = 0; round < 10; round++)
        {
            var sockets = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.OpenAsync()));
            foreach (var socket in sockets) await SubscriptionServer.SendAsync(socket, Forever);
            await server.RunningIsAsync(100);
            foreach (var socket in sockets) socket.Abort();
            await server.RunningIsAsync(0);
        }
    }

    [Fact]
    public async Task A_server_that_stops_closes_with_1001()
    {
        var own = new SubscriptionServer();
        await own.InitializeAsync();
        using var socket = await own.OpenAsync();
        await SubscriptionServer.SendAsync(socket, Forever);
        await own.RunningIsAsync(1);
        var stopping = own.Application.StopAsync();
        Assert.Equal("1001", await SubscriptionServer.ReceiveAsync(socket));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await own.RunningIsAsync(0);
        await stopping;
        await own.DisposeAsync();
    }

    [GeneratedRegex("""^\{"type":"error","id":"1","payload":\[\{"message":.*"INTERNAL_ERROR".*\}\]\}$""")]
    private static partial Regex InternalError();
}
