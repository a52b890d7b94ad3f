using System.CommandLine;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`--data`, which every command takes.</summary>
internal static class DataOption
{
    public static Option<string> Folder { get; } = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder of the embedded store. Default: knowledgegraph in the user's data folder.",
        Recursive = true,
    };
}
