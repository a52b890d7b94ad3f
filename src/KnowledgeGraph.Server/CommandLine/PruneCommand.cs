using System.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`prune`: takes old entries out of the log of changes.</summary>
internal static class PruneCommand
{
    private static readonly Option<int> Days = new("--days")
    {
        HelpName = "N",
        Description = "Keep what is younger than so many days. Default: Changes:KeepDays.",
        DefaultValueFactory = _ => -1,
    };

    public static Command Build()
    {
        var command = new Command("prune", "Take old entries out of the log of changes; the community stays as it is.")
        {
            Days,
        };
        command.Run(PruneAsync);
        return command.WithExamples("prune --days 30", "prune --days 30 --data ./community");
    }

    private static async Task<ExitCode> PruneAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var days = arguments.GetValue(Days);
        if (days < 0) days = settings.Changes.KeepDays > 0
            ? settings.Changes.KeepDays
            : throw new CommandException(ExitCode.Usage,
                "Changes:KeepDays keeps the whole log: say with --days how much of it to keep.");

        var folder = DataFolder.Open(settings.Data);
        await using var store = await CommunityStore.OpenExistingAsync(settings, folder, stop);
        var retention = new LogRetention(TimeSpan.FromDays(days), settings.Changes.KeepCount);
        var pruned = await ((IPrunableLog)store).PruneAsync(retention, TimeProvider.System.GetUtcNow(), stop);
        await Console.Out.WriteLineAsync(
            $"{pruned.Removed:N0} entries taken out; the log begins at change {pruned.Oldest:N0}");
        return ExitCode.Done;
    }
}
