using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>
/// What is chosen of what a client takes: https://www.rfc-editor.org/rfc/rfc9110#name-accept, and the section Accept of
/// https://graphql.github.io/graphql-over-http/draft/.
/// </summary>
public class AcceptHeaderTests
{
    // What is whole, what comes in parts (with its version), and `!` where all goes out as a stream.
    [Theory]
    [InlineData("absent: application/json", null, "Json None")]
    [InlineData("empty", "", "Json None")]
    [InlineData("any", "*/*", "Json None")]
    [InlineData("any application type", "application/*", "Json None")]
    [InlineData("the newer type", "application/graphql-response+json", "GraphQLResponse None")]
    [InlineData("names in any case", "Application/GraphQL-Response+JSON", "GraphQLResponse None")]
    [InlineData("weights", "application/json;q=0.1, application/graphql-response+json;q=0.2", "GraphQLResponse None")]
    [InlineData("equal weights: the first",
        "application/graphql-response+json, application/json", "GraphQLResponse None")]
    [InlineData("a weight of 0 is a no",
        "application/json;q=0, application/graphql-response+json", "GraphQLResponse None")]
    [InlineData("a weight of 0 against a range", "application/json;q=0, */*", "GraphQLResponse None")]
    [InlineData("what is named counts more than a range", "*/*;q=0.9, application/json;q=0.1", "GraphQLResponse None")]
    [InlineData("nothing", "text/html", "None None")]
    [InlineData("nothing but with weight 0", "application/json;q=0", "None None")]
    [InlineData("another charset", "application/json; charset=latin1", "None None")]
    [InlineData("UTF-8", "application/json; charset=\"UTF-8\"", "Json None")]
    [InlineData("parts alone", "multipart/mixed", "None Multipart V02!")]
    [InlineData("events alone", "text/event-stream", "None EventStream V02!")]
    [InlineData("lines alone", "application/jsonl", "None JsonLines V02!")]
    [InlineData("events first", "text/event-stream, application/json", "Json EventStream V02!")]
    [InlineData("events first, then anything", "text/event-stream, */*", "Json EventStream V02!")]
    [InlineData("events last", "application/json, text/event-stream", "Json EventStream V02")]
    [InlineData("parts first: whole is whole", "multipart/mixed, application/json", "Json Multipart V02")]
    [InlineData("parts heavier", "multipart/mixed, application/json;q=0.9", "Json Multipart V02!")]
    [InlineData("the heavier stream",
        "application/json, multipart/mixed;q=0.5, application/jsonl;q=0.6", "Json JsonLines V02")]
    [InlineData("the first stream", "application/json, application/jsonl, multipart/mixed", "Json JsonLines V02")]
    [InlineData("a refused stream", "application/json, multipart/mixed;q=0", "Json None")]
    [InlineData("ranges name no stream", "application/json, text/*, multipart/*", "Json None")]
    [InlineData("the older format", "multipart/mixed;incrementalSpec=v0.1", "None Multipart V01!")]
    [InlineData("the newer format", "multipart/mixed;incrementalSpec=v0.2", "None Multipart V02!")]
    [InlineData("the older format, quoted", "multipart/mixed; incrementalSpec=\"v0.1\"", "None Multipart V01!")]
    [InlineData("an unknown format is the newer one", "multipart/mixed;incrementalSpec=v9", "None Multipart V02!")]
    [InlineData("Apollo", "multipart/mixed;deferSpec=20220824,application/json", "Json Multipart V01")]
    [InlineData("urql",
        "application/graphql-response+json, application/graphql+json, application/json, "
        + "text/event-stream, multipart/mixed",
        "GraphQLResponse EventStream V02")]
    [InlineData("what cannot be read is passed over", "application/json, ;;;", "Json None")]
    public void What_is_chosen(string clause, string? accept, string expected)
    {
        var read = AcceptHeader.Read(accept);
        var version = read.Incremental == IncrementalFormat.None ? "" : $" {read.Incremental}";
        var actual = $"{read.Whole} {read.Stream}{version}{(read.PrefersStream ? "!" : "")}";
        Assert.True(expected == actual, $"{clause}: {actual}");
    }
}
