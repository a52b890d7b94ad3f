using System.Diagnostics;
using KnowledgeGraph.Import;
using Spectre.Console;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>
/// Shows how far a long job is, on standard error, which leaves standard output to results: a bar on a terminal, and
/// elsewhere a plain line now and then.
/// </summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public static Task<T> RunAsync<T>(string title, Func<IProgress<ImportProgress>, Task<T>> job) =>
        Console.IsErrorRedirected || !Environment.UserInteractive
            ? job(new PlainLines(title))
            : RunWithBarAsync(title, job);

    private static Task<T> RunWithBarAsync<T>(string title, Func<IProgress<ImportProgress>, Task<T>> job)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => job(new Bar(context.AddTask(Markup.Escape(title), maxValue: 1))));
    }

    // Reports come from the thread that reads; a Progress<T> would post them elsewhere, out of order.
    private sealed class Bar(ProgressTask task) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            task.IsIndeterminate = value.Fraction is null;
            task.Value = value.Fraction ?? 0;
            task.Description = Markup.Escape($"{value.Step}, {value.Records:N0} records");
        }
    }

    private sealed class PlainLines(string title) : IProgress<ImportProgress>
    {
        private long _last = Stopwatch.GetTimestamp();

        public void Report(ImportProgress value)
        {
            if (Stopwatch.GetElapsedTime(_last) < LineInterval) return;
            _last = Stopwatch.GetTimestamp();
            var part = value.Fraction is { } fraction ? $"{fraction:P0}, " : "";
            Console.Error.WriteLine($"{title}: {value.Step}, {part}{value.Records:N0} records");
        }
    }
}
