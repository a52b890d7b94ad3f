using System.CommandLine;
using System.Diagnostics;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.CommandLine.Evaluate;

/// <summary>`evaluate recommendations`: how good they are, beside simple ways to make them.</summary>
internal static class EvaluateCommand
{
    // So many lists are timed, one after the other.
    private const int TimedMax = 1_000;

    private static readonly Option<string> Train = new("--train")
    {
        HelpName = "FILE",
        Description = "What recommendations are made from: lines `user item [weight]`.",
    };

    private static readonly Option<string> Test = new("--test")
    {
        HelpName = "FILE",
        Description = "What the same users did later, in the same form.",
    };

    private static readonly Option<DateTimeOffset?> Temporal = new("--temporal")
    {
        HelpName = "DATE",
        Description = "Judge the community of the store instead: from what was done before DATE, what was done after.",
    };

    private static readonly Option<bool> Lists = new("--lists")
    {
        Description = "Lines are `user item item item ...` instead.",
    };

    private static readonly Option<bool> Defaults = new("--defaults")
    {
        Description = "Use the product's settings; otherwise they are found on the training part alone.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    public static Command Build()
    {
        var recommendations = new Command(
            "recommendations", "Rank all items for each user and look for what the user did later.")
        {
            Train, Test, Lists, Temporal, Defaults, Json,
        };
        recommendations.Run(EvaluateAsync);
        recommendations.WithExamples(
            "evaluate recommendations --train train.txt --test test.txt",
            "evaluate recommendations --train train.txt --test test.txt --lists --json",
            "evaluate recommendations --temporal 2026-01-01 --data ./community");
        return new Command("evaluate", "Measure how good answers are.") { recommendations, SearchCommand.Build() }
            .WithExamples("evaluate recommendations --train train.txt --test test.txt --defaults");
    }

    private static async Task<ExitCode> EvaluateAsync(
        ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var (train, test) = arguments.GetValue(Temporal) is { } moment
            ? await ReadStoreAsync(settings, moment.UtcTicks, stop)
            : ReadFiles(arguments);
        var report = Evaluation.Run(
            train, test, arguments.GetValue(Defaults) ? WalkSettings.Default : null, Say(stop));
        var times = Time(train, test, report.Settings, stop);
        if (arguments.GetValue(Json)) ReportWriter.WriteJson(report, times);
        else ReportWriter.WriteTable(report, times);
        return ExitCode.Done;
    }

    private static (IReadOnlyList<Pair> Train, IReadOnlyList<Pair> Test) ReadFiles(ParseResult arguments)
    {
        if (arguments.GetValue(Train) is not { } train || arguments.GetValue(Test) is not { } test)
            throw new CommandException(ExitCode.Usage, "Say --train FILE and --test FILE, or --temporal DATE.");
        var reader = new PairFile(arguments.GetValue(Lists));
        return (reader.Read(train), reader.Read(test));
    }

    private static async Task<(IReadOnlyList<Pair> Train, IReadOnlyList<Pair> Test)> ReadStoreAsync(
        Settings settings, long moment, CancellationToken stop)
    {
        var folder = DataFolder.Open(settings.Data);
        await using var store = await CommunityStore.OpenExistingAsync(settings, folder, stop);
        await using var follower = new Follower(store);
        await follower.StartAsync(stop);
        return TemporalSplit.Of(follower.Current.Read(Viewer.Program), moment);
    }

    private static Action<string> Say(CancellationToken stop) => text =>
    {
        stop.ThrowIfCancellationRequested();
        Console.Error.WriteLine(text);
    };

    // The walk as a request does it: nothing made beforehand, one member after the other.
    private static double[] Time(
        IReadOnlyList<Pair> train, IReadOnlyList<Pair> test, WalkSettings settings, CancellationToken stop)
    {
        var members = train.Concat(test).Select(pair => pair.Member + 1).DefaultIfEmpty().Max();
        var items = train.Concat(test).Select(pair => pair.Item + 1).DefaultIfEmpty().Max();
        var walk = new MemberWalk(PairTable.From(train, members, items), settings);
        var step = Math.Max(1, members / TimedMax);
        for (var member = 0; member < members; member += step * 10) walk.Best(member);
        var times = new List<double>();
        for (var member = 0; member < members; member += step)
        {
            stop.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            walk.Best(member);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return [.. times];
    }
}
