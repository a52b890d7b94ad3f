using System.Diagnostics;
using System.Text.Json;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>The npm project with real clients, tests/clients.</summary>
internal static class NodeClients
{
    private static readonly string Folder = Repository.PathOf("tests/clients");

    /// <summary>Why it cannot be run; null where it can.</summary>
    public static string? Absent { get; } =
        GraphQLJs.Absent is { } noNode && noNode.Contains("PATH", StringComparison.Ordinal) ? noNode
        : Directory.Exists(Path.Combine(Folder, "node_modules", "graphql")) ? null
        : "The clients are not installed: run `npm ci` in tests/clients.";

    /// <summary>Generates what the clients need from the schema of a server.</summary>
    public static async Task GenerateAsync(Uri endpoint)
    {
        var (exitCode, output) = await RunAsync(null, "sh", "generate.sh", endpoint.ToString());
        Assert.True(exitCode == 0, output);
    }

    /// <summary>What the generator wrote out, by hash.</summary>
    public static IReadOnlyDictionary<string, string> PersistedDocuments() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(
            File.ReadAllText(Path.Combine(Folder, "generated", "gql", "persisted-documents.json")))!;

    /// <summary>Runs checks as who the token says; each must have gone well.</summary>
    public static async Task CheckAsync(string mode, Uri endpoint, string token, int checksMin)
    {
        var (_, output) = await RunAsync(token, "node", "run.mjs", mode, endpoint.ToString());
        var checks = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith("{\"name\"", StringComparison.Ordinal)).ToArray();
        Assert.True(checks.Length >= checksMin, output);
        Assert.All(checks, line => Assert.EndsWith("\"reason\":null}", line));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string? token, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (token is not null) start.Environment["TOKEN"] = token;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output + await errors);
    }
}

/// <summary>A test with real clients; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeClientsFactAttribute : FactAttribute
{
    public NodeClientsFactAttribute()
    {
        if (NodeClients.Absent is { } absent) Skip = absent;
    }
}
