using System.CommandLine;
using System.Text.Json;
using KnowledgeGraph.Import;
using KnowledgeGraph.Server.CommandLine.Imports;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`import`: reads a source into the store. One subcommand for each kind of source.</summary>
internal static class ImportCommand
{
    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the summary as one JSON object.",
        Recursive = true,
    };

    public static Command Build() =>
        new Command("import", "Read a community, or more of one, into the store. Importing twice changes nothing.")
        {
            Json,
            StackExchangeImport.Build(),
            CoursesImport.Build(),
            InteractionsImport.Build(),
            GitImport.Build(),
            MarkdownImport.Build(),
            NdjsonImport.Build(),
        }.WithExamples(
            "import stackexchange ./quantumcomputing.stackexchange",
            "import courses courses.csv",
            "import interactions activity.csv",
            "import git ./my-repository",
            "import markdown ./handbook",
            "import ndjson community.ndjson --data ./community");

    /// <summary>Has a command import with what <paramref name="importer"/> makes of its arguments.</summary>
    public static void Imports(this Command command, Func<ParseResult, IImporter> importer) =>
        command.Imports((arguments, _, _) => ValueTask.FromResult(importer(arguments)));

    /// <summary>The same for an importer that has to know what is in the store.</summary>
    public static void Imports(
        this Command command, Func<ParseResult, IGraphStore, CancellationToken, ValueTask<IImporter>> importer) =>
        command.Run((arguments, settings, stop) => ImportAsync(importer, arguments, settings, stop));

    private static async Task<ExitCode> ImportAsync(
        Func<ParseResult, IGraphStore, CancellationToken, ValueTask<IImporter>> createImporter,
        ParseResult arguments,
        Settings settings,
        CancellationToken stop)
    {
        var folder = DataFolder.Open(settings.Data);
        await using var store = await CommunityStore.OpenAsync(settings, folder, stop);
        var importer = await createImporter(arguments, store, stop);
        var merged = await MergedNodes.ReadAsync(store, stop);
        var processor = new CommandProcessor(store, Data.Community.AccessOf(settings.Access), merged.Find);
        var runner = new ImportRunner(processor);
        var summary = await ProgressDisplay.RunAsync(
            importer.Actor, progress => runner.RunAsync(importer, progress, stop));

        if (arguments.GetValue(Json)) WriteJson(summary);
        else summary.WriteText(Console.Out);
        return summary.Clean ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static void WriteJson(ImportSummary summary)
    {
        using (var writer = new Utf8JsonWriter(Console.OpenStandardOutput())) summary.WriteJson(writer);
        Console.Out.WriteLine();
    }
}
