using System.CommandLine;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`export ndjson FILE`: everything in the store, in the form that `import ndjson` reads.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "The file to write, in the place of one that is there; compressed where its name ends in .gz.",
    };

    public static Command Build()
    {
        var ndjson = new Command("ndjson", "Write one JSON object a line: all nodes, then all edges.") { File };
        ndjson.Run(ExportAsync);
        ndjson.WithExamples("export ndjson community.ndjson", "export ndjson backup.ndjson.gz --data ./community");
        return new Command("export", "Write the community to a file.") { ndjson }
            .WithExamples("export ndjson community.ndjson");
    }

    private static async Task<ExitCode> ExportAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var path = arguments.GetRequiredValue(File);
        await using var store =
            await CommunityStore.OpenExistingAsync(settings, DataFolder.Open(settings.Data), stop);
        try
        {
            var summary = await ProgressDisplay.RunAsync($"export to {path}",
                progress => new NdjsonExporter(store).ExportAsync(path, progress, stop));
            await Console.Out.WriteLineAsync(
                $"{path}: {summary.Nodes:N0} nodes and {summary.Edges:N0} edges, as of change {summary.Sequence:N0}");
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Source,
                $"{path} cannot be written: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
