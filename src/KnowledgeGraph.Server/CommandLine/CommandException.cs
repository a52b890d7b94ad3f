namespace KnowledgeGraph.Server.CommandLine;

/// <summary>Why a command cannot go on: one line for the person at the keyboard, and the exit code.</summary>
internal sealed class CommandException(ExitCode exitCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public ExitCode ExitCode { get; } = exitCode;
}
