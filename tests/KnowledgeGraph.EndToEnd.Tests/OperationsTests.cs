using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>What the running server tells its operator: ids of requests, structured logs, traces and metrics.</summary>
public sealed class OperationsTests
{
    [Fact]
    public async Task Each_response_has_an_id_which_the_structured_log_has_too()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            new Dictionary<string, string>
            {
                ["KNOWLEDGEGRAPH_LOG__FORMAT"] = "Json", ["KNOWLEDGEGRAPH_LOG__REQUESTS"] = "true",
            },
            folder.PathOf("data"), "--empty");
        Assert.Equal("from-a-proxy:1", await IdAsync(server, "from-a-proxy:1"));
        var own = await IdAsync(server, null);
        Assert.NotEmpty(own);
        // What could forge an entry is not taken over.
        Assert.NotEqual("a b", await IdAsync(server, "a b"));
        Assert.NotEqual(new string('x', 65), await IdAsync(server, new string('x', 65)));

        await server.Process.WaitForOutputAsync($"\"requestId\":\"{own}\"");
        var line = server.Process.Output.Split('\n').First(
            one => one.Contains("\"requestId\":\"from-a-proxy:1\"", StringComparison.Ordinal));
        var entry = JsonNode.Parse(line)!;
        Assert.Equal(("/graphql", 200), ((string)entry["path"]!, (int)entry["status"]!));
    }

    [Fact]
    public async Task Traces_and_metrics_reach_a_collector_and_nothing_is_sent_unasked()
    {
        using var folder = new TemporaryFolder();
        using var collector = new HttpListener();
        var port = FreePort();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        var received = CollectAsync(collector);
        await using (var server = await RunningServer.StartAsync(
            new Dictionary<string, string>
            {
                ["KNOWLEDGEGRAPH_TELEMETRY__TRACES"] = "true",
                ["KNOWLEDGEGRAPH_TELEMETRY__METRICS"] = "true",
                ["KNOWLEDGEGRAPH_TELEMETRY__METRICSSECONDS"] = "1",
                ["KNOWLEDGEGRAPH_TELEMETRY__ENDPOINT"] = $"http://127.0.0.1:{port}",
                ["KNOWLEDGEGRAPH_TELEMETRY__OPERATIONNAMES"] = "KnownName",
            },
            folder.PathOf("data"), "--empty"))
        {
            await server.QueryAsync("query KnownName { topics { totalCount } }");
            await server.QueryAsync("query SecretName { topics { totalCount } }");
            await server.Process.TerminateAsync();
        }

        collector.Stop();
        var sent = await received;
        Assert.Contains(sent, body => body.Path == "/v1/traces" && body.Text.Contains("KnownName"));
        Assert.Contains(sent, body =>
            body.Path == "/v1/metrics"
            && body.Text.Contains("graphql.server.operation.duration")
            && body.Text.Contains("knowledgegraph.read_model.lag")
            && body.Text.Contains("http.server.request.duration"));
        Assert.DoesNotContain(sent, body => body.Text.Contains("SecretName"));
    }

    private static async Task<string> IdAsync(RunningServer server, string? given)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = "{ __typename }" }),
        };
        if (given is not null) request.Headers.TryAddWithoutValidation("X-Request-Id", given);
        using var response = await server.Client.SendAsync(request);
        return Assert.Single(response.Headers.GetValues("X-Request-Id"));
    }

    private static async Task<List<(string Path, string Text)>> CollectAsync(HttpListener collector)
    {
        var sent = new List<(string Path, string Text)>();
        while (true)
        {
            try
            {
                var context = await collector.GetContextAsync();
                // Names stand as they are in protocol buffers: that much can be read without knowing their form.
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                sent.Add((context.Request.Url!.AbsolutePath, System.Text.Encoding.Latin1.GetString(body.ToArray())));
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return sent;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
