using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>`onError` as requests bring it.</summary>
public sealed class OnErrorRequestTests(SubscriptionServer server) : IClassFixture<SubscriptionServer>
{
    private const string Propagated = "\"data\":{\"echo\":0,\"broken\":null}";

    [Theory]
    [InlineData(null, Propagated)]
    [InlineData("null", Propagated)]
    [InlineData("\"PROPAGATE\"", Propagated)]
    [InlineData("\"NULL\"", Propagated)]
    [InlineData("\"HALT\"", "\"data\":null")]
    public async Task Its_words_are_taken(string? value, string data)
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.PostAsync(
            $$"""{"query":"{echo broken}"{{(value is null ? "" : $",\"onError\":{value}")}}}""");
        Assert.Equal(200, answer.Status);
        Assert.Contains(data, answer.Body);
    }

    [Theory]
    [InlineData("\"ABORT\"")]
    [InlineData("\"null\"")]
    [InlineData("1")]
    public async Task Any_other_word_is_a_request_error_that_names_them(string value)
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.PostAsync($$"""{"query":"{echo}","onError":{{value}}}""");
        Assert.Equal(400, answer.Status);
        Assert.Contains("must be one of PROPAGATE, NULL, HALT", answer.Body);
        Assert.DoesNotContain("data", answer.Body);
    }

    [Fact]
    public async Task It_may_stand_in_an_address()
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.GetAsync("/graphql?query={echo broken}&onError=HALT");
        Assert.Contains("\"data\":null", answer.Body);
        var wrong = await endpoint.GetAsync("/graphql?query={echo broken}&onError=halt");
        Assert.Equal(400, wrong.Status);
    }

    [Fact]
    public async Task Requests_of_a_batch_have_their_own()
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.PostAsync(
            """[{"query":"{echo broken}","onError":"HALT"},{"query":"{echo broken}"}]""");
        Assert.Contains("\"data\":null}", answer.Body);
        Assert.Contains(Propagated, answer.Body);
    }

    [Fact]
    public async Task It_goes_with_subscriptions_too()
    {
        using var socket = await server.OpenAsync();
        await SubscriptionServer.SendAsync(
            socket, """{"type":"subscribe","id":"1","payload":{"query":"subscription{failing}","onError":"HALT"}}""");
        Assert.Contains("\"data\":null", await SubscriptionServer.ReceiveAsync(socket));
        Assert.Contains("complete", await SubscriptionServer.ReceiveAsync(socket));
        await SubscriptionServer.SendAsync(
            socket, """{"type":"subscribe","id":"2","payload":{"query":"subscription{failing}","onError":"STOP"}}""");
        Assert.Contains("must be one of", await SubscriptionServer.ReceiveAsync(socket));
    }
}
