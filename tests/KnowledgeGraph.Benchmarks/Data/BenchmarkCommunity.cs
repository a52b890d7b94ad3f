using System.Diagnostics;
using System.Text.Json;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Benchmarks.Data;

/// <summary>
/// A larger community made by repeating the real dump, imported once by the product's own command and kept in the
/// temporary folder for the next run: a data folder, and an NDJSON export of the same for the peers.
/// </summary>
internal sealed class BenchmarkCommunity
{
    private BenchmarkCommunity(string folder, int copies)
    {
        DataFolder = Path.Combine(folder, "data");
        ExportFile = Path.Combine(folder, "community.ndjson");
        Description = $"{copies} copies of the dump";
    }

    public string DataFolder { get; }

    public string ExportFile { get; }

    public string Description { get; private set; }

    /// <summary>A question with authors and topics.</summary>
    public string DocumentId => "document:qc.se/1";

    /// <summary>Somebody who has written.</summary>
    public string MemberId => "member:qc.se/26";

    /// <summary>A topic of many documents.</summary>
    public string TopicId => "topic:quantum-gate";

    /// <summary>Some thousands of documents and of members, spread over the whole.</summary>
    public List<string> Documents { get; } = [];

    /// <inheritdoc cref="Documents"/>
    public List<string> Members { get; } = [];

    public static async Task<BenchmarkCommunity> PrepareAsync(int copies)
    {
        var folder = Path.Combine(Path.GetTempPath(), "knowledgegraph-benchmarks", $"copies-{copies}");
        var community = new BenchmarkCommunity(folder, copies);
        if (!File.Exists(community.ExportFile))
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var dump = Path.Combine(folder, "quantumcomputing.stackexchange");
            Directory.CreateDirectory(dump);
            var source = Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "quantumcomputing.stackexchange");
            RepeatedDump.Write(source, dump, copies);
            await RunProgramAsync($"import stackexchange {dump} --data {community.DataFolder}");
            await RunProgramAsync($"export ndjson {community.ExportFile} --data {community.DataFolder}");
            Directory.Delete(dump, recursive: true);
        }

        // The peers serve the same schema, so that introspection and validation are the same work.
        await File.WriteAllTextAsync(Path.Combine(folder, "schema.graphql"), PrintedSchema());
        community.Count();
        return community;
    }

    /// <summary>A copy of the data folder that may be written to; deleted when disposed.</summary>
    public TemporaryFolder CopyOfDataFolder()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(DataFolder))
            File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        return copy;
    }

    private static string PrintedSchema() => SchemaPrinter.Print(CommunityApi.ReadSchema());

    private void Count()
    {
        var nodes = new Dictionary<string, int>();
        var edges = 0;
        foreach (var line in File.ReadLines(ExportFile))
        {
            using var row = JsonDocument.Parse(line);
            if (!row.RootElement.TryGetProperty("node", out var kind))
            {
                edges++;
                continue;
            }

            var name = kind.GetString()!;
            var count = nodes[name] = nodes.GetValueOrDefault(name) + 1;
            if (count % 8 != 0) continue;
            var list = name == "Document" ? Documents : name == "Member" ? Members : null;
            list?.Add(row.RootElement.GetProperty("id").GetString()!);
        }

        Description += $": {string.Join(", ", nodes.Select(pair => $"{pair.Value} {pair.Key}"))}, {edges} edges";
    }

    private static async Task RunProgramAsync(string arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "KnowledgeGraph.Server.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", $"{program} {arguments}"))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"`{arguments}` ended with {process.ExitCode}.");
    }
}

/// <summary>A folder of its own in the temporary folder, deleted when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("knowledgegraph-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
