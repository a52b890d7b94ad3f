using System.Diagnostics;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>GraphQL over HTTP, as the audits of the npm package graphql-http see it.</summary>
public sealed class HttpAuditTests
{
    [GraphQLJsFact]
    public async Task Every_audit_of_graphql_http_passes()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(folder.PathOf("data"), "--empty");
        var start = new ProcessStartInfo("node", ["http-audit.mjs", $"{server.Client.BaseAddress}graphql"])
        {
            WorkingDirectory = Repository.PathOf("tests/graphql-js"), RedirectStandardOutput = true,
        };
        using var audits = Process.Start(start)!;
        var lines = (await audits.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await audits.WaitForExitAsync();

        Assert.Equal(0, audits.ExitCode);
        Assert.True(lines.Length > 50, $"Only {lines.Length} audits ran.");
        Assert.DoesNotContain(lines, line =>
            JsonDocument.Parse(line).RootElement.GetProperty("reason").ValueKind != JsonValueKind.Null);
    }
}
