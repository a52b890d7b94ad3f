using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>Who may come in, over each way in.</summary>
public sealed class SignInTests(SignInTests.OneServer fixture) : IClassFixture<SignInTests.OneServer>
{
    private const string WhoAmI = "{ viewer { role tiers member { id } } }";
    private const string Change = "mutation { createTopic(input: {name: \"T\"}) { userErrors { code } } }";

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task Without_a_token_everybody_reads_and_nobody_writes()
    {
        var (status, body) = await AskAsync(null, "{ topics(first: 1) { totalCount } }");
        Assert.Equal(200, status);
        (status, body) = await AskAsync(null, Change);
        Assert.Equal((401, "UNAUTHENTICATED"), (status, CodeOf(body)));
        (status, body) = await AskAsync(Token("MEMBER"), Change);
        Assert.Equal((403, "FORBIDDEN"), (status, CodeOf(body)));
        (status, _) = await AskAsync(Token("CURATOR"), Change);
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task The_token_of_the_command_says_who_somebody_is()
    {
        var result = await ProgramProcess.RunAsync(
            "token", "create", "--member", "member:ann", "--role", "CURATOR", "--tier", "gold", "--expires", "8h",
            "--data", fixture.Data);
        Assert.Equal(0, result.ExitCode);
        var (_, body) = await AskAsync(result.Output.Trim(), WhoAmI);
        Assert.Equal(
            """{"viewer":{"role":"CURATOR","tiers":["gold"],"member":null}}""",
            body.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task The_signing_key_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await Task.CompletedTask;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(fixture.Data, "signing.key")));
    }

