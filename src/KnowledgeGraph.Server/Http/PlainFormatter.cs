using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeGraph.Server.Http;

/// <summary>One line for each entry: when, how grave, what. An exception follows only at the level Debug.</summary>
internal sealed class PlainFormatter(Configuration.LogOptions options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        textWriter.Write($"{time} {Word(logEntry.LogLevel)} {text.ReplaceLineEndings(" ")}");
        textWriter.WriteLine(Reason(logEntry.Exception));
        if (logEntry.Exception is not null && options.Level <= LogLevel.Debug) textWriter.WriteLine(logEntry.Exception);
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "info",
        _ => "debug",
    };

    private static string Reason(Exception? exception) => exception is null
        ? ""
        : $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})";
}
