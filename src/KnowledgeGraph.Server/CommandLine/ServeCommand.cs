using System.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Http;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`serve`: opens the community and answers requests until a signal to stop.</summary>
internal static class ServeCommand
{
    public static Option<string> Urls { get; } = new("--urls")
    {
        HelpName = "URL",
        Description = "Where to listen, on loopback only; several separated by semicolons, port 0 for a free one. " +
            "Default: http://127.0.0.1:5080.",
    };

    public static Option<bool> Empty { get; } = new("--empty")
    {
        Description = "Start a new store without the seed.",
    };

    public static Command Build()
    {
        var command = new Command("serve", "Serve the community over GraphQL (what is done without a command).");
        MakeDefaultOf(command);
        return command.WithExamples(
            "serve",
            "serve --data ./community --urls http://127.0.0.1:8080",
            "serve --empty --data ./new-community");
    }

    /// <summary>Has a command without subcommand do what `serve` does.</summary>
    public static void MakeDefaultOf(Command command)
    {
        command.Add(Urls);
        command.Add(Empty);
        command.Run(ServeAsync);
    }

    private static async Task<ExitCode> ServeAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        await HttpService.RunAsync(settings, stop);
        return ExitCode.Done;
    }
}
