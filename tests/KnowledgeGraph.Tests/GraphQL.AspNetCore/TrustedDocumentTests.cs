using KnowledgeGraph.GraphQL.AspNetCore;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.AspNetCore;

/// <summary>Documents asked for by their id, hash or address.</summary>
public sealed class TrustedDocumentTests : IDisposable
{
    // Hashes by sha256sum.
    private const string Echo = "query($n:Int!=3){echo(n:$n)}";
    private const string EchoHash = "b18d47b9725d902a240a0f9fa2c00f29bbc220ffea8cfdf5e9bea8288ce5afba";

    private readonly TemporaryFolder _folder = new();

    public TrustedDocumentTests()
    {
        Directory.CreateDirectory(_folder.PathOf("below"));
        File.WriteAllText(_folder.PathOf("below/echo.graphql"), Echo);
        File.WriteAllText(_folder.PathOf("add.graphql"), "mutation($n:Int!){add(n:$n)}");
        File.WriteAllText(_folder.PathOf("count.graphql"), "{count}");
        File.WriteAllText(_folder.PathOf("broken.graphql"), "{broken}");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_document_is_asked_for_in_four_ways()
    {
        await using var endpoint = await StartAsync();
        var answers = new[]
        {
            await endpoint.PostAsync($$$"""{"query":"{{{Echo}}}","variables":{"n":4}}"""),
            await endpoint.PostAsync($$$"""{"documentId":"sha256:{{{EchoHash}}}","variables":{"n":4}}"""),
            await endpoint.PostAsync($$$"""{{{{Persisted(EchoHash)}}},"variables":{"n":4}}"""),
            await endpoint.SendAsync("GET", $$"""/graphql/d/{{EchoHash}}?variables={"n":4}"""),
            await endpoint.SendAsync("GET", $$"""/graphql/d/sha256:{{EchoHash}}?variables={"n":4}"""),
            await endpoint.GetAsync($$"""/graphql?documentId=sha256:{{EchoHash}}&variables={"n":4}"""),
        };
        Assert.All(answers, answer => Assert.Equal("""{"data":{"echo":4}}""", answer.Body));
    }

    [Theory]
    [InlineData(DocumentMode.Open, "", 200)]
    [InlineData(DocumentMode.TrustedWithDeveloperKey, "", 403)]
    [InlineData(DocumentMode.TrustedWithDeveloperKey, "GraphQL-Developer-Key: wrong", 403)]
    [InlineData(DocumentMode.TrustedWithDeveloperKey, "GraphQL-Developer-Key: secret", 200)]
    [InlineData(DocumentMode.TrustedOnly, "GraphQL-Developer-Key: secret", 403)]
    public async Task The_mode_says_what_else_is_executed(DocumentMode mode, string headers, int status)
    {
        await using var endpoint = await StartAsync(mode);
        var other = await endpoint.PostAsync("""{"query":"{ echo }"}""", headers);
        Assert.Equal(status, other.Status);
        Assert.Equal(status == 403, other.Body.Contains("DOCUMENT_NOT_TRUSTED", StringComparison.Ordinal));
        Assert.Equal(200, (await endpoint.PostAsync("""{"query":"{count}"}""")).Status);
        Assert.Equal(200, (await endpoint.PostAsync($$"""{"documentId":"sha256:{{EchoHash}}"}""")).Status);
    }

    [Fact]
    public async Task A_developers_key_that_is_not_set_opens_nothing()
    {
        await using var endpoint = await StartAsync(DocumentMode.TrustedWithDeveloperKey, key: "");
        Assert.Equal(
            403, (await endpoint.PostAsync("""{"query":"{ echo }"}""", "GraphQL-Developer-Key: ")).Status);
    }

    [Theory]
    [InlineData("""{"documentId":"sha256:00"}""", 400, "PERSISTED_QUERY_NOT_FOUND")]
    [InlineData("""{"documentId":7}""", 400, "documentId")]
    [InlineData("""{"documentId":"sha256:00","query":"{echo}"}""", 400, "either")]
    [InlineData("""{"extensions":{}}""", 400, "no query")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":2,"sha256Hash":"00"}}}""", 400, "version 1")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1}}}""", 400, "sha256Hash")]
    [InlineData("""{"query":"{echo}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}""", 400,
        "not the SHA-256")]
    [InlineData("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}""", 200,
        "PERSISTED_QUERY_NOT_FOUND")]
    [InlineData("""[{"query":"{count}"},{"documentId":"sha256:00"},{"query":"{count}"}]""", 200,
        "PERSISTED_QUERY_NOT_FOUND")]
    public async Task What_cannot_be_found_is_said(string body, int status, string reason)
    {
        await using var endpoint = await StartAsync();
        var answer = await endpoint.PostAsync(body);
        Assert.Equal(status, answer.Status);
        Assert.Contains(reason, answer.Body);
    }

    [Fact]
    public async Task A_client_may_register_a_document_by_its_hash()
    {
        const string query = "{ echo(n: 9) }";
        var hash = TrustedDocuments.HashOf("{ echo(n: 9) }"u8);
        await using var endpoint = await StartAsync();
        var unknown = await endpoint.PostAsync($$"""{{{Persisted(hash)}}}""");
        Assert.Contains("\"message\":\"PersistedQueryNotFound\"", unknown.Body);
        Assert.Equal("no-store", unknown.Response.Headers.CacheControl!.ToString());
        Assert.Equal(200, (await endpoint.PostAsync($$"""{"query":"{{query}}",{{Persisted(hash)}}}""")).Status);
        Assert.Equal("""{"data":{"echo":9}}""", (await endpoint.PostAsync($$"""{{{Persisted(hash)}}}""")).Body);
    }

    [Fact]
    public async Task Where_only_trusted_documents_are_executed_nobody_registers_others()
    {
        var hash = TrustedDocuments.HashOf("{ echo }"u8);
        await using var endpoint = await StartAsync(DocumentMode.TrustedOnly);
        Assert.Equal(403, (await endpoint.PostAsync($$"""{"query":"{ echo }",{{Persisted(hash)}}}""")).Status);
        Assert.Contains("PersistedQueryNotFound", (await endpoint.PostAsync($$"""{{{Persisted(hash)}}}""")).Body);
    }

    [Fact]
    public void Of_many_registered_documents_those_longest_not_asked_for_go()
    {
        var queries = new PersistedQueries(10);
        for (var index = 0; index < 1000; index++)
        {
            queries.Add($"{index}", [1]);
            Assert.NotNull(queries.Find("0"));
        }

        Assert.Null(queries.Find("1"));
        Assert.InRange(Enumerable.Range(0, 1000).Count(index => queries.Find($"{index}") is not null), 2, 12);
    }

    [Fact]
    public async Task The_address_of_a_document_is_kept_by_caches_until_its_answer_changes()
    {
        var hash = TrustedDocuments.HashOf("{count}"u8);
        await using var endpoint = await StartAsync();
        var first = await endpoint.SendAsync("GET", $"/graphql/d/{hash}");
        var tag = first.Response.Headers.ETag!.ToString();
        Assert.Equal("no-cache", first.Response.Headers.CacheControl!.ToString());
        Assert.Equal(["Accept", "Authorization"], first.Response.Headers.Vary);

        foreach (var known in new[] { tag, $"\"x\", {tag}", "*", tag[2..] })
        {
            var again = await endpoint.SendAsync("GET", $"/graphql/d/{hash}", null, $"If-None-Match: {known}");
            Assert.Equal((304, ""), (again.Status, again.Body));
            Assert.Equal(tag, again.Response.Headers.ETag!.ToString());
        }

        Assert.Equal(200, (await endpoint.SendAsync("GET", $"/graphql/d/{hash}", null,
            $"If-None-Match: {tag}\nAccept: application/graphql-response+json")).Status);
        await endpoint.PostAsync("""{"query":"mutation{add(n:1)}"}""");
        var changed = await endpoint.SendAsync("GET", $"/graphql/d/{hash}", null, $"If-None-Match: {tag}");
        Assert.Equal((200, """{"data":{"count":1}}"""), (changed.Status, changed.Body));
    }

    [Fact]
    public async Task The_address_of_a_document_only_reads()
    {
        var add = TrustedDocuments.HashOf("mutation($n:Int!){add(n:$n)}"u8);
        var broken = TrustedDocuments.HashOf("{broken}"u8);
        await using var endpoint = await StartAsync();
        Assert.Equal(405, (await endpoint.SendAsync("GET", $$"""/graphql/d/{{add}}?variables={"n":1}""")).Status);
        Assert.Equal(405, (await endpoint.SendAsync("POST", $"/graphql/d/{add}", "{}")).Status);
        Assert.Equal(404, (await endpoint.SendAsync("GET", "/graphql/d/00")).Status);
        var failed = await endpoint.SendAsync("GET", $"/graphql/d/{broken}");
        Assert.Equal("no-store", failed.Response.Headers.CacheControl!.ToString());
        Assert.Null(failed.Response.Headers.ETag);
    }

    [Fact]
    public async Task Documents_with_errors_are_reported_with_file_and_place_and_not_executed()
    {
        File.WriteAllText(_folder.PathOf("bad.graphql"), "{\n  ecoh\n}");
        File.WriteAllText(_folder.PathOf("worse.graphql"), "{");
        TrustedDocuments? documents = null;
        await using var endpoint = await TestEndpoint.StartAsync(executor => new GraphQLHttpOptions
        {
            TrustedDocuments = documents = TrustedDocuments.Load(_folder.PathOf(""), executor.Schema),
        });
        var lines = documents!.Report().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("bad.graphql(2,3): Cannot query field \"ecoh\"", lines[0]);
        Assert.StartsWith("worse.graphql(1,2): Syntax", lines[1]);
        var id = documents.All.Single(document => document.File == "bad.graphql").Id;
        Assert.Equal(400, (await endpoint.PostAsync($$"""{"documentId":"{{id}}"}""")).Status);
    }

    [Theory]
    [InlineData("text/event-stream", "event: next\ndata: {\"data\":{\"echo\":0}}\n\nevent: complete\ndata:\n\n")]
    [InlineData("application/jsonl", "{\"data\":{\"echo\":0}}\n")]
    public async Task Streams_take_the_same_ids(string accept, string expected)
    {
        File.WriteAllText(_folder.PathOf("stream.graphql"), "query Stream { echo }");
        TrustedDocuments? documents = null;
        await using var endpoint = await TestEndpoint.StartAsync(executor => new GraphQLHttpOptions
        {
            TrustedDocuments = documents = TrustedDocuments.Load(_folder.PathOf(""), executor),
            DocumentMode = DocumentMode.TrustedOnly,
        });
        var id = documents!.All.Single(document => document.File == "stream.graphql").Id;
        var byId = await endpoint.PostAsync($$"""{"documentId":"{{id}}"}""", $"Accept: {accept}");
        Assert.Equal((200, expected), (byId.Status, byId.Body));
        var byHash = await endpoint.PostAsync($"{{{Persisted(id["sha256:".Length..])}}}", $"Accept: {accept}");
        Assert.Equal((200, expected), (byHash.Status, byHash.Body));
        var adHoc = await endpoint.PostAsync("""{"query":"{ echo }"}""", $"Accept: {accept}");
        Assert.Equal(403, adHoc.Status);
    }

    [Fact]
    public async Task Documents_are_priced_when_they_are_read()
    {
        File.WriteAllText(_folder.PathOf("cheap.graphql"), "query Cheap { echo }");
        File.WriteAllText(
            _folder.PathOf("two.graphql"),
            "query A($s: Boolean!) { list @skip(if: $s) { n } } mutation { add(n: 1) }".Replace(
                "mutation {", "mutation B {", StringComparison.Ordinal));
        TrustedDocuments? documents = null;
        await using var endpoint = await TestEndpoint.StartAsync(executor => new GraphQLHttpOptions
        {
            TrustedDocuments = documents = TrustedDocuments.Load(_folder.PathOf(""), executor),
        });
        var cheap = documents!.All.Single(document => document.File == "cheap.graphql");
        var two = documents.All.Single(document => document.File == "two.graphql");
        Assert.Equal(["query Cheap: 1 of 200000 (fields 0, types 1)"], cheap.Prices.Select(price => $"{price}"));
        Assert.Equal(
            ["query A: 12 of 200000 (fields 1, types 11)", "mutation B: 1 of 200000 (fields 0, types 1)"],
            two.Prices.Select(price => $"{price}"));
        Assert.Contains($"cheap.graphql {cheap.Id} query Cheap: 1 of 200000", documents.PriceReport());
    }

    private static string Persisted(string hash) =>
        $$$"""
        "extensions":{"persistedQuery":{"version":1,"sha256Hash":"{{{hash}}}"}}
        """;

    private Task<TestEndpoint> StartAsync(DocumentMode mode = DocumentMode.Open, string key = "secret") =>
        TestEndpoint.StartAsync(executor => new GraphQLHttpOptions
        {
            TrustedDocuments = TrustedDocuments.Load(_folder.PathOf(""), executor.Schema),
            DocumentMode = mode,
            DeveloperKey = key,
        });
}
