using System.CommandLine;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Report;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Insights.Sedimentation.Report;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>
/// `report contribution FILE`: who contributes what; `report sedimentation FILE`: what became knowledge, and what there
/// is to do. As a page, a table or data.
/// </summary>
internal static class ReportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "The file to write, in the place of one that is there: a page where its name ends in .html, a "
            + "table in .csv, data in .json.",
    };

    private static readonly Option<int> Days = new("--days")
    {
        HelpName = "N", Description = "How many days to count.", DefaultValueFactory = _ => 90,
    };

    private static readonly Option<DateTime?> Until = new("--until")
    {
        HelpName = "DATE",
        Description = "The last day to count, such as 2026-01-31. Default: the last on which something happened.",
    };

    private static readonly Option<string?> Topic = new("--topic")
    {
        HelpName = "ID", Description = "Only what belongs to this topic or its subtopics.",
    };

    private static readonly Option<int> Most = new("--members")
    {
        HelpName = "N", Description = "How many members to list.", DefaultValueFactory = _ => 50,
    };

    private static readonly Option<int> Rows = new("--rows")
    {
        HelpName = "N", Description = "How many rows each list has.", DefaultValueFactory = _ => 50,
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
        var sedimentation = new Command("sedimentation", "Report what became knowledge, and what there is to do.")
        {
            File, Days, Until, Topic, Rows,
        };
        sedimentation.Run(SedimentationAsync);
        sedimentation.WithExamples(
            "report sedimentation sedimentation.html", "report sedimentation graphs.json --topic topic:graphs");
        return new Command("report", "Write a report about the community.") { contribution, sedimentation }
            .WithExamples("report contribution contribution.html", "report sedimentation sedimentation.html");
    }

    private static async Task<ExitCode> ContributionAsync(
        ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var write = Writer<ContributionReport>(arguments, ReportPage.Write, ReportText.Csv, ReportText.Json);
        if (arguments.GetValue(Days) < 1 || arguments.GetValue(Most) < 0)
            throw new CommandException(ExitCode.Usage, "--days must be at least 1, and --members at least 0.");
        var report = await ReadAsync(settings, reader => Contribution(reader, arguments), stop);
        await WriteAsync(arguments, write(report), stop);
        await Console.Out.WriteLineAsync($"{arguments.GetRequiredValue(File)}: {report.MemberCount:N0} members with a "
            + $"score, {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        return ExitCode.Done;
    }

    private static async Task<ExitCode> SedimentationAsync(
        ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var write = Writer<SedimentationReport>(
            arguments, SedimentationPage.Write, SedimentationText.Csv, SedimentationText.Json);
        if (arguments.GetValue(Days) < 1 || arguments.GetValue(Rows) < 0)
            throw new CommandException(ExitCode.Usage, "--days must be at least 1, and --rows at least 0.");
        var report = await ReadAsync(settings, reader => Sedimentation(reader, arguments), stop);
        await WriteAsync(arguments, write(report), stop);
        await Console.Out.WriteLineAsync($"{arguments.GetRequiredValue(File)}: {report.Figures["documents"]:N0} "
            + $"documents, {report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        return ExitCode.Done;
    }

    private static Func<T, string> Writer<T>(
        ParseResult arguments, Func<T, string> page, Func<T, string> table, Func<T, string> data)
    {
        var path = arguments.GetRequiredValue(File);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" => page,
            ".csv" => table,
            ".json" => data,
            _ => throw new CommandException(ExitCode.Usage, $"{path} ends in none of .html, .csv and .json."),
        };
    }

    private static async Task<T> ReadAsync<T>(Settings settings, Func<GraphReader, T> make, CancellationToken stop)
    {
        await using var store =
            await CommunityStore.OpenExistingAsync(settings, DataFolder.Open(settings.Data), stop);
        await using var follower = new Follower(store);
        await follower.StartAsync(stop);
        return make(follower.Current.Read(Viewer.Program));
    }

    private static async Task WriteAsync(ParseResult arguments, string text, CancellationToken stop)
    {
        var path = arguments.GetRequiredValue(File);
        try
        {
            await System.IO.File.WriteAllTextAsync(path, text, stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Source,
                $"{path} cannot be written: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static ContributionReport Contribution(GraphReader reader, ParseResult arguments)
    {
        var (title, topic, window) = Subject(reader, arguments, "Contribution");
        var view = ContributionView.Of(reader, RuleSetDocuments.Latest(reader), window, topic);
        return ContributionReport.Of(reader, view, title, arguments.GetValue(Most));
    }

    private static SedimentationReport Sedimentation(GraphReader reader, ParseResult arguments)
    {
        var (title, topic, window) = Subject(reader, arguments, "Sedimentation");
        return SedimentationReport.Of(reader, window, topic, title, arguments.GetValue(Rows));
    }

    private static (string Title, int? Topic, ScoringWindow Window) Subject(
        GraphReader reader, ParseResult arguments, string title)
    {
        int? topic = null;
        if (arguments.GetValue(Topic) is { } id)
        {
            if (!reader.TryFind(id, NodeKind.Topic, out var node))
                throw new CommandException(ExitCode.Usage, $"There is no topic {id}.");
            topic = node;
            var name = reader.Texts(NodeFields.Of(NodeKind.Topic, "name")).String(node);
            title = title == "Contribution" ? $"{title} to {name}" : $"{title} about {name}";
        }

        var days = arguments.GetValue(Days);
        var window = arguments.GetValue(Until) is { } until
            ? ReportWindow.Until(until.Ticks, days)
            : ReportWindow.UntilNewest(reader, DateTime.UtcNow.Ticks, days);
        return (title + window.Note, topic, window.Days);
    }
}
