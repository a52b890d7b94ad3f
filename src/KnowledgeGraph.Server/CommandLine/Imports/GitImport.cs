using System.CommandLine;
using KnowledgeGraph.Import.Git;

namespace KnowledgeGraph.Server.CommandLine.Imports;

/// <summary>`import git DIR`.</summary>
internal static class GitImport
{
    private static readonly Argument<string> Folder = new("DIR")
    {
        Description = "The folder of the repository, bare or with a work tree.",
    };

    private static readonly Option<string> Map = new("--map")
    {
        HelpName = "FILE",
        Description = "Who is who: lines `address or name = member id`. Others are matched by a hash of their address.",
    };

    public static Command Build()
    {
        var command = new Command("git", "Import a Git repository: contributors, languages, README.") { Folder, Map };
        command.Imports(async (arguments, store, stop) => new GitImporter(
            arguments.GetRequiredValue(Folder), await MemberDirectory.ReadAsync(store, stop), arguments.GetValue(Map)));
        return command.WithExamples("import git ./my-repository", "import git ./my-repository --map members.txt");
    }
}
