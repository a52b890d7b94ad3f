using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>
/// A front-end team's day: code is generated from the schema and compiles, real clients query, change and subscribe
/// (through a network that drops connections), and a deployment takes only the documents that were generated.
/// </summary>
public sealed class RealClientsTests
{
    [NodeClientsFact]
    public async Task Real_clients_work_against_the_running_server()
    {
        using var folder = new TemporaryFolder();
        var data = folder.PathOf("data");
        await using (var open = await RunningServer.StartAsync(data, "--empty"))
        {
            var endpoint = new Uri(open.Client.BaseAddress!, "graphql");
            await NodeClients.GenerateAsync(endpoint);
            await NodeClients.CheckAsync("open", endpoint, AccessToken.Of(data, "CURATOR"), checksMin: 12);
            await open.Process.TerminateAsync();
        }

        foreach (var (hash, document) in NodeClients.PersistedDocuments())
            folder.Write($"documents/{hash}.graphql", document);
        var settings = new Dictionary<string, string>
        {
            ["KNOWLEDGEGRAPH_DOCUMENTS__FOLDER"] = folder.PathOf("documents"),
            ["KNOWLEDGEGRAPH_DOCUMENTS__MODE"] = "TrustedOnly",
        };
        await using var trusted = await RunningServer.StartAsync(settings, data, "--empty");
        var address = new Uri(trusted.Client.BaseAddress!, "graphql");
        await NodeClients.CheckAsync("trusted", address, AccessToken.Of(data, "CURATOR"), checksMin: 2);
    }
}
