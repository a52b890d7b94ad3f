using System.Net;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>Trusted documents and compression, as the server's settings have them.</summary>
public sealed class TransportTests : IDisposable
{
    private const string Large = "{ __schema { types { name description fields { name description } } } }";

    private const string Boundary = "\r\n---\r\nContent-Type: application/json; charset=utf-8\r\n\r\n";

    private readonly TemporaryFolder _folder = new();

    public TransportTests()
    {
        Directory.CreateDirectory(_folder.PathOf("documents"));
        File.WriteAllText(_folder.PathOf("documents/topics.graphql"), "{ topics(first: 1) { totalCount } }");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_trusted_documents_are_executed_and_their_answers_kept_by_caches()
    {
        // By sha256sum.
        const string address = "/graphql/d/4d3cdbe16a579b7be3e57ff9699c65791fc2b8219f80808f73059e4df900bd16";
        await using var server = await RunningServer.StartAsync(
            Settings("TrustedOnly"), _folder.PathOf("data"), "--empty");
        using var answer = await server.Client.GetAsync(address);
        Assert.Equal("""{"data":{"topics":{"totalCount":0}}}""", await answer.Content.ReadAsStringAsync());

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var again = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        Assert.Equal(403, (await server.SendAsync("{ __typename }")).Status);
    }

    [Theory]
    [InlineData("gzip", Large, "gzip")]
    [InlineData("gzip, br", Large, "br")]
    [InlineData("gzip, br", "{ __typename }", null)]
    [InlineData(null, Large, null)]
    public async Task Large_answers_are_compressed_for_who_takes_it(string? accepted, string query, string? encoding)
    {
        await using var server = await RunningServer.StartAsync(_folder.PathOf("data"), "--empty");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(query)}");
        request.Headers.Add("GraphQL-Require-Preflight", "1");
        if (accepted is not null) request.Headers.Add("Accept-Encoding", accepted);
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Theory]
    [InlineData("application/jsonl",
        """{"data":{"a":"Query"},"pending":[{"id":"0","path":[]}],"hasNext":true}""" + "\n"
        + """{"incremental":[{"id":"0","data":{"topics":{"totalCount":0}}}],"completed":[{"id":"0"}],"hasNext":false}"""
        + "\n")]
    [InlineData("multipart/mixed;deferSpec=20220824,application/json",
        Boundary + """{"data":{"a":"Query"},"hasNext":true}""" + Boundary
        + """{"incremental":[{"data":{"topics":{"totalCount":0}},"path":[]}],"hasNext":false}""" + "\r\n-----\r\n")]
    [InlineData("application/json", "{\"data\":{\"a\":\"Query\",\"topics\":{\"totalCount\":0}}}")]
    public async Task What_is_deferred_comes_later_to_who_takes_it(string accept, string expected)
    {
        await using var server = await RunningServer.StartAsync(_folder.PathOf("data"), "--empty");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(
                """{"query":"{ a: __typename ... @defer { topics(first: 1) { totalCount } } }"}""",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_document_that_does_not_fit_stops_the_start_with_its_file_and_place()
    {
        File.WriteAllText(_folder.PathOf("documents/wrong.graphql"), "{\n  topcs\n}");
        await using var process = ProgramProcess.Start(
            Settings("Open"), "serve", "--empty", "--data", _folder.PathOf("data"), "--urls", "http://127.0.0.1:0");
        var result = await process.WaitAsync();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("wrong.graphql(2,3): Cannot query field \"topcs\"", result.Errors);
    }

    private Dictionary<string, string> Settings(string mode) => new()
    {
        ["KNOWLEDGEGRAPH_DOCUMENTS__FOLDER"] = _folder.PathOf("documents"),
        ["KNOWLEDGEGRAPH_DOCUMENTS__MODE"] = mode,
    };
}
