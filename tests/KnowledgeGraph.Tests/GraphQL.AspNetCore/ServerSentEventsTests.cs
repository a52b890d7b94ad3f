using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>
/// The distinct connections mode of https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md.
/// </summary>
public sealed class ServerSentEventsTests(SubscriptionServer server) : IClassFixture<SubscriptionServer>
{
    [Theory]
    [InlineData("{hello}", "event: next\ndata: {\"data\":{\"hello\":\"you\"}}\n\n")]
    [InlineData("mutation{set(n:3)}", "event: next\ndata: {\"data\":{\"set\":3}}\n\n")]
    [InlineData(
        "subscription{count(to:2)}",
        "event: next\nid: 1\ndata: {\"data\":{\"count\":1}}\n\nevent: next\nid: 2\ndata: {\"data\":{\"count\":2}}\n\n")]
    public async Task Responses_come_as_next_and_then_complete(string query, string events)
    {
        using var response = await PostAsync(query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal($"{events}event: complete\ndata:\n\n", await EventsAsync(response));
    }

    [Theory]
    [InlineData("{unknown}", "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("subscription{refused}", "NOT_TODAY")]
    [InlineData("subscription{breaks}", "INTERNAL_ERROR")]
    public async Task Errors_come_as_next_too(string query, string code)
    {
        using var response = await PostAsync(query);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var events = await EventsAsync(response);
        Assert.Contains($"\"code\":\"{code}\"", events);
        Assert.EndsWith("event: complete\ndata:\n\n", events);
        Assert.DoesNotContain("secret", events);
    }

    [Fact]
    public async Task A_client_that_comes_back_goes_on_after_the_last_event_that_it_had()
    {
        using var response = await PostAsync("subscription{count(to:3)}", lastEventId: "2");
        Assert.Equal(
            "event: next\nid: 3\ndata: {\"data\":{\"count\":3}}\n\nevent: complete\ndata:\n\n",
            await EventsAsync(response));
    }

    [Theory]
    [InlineData("same-origin", "\"count\":1")]
    [InlineData("cross-site", "BAD_REQUEST")]
    [InlineData(null, "BAD_REQUEST")]
    public async Task A_subscription_may_come_by_GET_as_EventSource_sends_it_from_an_own_page(
        string? site, string expected)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("subscription{count(to:1)}"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        using var client = server.Application.GetTestClient();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Contains(expected, await EventsAsync(response));
    }

    [Fact]
    public async Task A_quiet_stream_is_kept_alive_and_ends_when_the_client_leaves()
    {
        using var response = await PostAsync("subscription{forever}");
        await using var body = await response.Content.ReadAsStreamAsync();
        await server.RunningIsAsync(1);
        var pings = new byte[9];
        await body.ReadExactlyAsync(pings);
        Assert.Equal(":\n\n:\n\n:\n\n", Encoding.UTF8.GetString(pings));
        response.Dispose();
        await server.RunningIsAsync(0);
    }

    private async Task<HttpResponseMessage> PostAsync(string query, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent($$"""{"query":"{{query}}"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var client = server.Application.GetTestClient();
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>All events to the end, without the pings between them.</summary>
    private static async Task<string> EventsAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return string.Concat(text.Split("\n\n").Where(part => part is not ("" or ":")).Select(part => $"{part}\n\n"));
    }
}
