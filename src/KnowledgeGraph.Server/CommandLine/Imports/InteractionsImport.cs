using System.CommandLine;
using KnowledgeGraph.Import.Interactions;

namespace KnowledgeGraph.Server.CommandLine.Imports;

/// <summary>`import interactions FILE.csv`.</summary>
internal static class InteractionsImport
{
    private static readonly Argument<string> File = new("FILE.csv")
    {
        Description = "Columns member_id, interaction (a count); or member, kind, target, at, value, text.",
    };

    private static readonly Option<string> Source = new("--source")
    {
        HelpName = "NAME",
        Description = "What the interactions' ids begin with. Default: the file's name without its extension.",
    };

    public static Command Build()
    {
        var command = new Command("interactions", "Import what members did, from CSV.") { File, Source };
        command.Imports(arguments =>
            new InteractionImporter(arguments.GetRequiredValue(File), arguments.GetValue(Source)));
        return command.WithExamples(
            "import interactions activity.csv",
            "import interactions 2026-11.csv --source learning-platform");
    }
}
