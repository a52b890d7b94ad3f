using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Insights.Contribution;
using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Insights.Contribution.Scoring;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Benchmarks.Insights;

/// <summary>
/// What do contribution scores cost: a full count, one event more, a receipt through GraphQL? On made-up events (goals:
/// 10,000,000 under 2 s on two cores, an increment under 1 ms) and on the real dump, repeated (goal: a receipt under
/// 10 ms at the 99th percentile).
/// </summary>
internal static class ContributionBenchmark
{
    private const int Members = 100_000;
    private const int Increments = 2_000;
    private const int Receipts = 2_000;
    private const int Changes = 500;

    /// <param name="args">How many events, else 10,000,000; then how many copies of the dump, else 1 and 20.</param>
    /// <returns>0 where increments made what a full count makes.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000_000;
        int[] copies = args.Length > 1 ? [int.Parse(args[1], CultureInfo.InvariantCulture)] : [1, 20];
        var equal = OnEvents(count);
        foreach (var times in copies) await OnDumpAsync(times);
        return equal ? 0 : 1;
    }

    private static bool OnEvents(int count)
    {
        var random = new Random(1);
        var rules = DefaultRules.Set;
        var facts = new MemberFacts(Members);
        for (var member = 0; member < Members; member++) facts.Set(member, 700_000, isBot: member % 1000 == 0);
        var window = new ScoringWindow(738_000, 738_364);
        var events = new ContributionEvents(count + Increments);
        for (var i = 0; i < count; i++) events.Add(MakeUp(random, rules, window, i));
        Console.WriteLine($"{count:N0} events of {Members:N0} members in {window.Days} days, "
            + $"{Environment.ProcessorCount} cores");

        ContributionLedger ledger = null!;
        for (var run = 0; run < 3; run++) Timed("  full count", () => ledger = Build(events));
        var times = new double[Increments];
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Increments; i++)
        {
            var added = MakeUp(random, rules, window, count + i);
            events.Add(in added);
            var start = Stopwatch.GetTimestamp();
            ledger = ledger.With([], [added], facts);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Print("  one event more", times);
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / Increments;
        Console.WriteLine($"    {spent:0.000} ms of processor time each");
        var full = Build(events);
        var equal = Dimensions.All.All(dimension => full.Total(dimension) == ledger.Total(dimension))
            && Enumerable.Range(0, Members).All(member => Dimensions.All.All(dimension =>
                full.PointsOf(member, dimension) == ledger.PointsOf(member, dimension)));
        Console.WriteLine($"  increments {(equal ? "equal" : "DIFFER FROM")} a full count");
        return equal;

        ContributionLedger Build(ContributionEvents all) => ContributionLedger.Build(all, rules, window, facts);
    }

    // A few members do most, as everywhere: the square of an even number of the members.
    private static ContributionEvent MakeUp(Random random, RuleSet rules, ScoringWindow window, int number)
    {
        var rule = (byte)random.Next(rules.Rules.Count);
        var ticks = window.Start + random.NextInt64(window.Days * TimeSpan.TicksPerDay);
        var size = rules.Rules[rule].Winsorized ? random.Next(1, 200) * 1000 : 1000;
        return new ContributionEvent(
            Skewed(random), rule, Members + random.Next(1_000_000), Skewed(random), ticks,
            (ulong)number * 0x9E3779B97F4A7C15, size);
    }

    private static int Skewed(Random random)
    {
        var even = random.NextDouble();
        return (int)(even * even * Members);
    }

    private static async Task OnDumpAsync(int copies)
    {
        var folder = Directory.CreateTempSubdirectory("knowledgegraph-contribution-").FullName;
        try
        {
            var source = Path.Combine(RepositoryRoot.Path, "..", "shared", "data", "quantumcomputing.stackexchange");
            var dump = Path.Combine(folder, "quantumcomputing.stackexchange");
            RepeatedDump.Write(source, dump, copies);
            await using var store = await SqliteGraphStore.OpenAsync(Path.Combine(folder, "community.db"));
            var commands = new CommandProcessor(store);
            await new ImportRunner(commands).RunAsync(new StackExchangeImporter(dump));
            await using var follower = new Follower(store);
            await follower.StartAsync();
            Measure(copies, follower, commands);
            await MeasureChangesAsync(follower, commands);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(int copies, Follower follower, CommandProcessor commands)
    {
        var reader = follower.Current.Read(Viewer.Program);
        var now = new DateTime(2018, 12, 31, 0, 0, 0, DateTimeKind.Utc);
        var window = ScoringWindow.AllUntil(now.Ticks);
        CommunityEvents events = null!;
        for (var run = 0; run < 3; run++)
            Timed("  read events off the graph", () => events = EventReading.Read(reader, DefaultRules.Set));
        Console.WriteLine($"{copies} copies of the dump: {events.Events.Count:N0} events");
        for (var run = 0; run < 3; run++)
        {
            Timed("  full count", () =>
                ContributionLedger.Build(events.Events, DefaultRules.Set, window, events.Facts));
        }

        var members = reader.Nodes(NodeKind.Member).ToArray();
        var executor = new GraphQLExecutor(CommunityApi.Build());
        var random = new Random(2);
        var times = new double[Receipts];
        for (var i = -100; i < Receipts; i++)
        {
            var id = reader.Ids.String(members[random.Next(members.Length)]);
            var start = Stopwatch.GetTimestamp();
            Ask(executor, new CommunityContext(follower, commands, Viewer.Program, "benchmark", new At(now)), id!);
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Print("  a receipt through GraphQL", times);
    }

    // What the first who asks of a version pays: what differs from the version before, then a receipt.
    private static async Task MeasureChangesAsync(Follower follower, CommandProcessor commands)
    {
        var now = new DateTime(2018, 12, 31, 0, 0, 0, DateTimeKind.Utc);
        var window = ScoringWindow.Until(now.Ticks, 3650);
        var reader = follower.Current.Read(Viewer.Program);
        var (members, documents) = (Ids(NodeKind.Member), Ids(NodeKind.Document));
        var executor = new GraphQLExecutor(CommunityApi.Build());
        var random = new Random(3);
        var (ledgers, receipts) = (new double[Changes], new double[Changes]);
        for (var i = -20; i < Changes; i++)
        {
            var like = new EdgeRecord(
                EdgeType.Liked, members[random.Next(members.Length)], documents[random.Next(documents.Length)],
                now.AddHours(-random.Next(9_000)).Ticks, $"benchmark/{i}",
                new PropertyValue[EdgeTypes.Of(EdgeType.Liked).Properties.Count]);
            var result = await commands.ExecuteAsync(new([new RecordInteraction(like)], "benchmark"));
            var version = await follower.WaitForAsync(result.Sequence);
            var start = Stopwatch.GetTimestamp();
            var cache = version.Read(Viewer.Program).OncePerMask(typeof(LedgerCache), it => new LedgerCache(it));
            _ = cache.Ledger(DefaultRules.Set, window, null);
            if (i >= 0) ledgers[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            Ask(executor, new CommunityContext(follower, commands, Viewer.Program, "benchmark", new At(now)),
                members[random.Next(members.Length)]);
            if (i >= 0) receipts[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Print("  a ledger after one like", ledgers);
        Print("  a receipt just after it", receipts);

        string[] Ids(NodeKind kind) => [.. reader.Nodes(kind).ToArray().Select(node => reader.Ids.String(node)!)];
    }

    private static void Ask(GraphQLExecutor executor, CommunityContext context, string id)
    {
        var pending = executor.ExecuteAsync(new GraphQLRequest
        {
            Query = Encoding.UTF8.GetBytes($$"""
                { member(id: "{{id}}") { contribution(window: { days: 3650 }) {
                  total rank percentile points { interaction content sedimentation sum } shares { content }
                  counts { rule count points } trend { change } standing { standing reason }
                  evidence(first: 20) { totalCount nodes { rule points at damped capped decay subject { id } } } } } }
                """),
            State = context,
        });
        using var result = pending.AsTask().GetAwaiter().GetResult();
        var output = new ArrayBufferWriter<byte>();
        result.WriteTo(output);
        if (output.WrittenSpan.IndexOf("\"errors\""u8) >= 0)
            throw new InvalidOperationException(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static void Timed(string what, Action work)
    {
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds;
        Console.WriteLine($"{what,-28} {wall,9:N1} ms, {used,9:N1} ms of processor time");
    }

    private static void Print(string what, double[] times)
    {
        Array.Sort(times);
        var (median, most) = (times[times.Length / 2], times[^1]);
        var rare = times[times.Length * 99 / 100];
        Console.WriteLine($"{what,-28} median {median:0.000} ms, 99 % {rare:0.000} ms, most {most:0.000} ms");
    }

    private sealed class At(DateTime now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(now);
    }
}
