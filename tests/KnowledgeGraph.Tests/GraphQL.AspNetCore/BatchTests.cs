using KnowledgeGraph.GraphQL.AspNetCore;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>Lists of requests, and of variables for one request.</summary>
public sealed class BatchTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_requests_and_each_sees_what_came_before()
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.PostAsync(
            """
            [{"query":"{count}"},
             {"query":"mutation($n:Int!){add(n:$n)}","variables":{"n":5}},
             {"query":"{unknown"},
             {"query":"query A{count} query B{b:count}","operationName":"B"}]
            """);
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("""[{"data":{"count":0}},{"data":{"add":5}},{"errors":[{"message":"Syntax""", answer.Body);
        Assert.EndsWith(""",{"data":{"b":5}}]""", answer.Body);
    }

    [Fact]
    public async Task One_request_is_executed_with_each_set_of_variables()
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.PostAsync(
            """{"query":"query($n:Int! = 7){echo(n:$n)}","variables":[{"n":2},{"n":1},null,{}]}""");
        Assert.Equal(
            """[{"data":{"echo":2}},{"data":{"echo":1}},{"data":{"echo":7}},{"data":{"echo":7}}]""", answer.Body);
    }

    [Theory]
    [InlineData("[]", 400, "empty")]
    [InlineData("""[{"query":"mutation{add(n:1)}"},7]""", 400, "Request 1 of the batch: The body must be a JSON")]
    [InlineData("""[{"query":"mutation{add(n:1)}"},{}]""", 400, "Request 1 of the batch: The request has no query")]
    [InlineData("""[{"query":"mutation{add(n:1)}"}]]""", 400, "not JSON")]
    [InlineData("""[{"query":"mutation{add(n:1)}"}""", 400, "not JSON")]
    [InlineData("""[{"query":"{count}","variables":[{}]}]""", 400, "within a list has one set of variables")]
    [InlineData("""{"query":"{count}","variables":[]}""", 400, "empty")]
    [InlineData("""{"query":"{count}","variables":[1]}""", 400, "variables[0]")]
    [InlineData("""[{"query":"{a}"},{"query":"{a}"},{"query":"{a}"},{"query":"{a}"}]""", 413, "more than the 3")]
    [InlineData("""{"query":"{count}","variables":[{},{},{},{}]}""", 413, "more than the 3")]
    public async Task A_batch_with_something_wrong_is_refused_whole(string body, int status, string reason)
    {
        await using var endpoint = await TestEndpoint.StartAsync(new GraphQLHttpOptions { BatchCountMax = 3 });
        var answer = await endpoint.PostAsync(body);
        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.Body);
        Assert.Equal("""{"data":{"count":0}}""", (await endpoint.PostAsync("""{"query":"{count}"}""")).Body);
    }

    [Fact]
    public async Task Each_request_of_a_batch_is_priced()
    {
        await using var endpoint = await TestEndpoint.StartAsync();
        var answer = await endpoint.PostAsync(
            """[{"query":"{count}"},{"query":"{count}"}]""", "GraphQL-Cost: report");
        Assert.Equal(2, answer.Body.Split("\"cost\":{").Length - 1);
    }

    [Theory]
    [InlineData("""[{"query":"{count}"}]""")]
    [InlineData("""{"query":"{count}","variables":[{}]}""")]
    public async Task Without_batches_lists_are_refused(string body)
    {
        await using var endpoint = await TestEndpoint.StartAsync(new GraphQLHttpOptions { BatchCountMax = 1 });
        var answer = await endpoint.PostAsync(body);
        Assert.Equal(400, answer.Status);
        Assert.Contains("lists of them are not taken", answer.Body);
    }
}