    [Fact]
    public async Task A_token_that_is_not_right_is_refused_in_one_way_and_the_reason_is_in_the_log()
    {
        (string Token, string Reason)[] wrong =
        [
            (AccessToken.Of(fixture.Data, "ADMINISTRATOR", lifetime: TimeSpan.FromMinutes(-5)), "expired"),
            (AccessToken.Of(fixture.Data, "ADMINISTRATOR", issuer: "somebody"), "issuer"),
            (AccessToken.Of(fixture.Data, "ADMINISTRATOR", algorithm: "none"), "signature"),
            (AccessToken.Of(fixture.Data, "ADMINISTRATOR", key: new byte[32]), "ignature"),
            (AccessToken.Of(fixture.Data, "ADMINISTRATOR", algorithm: "HS512"), "ignature"),
            ("not a token", ""),
            ("", ""),
        ];
        string? answer = null;
        foreach (var (token, reason) in wrong)
        {
            var (status, body) = await AskAsync(token, "{ topics(first: 1) { totalCount } }");
            Assert.Equal(401, status);
            answer ??= body.GetRawText();
            Assert.Equal(answer, body.GetRawText());
            await WaitForLogAsync(reason);
        }

        Assert.DoesNotContain(wrong[0].Token.Split('.')[1], Server.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_may_be_a_little_off()
    {
        var just = AccessToken.Of(fixture.Data, "MEMBER", lifetime: TimeSpan.FromSeconds(-5));
        Assert.Equal(200, (await AskAsync(just, WhoAmI)).Status);
    }

    [Fact]
    public async Task Whatever_is_changed_in_a_token_it_is_refused()
    {
        var random = new Random(5);
        var token = Token("MEMBER");
        var signed = token.LastIndexOf('.');
        for (var i = 0; i < 300; i++)
        {
            var text = new StringBuilder(token);
            switch (random.Next(4))
            {
                // The last character of a part holds bits that no byte has.
                case 0: text[random.Next(signed - 1)] = (char)('a' + random.Next(26)); break;
                case 1: text.Remove(random.Next(signed), random.Next(1, 4)); break;
                case 2: text.Insert(random.Next(signed), (char)random.Next(33, 127)); break;
                default: text.Append('.').Append(random.Next()); break;
            }

            if (text.ToString() == token) continue;
            var (status, _) = await AskAsync(text.ToString(), "{ __typename }");
            Assert.True(status is 401 or 400, $"{status}: {text}");
        }
    }

    [Fact]
    public async Task A_connection_is_of_the_token_in_its_first_message_and_ends_with_it()
    {
        using var socket = await ConnectAsync();
        var token = AccessToken.Of(
            fixture.Data, "CURATOR", tiers: ["gold"], lifetime: TimeSpan.FromSeconds(3));
        await SendAsync(socket, new { type = "connection_init", payload = new { Authorization = $"Bearer {token}" } });
        Assert.Contains("connection_ack", await ReceiveAsync(socket));
        await SendAsync(socket, new { type = "subscribe", id = "1", payload = new { query = WhoAmI } });
        Assert.Contains("CURATOR", await ReceiveAsync(socket));
        await ReceiveAsync(socket);
        Assert.Equal("", await ReceiveAsync(socket));
        Assert.Equal(4403, (int)socket.CloseStatus!.Value);
    }

    [Fact]
    public async Task A_connection_with_a_wrong_token_is_closed()
    {
        using var socket = await ConnectAsync();
        await SendAsync(socket, new { type = "connection_init", payload = new { token = "wrong" } });
        Assert.Equal("", await ReceiveAsync(socket));
        Assert.Equal(4403, (int)socket.CloseStatus!.Value);
    }

    [Fact]
    public async Task A_stream_of_events_completes_when_its_token_ends()
    {
        var token = AccessToken.Of(fixture.Data, "MEMBER", lifetime: TimeSpan.FromSeconds(2));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Content = JsonContent.Create(new { query = "subscription { changes { type } }" });
        using var response = await Server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = await response.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.EndsWith("event: complete\ndata:\n\n", text);
    }

    [Fact]
    public async Task Answers_say_to_browsers_what_they_may_do_with_them()
    {
        using var response = await Server.Client.GetAsync("/healthz");
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Connections_that_come_and_go_leave_nothing_behind()
    {
        // KNOWLEDGEGRAPH_TEST_CONNECTIONS=10000 for the long run.
        var count = int.TryParse(Environment.GetEnvironmentVariable("KNOWLEDGEGRAPH_TEST_CONNECTIONS"), out var many)
            ? many
            : 100;
        var token = Token("MEMBER");
        await ComeAndGoAsync(count / 10);
        var before = ResidentBytes();
        await ComeAndGoAsync(count);
        Assert.InRange(ResidentBytes() - before, long.MinValue, 64L << 20);

        async Task ComeAndGoAsync(int connections)
        {
            for (var i = 0; i < connections; i++)
            {
                using var socket = await ConnectAsync();
                var payload = i % 2 == 0 ? new { token } : new { token = "" };
                await SendAsync(socket, i % 2 == 0
                    ? new { type = "connection_init", payload }
                    : (object)new { type = "connection_init" });
                Assert.Contains("connection_ack", await ReceiveAsync(socket));
                await SendAsync(socket, new
                {
                    type = "subscribe", id = "1", payload = new { query = "subscription { changes { type } }" },
                });
                socket.Abort();
            }
        }
    }

    // The log is written a moment after the answer.
    private async Task WaitForLogAsync(string text)
    {
        for (var i = 0; i < 500 && !Server.Process.Output.Contains(text, StringComparison.OrdinalIgnoreCase); i++)
            await Task.Delay(20);
        Assert.Contains(text, Server.Process.Output, StringComparison.OrdinalIgnoreCase);
    }

    private long ResidentBytes() => long.Parse(
        File.ReadLines($"/proc/{Server.Process.Id}/status").First(line => line.StartsWith("VmRSS:"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;

    private string Token(string role) => AccessToken.Of(fixture.Data, role);

    private async Task<(int Status, JsonElement Body)> AskAsync(string? token, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        request.Headers.Accept.ParseAdd("application/graphql-response+json");
        request.Content = JsonContent.Create(new { query });
        using var response = await fixture.Anonymous.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private async Task<ClientWebSocket> ConnectAsync()
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        var address = new UriBuilder(new Uri(Server.Client.BaseAddress!, "/graphql")) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(address, CancellationToken.None);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, object message) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static string? CodeOf(JsonElement body) =>
        body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    /// <summary>One server for all tests of the class.</summary>
    public sealed class OneServer : IAsyncLifetime, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        internal RunningServer Server { get; private set; } = null!;

        /// <summary>A client that signs in by itself.</summary>
        internal HttpClient Anonymous { get; private set; } = null!;

        internal string Data => _folder.PathOf("data");

        public async Task InitializeAsync()
        {
            Server = await RunningServer.StartAsync(Data, "--empty");
            Anonymous = new HttpClient { BaseAddress = Server.Client.BaseAddress };
        }

        public async Task DisposeAsync()
        {
            Anonymous.Dispose();
            await Server.DisposeAsync();
        }

        public void Dispose() => _folder.Dispose();
    }
}
