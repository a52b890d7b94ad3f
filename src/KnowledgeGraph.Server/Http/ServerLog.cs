using KnowledgeGraph.Server.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeGraph.Server.Http;

/// <summary>Makes the log: lines on standard output, plain or JSON.</summary>
internal static class ServerLog
{
    /// <summary>The log of the whole process; disposing it writes what waits.</summary>
    public static ILoggerFactory Create(LogOptions options) => LoggerFactory.Create(logging =>
    {
        logging.Services.TryAddSingleton(options);
        logging.AddConsole(console => console.FormatterName =
            options.Format == LogFormat.Json ? JsonLineFormatter.FormatterName : PlainFormatter.FormatterName);
        logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<PlainFormatter, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(options.Level);
        // HttpService says why a start failed.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // ASP.NET's own notes on each request say nothing that an operator acts on.
        if (options.Level > LogLevel.Debug) logging.AddFilter("Microsoft", LogLevel.Warning);
    });
}
