using System.CommandLine;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Report;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`report contribution FILE`: who contributes what, as a page, a table or data.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "The file to write, in the place of one that is there: a page where its name ends in .html, a "
            + "table of members in .csv, data in .json.",
    };

    private static readonly Option<int> Days = new("--days")
    {
        HelpName = "N", Description = "How many days to count.", DefaultValueFactory = _ => 90,
    };

    private static readonly Option<DateTime?> Until = new("--until")
    {
        HelpName = "DATE", Description = "The last day to count, such as 2026-01-31. Default: today.",
    };

    private static readonly Option<string?> Topic = new("--topic")
    {
        HelpName = "ID", Description = "Only what belongs to this topic or its subtopics.",
    };

    private static readonly Option<int> Most = new("--members")
    {
        HelpName = "N", Description = "How many members to list.", DefaultValueFactory = _ => 50,
    };

    public static Command Build()
    {
        var contribution = new Command("contribution", "Report who contributes what.")
        {
            File, Days, Until, Topic, Most,
        };
        contribution.Run(ContributionAsync);
        contribution.WithExamples(
            "report contribution contribution.html", "report contribution may.csv --days 31 --until 2026-05-31");
        return new Command("report", "Write a report about the community.") { contribution }
            .WithExamples("report contribution contribution.html");
    }

    private static async Task<ExitCode> ContributionAsync(
        ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var path = arguments.GetRequiredValue(File);
        Func<ContributionReport, string> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" => ReportPage.Write,
            ".csv" => ReportText.Csv,
            ".json" => ReportText.Json,
            _ => throw new CommandException(ExitCode.Usage, $"{path} ends in none of .html, .csv and .json."),
        };
        if (arguments.GetValue(Days) < 1 || arguments.GetValue(Most) < 0)
            throw new CommandException(ExitCode.Usage, "--days must be at least 1, and --members at least 0.");
        await using var store =
            await CommunityStore.OpenExistingAsync(settings, DataFolder.Open(settings.Data), stop);
        await using var follower = new Follower(store);
        await follower.StartAsync(stop);
        var report = Make(follower.Current.Read(Viewer.Program), arguments);
        try
        {
            await System.IO.File.WriteAllTextAsync(path, write(report), stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Source,
                $"{path} cannot be written: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }

        await Console.Out.WriteLineAsync($"{path}: {report.MemberCount:N0} members with a score, "
            + $"{report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        return ExitCode.Done;
    }

    private static ContributionReport Make(GraphReader reader, ParseResult arguments)
    {
        int? topic = null;
        var title = "Contribution";
        if (arguments.GetValue(Topic) is { } id)
        {
            if (!reader.TryFind(id, NodeKind.Topic, out var node))
                throw new CommandException(ExitCode.Usage, $"There is no topic {id}.");
            topic = node;
            title += $" to {reader.Texts(NodeFields.Of(NodeKind.Topic, "name")).String(node)}";
        }

        var until = arguments.GetValue(Until) ?? DateTime.UtcNow;
        var window = ScoringWindow.Until(until.Ticks, arguments.GetValue(Days));
        var view = ContributionView.Of(reader, RuleSetDocuments.Latest(reader), window, topic);
        return ContributionReport.Of(reader, view, title, arguments.GetValue(Most));
    }
}
