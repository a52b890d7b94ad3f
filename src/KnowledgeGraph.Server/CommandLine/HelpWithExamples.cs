using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`--help`, with examples after what the library shows.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    public override bool ClearsParseErrors => true;

    /// <summary>Takes the place of the help of a command and of all below it.</summary>
    public static void Use(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
    }

    /// <param name="command">The command.</param>
    /// <param name="examples">What follows the program's name on the command line, one each.</param>
    public static void Add(Command command, params string[] examples) => Examples.Add(command, examples);

    /// <summary>The examples of a command.</summary>
    public static IReadOnlyList<string> Of(Command command) =>
        Examples.TryGetValue(command, out var examples) ? examples : [];

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var examples = Of(parseResult.CommandResult.Command);
        if (examples.Count == 0) return exitCode;

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {RootCommand.ExecutableName} {example}".TrimEnd());
        output.WriteLine();
        return exitCode;
    }
}

/// <summary>Lets a command's examples stand where it is made.</summary>
internal static class CommandExamples
{
    public static Command WithExamples(this Command command, params string[] examples)
    {
        HelpWithExamples.Add(command, examples);
        return command;
    }
}
