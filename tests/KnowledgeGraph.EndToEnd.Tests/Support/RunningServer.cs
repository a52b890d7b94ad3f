using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>A server on a free port, with a client for it.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    private RunningServer(ProgramProcess process, Uri address)
    {
        Process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public ProgramProcess Process { get; }

    public HttpClient Client { get; }

    /// <summary>Starts a server on a data folder and waits until it listens.</summary>
    public static Task<RunningServer> StartAsync(string data, params string[] more) => StartAsync([], data, more);

    /// <inheritdoc cref="StartAsync(string, string[])"/>
    public static async Task<RunningServer> StartAsync(
        Dictionary<string, string> environment, string data, params string[] more)
    {
        var process = ProgramProcess.Start(
            environment, ["serve", "--data", data, "--urls", "http://127.0.0.1:0", .. more]);
        try
        {
            await process.WaitForOutputAsync("It answers:");
            var server = new RunningServer(process, new Uri(ListensOn().Match(process.Output).Groups[1].Value));
            // Where there is an issuer, only its tokens are taken.
            if (File.Exists(Path.Combine(data, "signing.key"))) server.SignIn(AccessToken.Of(data, "ADMINISTRATOR"));
            return server;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes on with a token, or with null as nobody. The server was started by an administrator.</summary>
    public void SignIn(string? token) => Client.DefaultRequestHeaders.Authorization =
        token is null ? null : new("Bearer", token);

    /// <summary>Sends an operation and gives the answer, whatever its status.</summary>
    public async Task<(int Status, JsonElement Body)> SendAsync(string query, object? variables = null)
    {
        using var response = await Client.PostAsJsonAsync("/graphql", new { query, variables });
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends an operation that has to go well and gives its data.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        var (status, body) = await SendAsync(query, variables);
        if (status != 200 || body.TryGetProperty("errors", out _))
            throw new InvalidOperationException($"The server answered {status}: {body}");
        return body.GetProperty("data");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
    }

    [GeneratedRegex(@"listens on (http://\S+)")]
    private static partial Regex ListensOn();
}
