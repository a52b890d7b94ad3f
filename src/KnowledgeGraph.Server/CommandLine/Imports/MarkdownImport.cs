using System.CommandLine;
using KnowledgeGraph.Import.MarkdownFolder;

namespace KnowledgeGraph.Server.CommandLine.Imports;

/// <summary>`import markdown DIR`.</summary>
internal static class MarkdownImport
{
    private static readonly Argument<string> Folder = new("DIR")
    {
        Description = "The folder; its subfolders are read too.",
    };

    private static readonly Option<string> Source = new("--source")
    {
        HelpName = "NAME",
        Description = "What the documents' ids begin with. Default: the folder's name.",
    };

    public static Command Build()
    {
        var command = new Command("markdown", "Import a folder of Markdown as documents.") { Folder, Source };
        command.Imports(arguments =>
            new MarkdownImporter(arguments.GetRequiredValue(Folder), arguments.GetValue(Source)));
        return command.WithExamples("import markdown ./handbook", "import markdown ./docs --source handbook");
    }
}
