using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;
using KnowledgeGraph.Model;
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
        Description = "Judge the store's community instead: as it was at DATE, by what its members did from then on.",
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
        var (report, times) = arguments.GetValue(Temporal) is { } moment
            ? await JudgeStoreAsync(settings, moment.UtcTicks, stop)
            : JudgeFiles(arguments, stop);
        if (arguments.GetValue(Json)) ReportWriter.WriteJson(report, times);
        else ReportWriter.WriteTable(report, times);
        return ExitCode.Done;
    }

    private static (EvaluationReport Report, double[] Times) JudgeFiles(ParseResult arguments, CancellationToken stop)
    {
        var (train, test) = ReadFiles(arguments);
        var report = Evaluation.Run(
            train, test, arguments.GetValue(Defaults) ? WalkSettings.Default : null, Say(stop));
        return (report, Time(train, test, report.Settings, stop));
    }

    // The product's own answers, of the community as it was at the moment.
    private static async Task<(EvaluationReport Report, double[] Times)> JudgeStoreAsync(
        Settings settings, long moment, CancellationToken stop)
    {
        var (nodes, edges) = await ReadStoreAsync(settings, stop);
        var evaluation = new TemporalEvaluation(nodes, edges, moment);
        var report = evaluation.Run(Say(stop));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{evaluation.ItemCount} items were there. Members of that time did {evaluation.LaterCount} for the " +
            $"first time later, {evaluation.MadeLaterCount} of them with what was made later."));
        return (report, Time([.. evaluation.Members], evaluation.Ask, stop));
    }

    private static (IReadOnlyList<Pair> Train, IReadOnlyList<Pair> Test) ReadFiles(ParseResult arguments)
    {
        if (arguments.GetValue(Train) is not { } train || arguments.GetValue(Test) is not { } test)
            throw new CommandException(ExitCode.Usage, "Say --train FILE and --test FILE, or --temporal DATE.");
        var reader = new PairFile(arguments.GetValue(Lists));
        return (reader.Read(train), reader.Read(test));
    }

    private static async Task<(List<NodeRecord> Nodes, List<EdgeRecord> Edges)> ReadStoreAsync(
        Settings settings, CancellationToken stop)
    {
        var folder = DataFolder.Open(settings.Data);
        await using var store = await CommunityStore.OpenExistingAsync(settings, folder, stop);
        await using var scan = await store.ScanAsync(stop);
        var (nodes, edges) = (new List<NodeRecord>(), new List<EdgeRecord>());
        await foreach (var node in scan.ReadNodesAsync(stop)) nodes.Add(node);
        await foreach (var edge in scan.ReadEdgesAsync(stop)) edges.Add(edge);
        return (nodes, edges);
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
        return Time([.. Enumerable.Range(0, members)], member => walk.Best(member), stop);
    }

    private static double[] Time(int[] members, Action<int> ask, CancellationToken stop)
    {
        var step = Math.Max(1, members.Length / TimedMax);
        for (var index = 0; index < members.Length; index += step * 10) ask(members[index]);
        var times = new List<double>();
        for (var index = 0; index < members.Length; index += step)
        {
            stop.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            ask(members[index]);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return [.. times];
    }
}
