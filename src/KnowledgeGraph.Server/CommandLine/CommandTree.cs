using System.CommandLine;
using KnowledgeGraph.Server.CommandLine.Evaluate;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>All commands of the program; `serve` is what it does without one.</summary>
internal static class CommandTree
{
    /// <summary>Runs what the arguments ask for, and gives the exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"knowledgegraph: {error.Message}");
            await Console.Error.WriteLineAsync("Add --help to see what there is.");
            return (int)ExitCode.Usage;
        }

        // Signals and exceptions are the business of CommandAction.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>The commands, made anew.</summary>
    internal static RootCommand Build()
    {
        var root = new RootCommand("KnowledgeGraph: a technical community as one graph, served through GraphQL.")
        {
            DataOption.Folder,
            ServeCommand.Build(),
            ImportCommand.Build(),
            ExportCommand.Build(),
            SchemaCommand.Build(),
            MigrateCommand.Build(),
            MigrateStoreCommand.Build(),
            ReconcileCommand.Build(),
            PruneCommand.Build(),
            ReportCommand.Build(),
            TokenCommand.Build(),
            EvaluateCommand.Build(),
        };
        ServeCommand.MakeDefaultOf(root);
        root.WithExamples("", "serve --urls http://127.0.0.1:8080 --data ./community", "import stackexchange ./dump");
        HelpWithExamples.Use(root);
        return root;
    }
}
