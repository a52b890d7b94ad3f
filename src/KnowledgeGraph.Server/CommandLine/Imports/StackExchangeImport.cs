using System.CommandLine;
using KnowledgeGraph.Import.StackExchange;

namespace KnowledgeGraph.Server.CommandLine.Imports;

/// <summary>`import stackexchange DIR`.</summary>
internal static class StackExchangeImport
{
    private static readonly Argument<string> Folder = new("DIR")
    {
        Description = "The folder with Users.xml, Posts.xml and the other files of the dump.",
    };

    private static readonly Option<string> Site = new("--site")
    {
        HelpName = "KEY",
        Description = "What the ids of this site begin with. Default: from the folder's name (qc.se, so).",
    };

    public static Command Build()
    {
        var command = new Command("stackexchange", "Import a Stack Exchange data dump.") { Folder, Site };
        command.Imports(arguments =>
            new StackExchangeImporter(arguments.GetRequiredValue(Folder), arguments.GetValue(Site)));
        return command.WithExamples(
            "import stackexchange ./quantumcomputing.stackexchange",
            "import stackexchange ./dump --site qc.se --data ./community");
    }
}
