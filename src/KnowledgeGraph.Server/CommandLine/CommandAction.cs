using System.CommandLine;
using KnowledgeGraph.Import;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>
/// Runs a command: gives it its settings and a token for signals, and turns whatever ends it early into one line on
/// standard error and an exit code.
/// </summary>
internal static class CommandAction
{
    /// <summary>The body of a command.</summary>
    public delegate Task<ExitCode> Body(ParseResult arguments, Settings settings, CancellationToken stop);

    public static void Run(this Command command, Body body) =>
        command.SetAction(async (ParseResult arguments, CancellationToken _) => (int)await RunAsync(arguments, body));

    private static async Task<ExitCode> RunAsync(ParseResult arguments, Body body)
    {
        using var signal = new StopSignal();
        try
        {
            return await body(arguments, Settings.Load(arguments), signal.Token);
        }
        catch (CommandException exception)
        {
            return Fail(exception.ExitCode, exception.Message);
        }
        catch (StoreException exception)
        {
            return Fail(ExitCode.Data, exception.Message);
        }
        catch (InvalidDataException exception)
        {
            return Fail(ExitCode.Data, OneLine(exception.Message));
        }
        catch (ImportException exception)
        {
            return Fail(ExitCode.Source, exception.Message);
        }
        catch (OperationCanceledException) when (signal.Token.IsCancellationRequested)
        {
            return Fail(ExitCode.Interrupted, "Interrupted. What was stored until now stays; run it again to finish.");
        }
        catch (Exception exception) when (Environment.GetEnvironmentVariable("KNOWLEDGEGRAPH_LOG__LEVEL") != "Debug")
        {
            return Fail(ExitCode.InternalError,
                $"Internal error ({exception.GetType().Name}): {OneLine(exception.Message)} " +
                "This is a fault of the program; KNOWLEDGEGRAPH_LOG__LEVEL=Debug shows where.");
        }
    }

    private static ExitCode Fail(ExitCode exitCode, string message)
    {
        Console.Error.WriteLine($"knowledgegraph: {message}");
        return exitCode;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
