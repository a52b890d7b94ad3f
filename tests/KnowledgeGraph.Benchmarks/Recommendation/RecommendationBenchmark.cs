using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Benchmarks.Recommendation;

/// <summary>
/// How long does a recommendation take, with and without its paths and reasons, and through GraphQL? What does it cost
/// to prepare, and does the next one know of what was just done? On a generated community: members, documents,
/// interactions as options.
/// </summary>
internal static class RecommendationBenchmark
{
    private const int Warmup = 500;
    private const int Lists = 2_000;

    private const string Question = """
        query ($id: ID!) { member(id: $id) { recommendations(first: 20, at: "2026-01-01T00:00:00Z") { nodes {
          score reason node { id ... on Document { title } }
          paths { kind share nodes { id } edges { type from { id } to { id } at } } } } } }
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var sizes = args.Length == 3
            ? Array.ConvertAll(args, text => int.Parse(text, CultureInfo.InvariantCulture))
            : [20_000, 200_000, 2_000_000];
        await using var store = new GeneratedStore(new GeneratedCommunity(sizes[0], sizes[1], sizes[2]));
        await using var follower = new Follower(store);
        var clock = Stopwatch.GetTimestamp();
        await follower.StartAsync();
        var snapshot = follower.Current;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sizes[0]:N0} members, {sizes[1]:N0} documents, {sizes[2]:N0} interactions: " +
            $"{snapshot.Memory.Sum(part => part.Bytes) >> 20:N0} MB, " +
            $"built in {Stopwatch.GetElapsedTime(clock).TotalSeconds:0} s"));
        Prepare(snapshot);
        Measure("20 best, in order", snapshot, withPaths: false);
        Measure("20 best, with paths and reasons", snapshot, withPaths: true);
        await MeasureGraphQLAsync(follower);
        Console.WriteLine($"process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20:N0} MB at its largest");
        return KnowsOfTheNewest(snapshot, sizes) ? 0 : 1;
    }

    private static void Prepare(GraphSnapshot snapshot)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.GetTimestamp();
        Recommendations.Prepare(snapshot.Read(Viewer.Program), CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(clock);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"prepared in {took.TotalSeconds:0.0} s, {(after - before) >> 20:N0} MB"));
    }

    private static void Measure(string name, GraphSnapshot snapshot, bool withPaths)
    {
        var members = snapshot.Read(Viewer.Program).Nodes(NodeKind.Member).ToArray();
        var (sampled, letters) = (0, 0L);
        var figures = Time(list =>
        {
            var reader = snapshot.Read(Viewer.Program);
            using var found = Recommendations.ForMember(
                reader, members[list * 7_919L % members.Length],
                new RecommendationQuery { Now = GeneratedCommunity.Now });
            for (var place = 0; place < Math.Min(20, found.Ranked.Count); place++)
            {
                var answer = found.At(place, withPaths);
                if (withPaths) letters += Reasons.Of(reader, answer, ReasonLanguage.En).Length;
            }

            sampled += found.IsSampled ? 1 : 0;
        });
        var reasons = letters > 0 ? $", {letters / (Lists + Warmup)} letters of reasons" : "";
        Console.WriteLine($"{name,-34} {figures}  sampled {(double)sampled / (Lists + Warmup):P0}{reasons}");
    }

    private static async Task MeasureGraphQLAsync(Follower follower)
    {
        await using var store = new GeneratedStore(new GeneratedCommunity(0, 0, 0));
        var executor = new GraphQLExecutor(CommunityApi.Build(), new ExecutionOptions());
        var commands = new CommandProcessor(store);
        var members = follower.Current.Read(Viewer.Program).Count(NodeKind.Member);
        var (query, bytes) = (Encoding.UTF8.GetBytes(Question), new ArrayBufferWriter<byte>(1 << 20));
        var total = 0L;
        var figures = Time(list =>
        {
            bytes.ResetWrittenCount();
            using var result = executor.ExecuteAsync(new GraphQLRequest
            {
                Query = query,
                Variables = InputValue.Object([new("id", InputValue.String($"member:{list * 7_919L % members}"))]),
                State = new CommunityContext(follower, commands, Viewer.Program, "benchmark", TimeProvider.System),
            }).AsTask().GetAwaiter().GetResult();
            result.WriteTo(bytes);
            total += bytes.WrittenCount;
            if (list == 0 && Encoding.UTF8.GetString(bytes.WrittenSpan) is var text && !text.Contains("OTHERS_TOO"))
                throw new InvalidOperationException(text);
        });
        Console.WriteLine($"{"the same through GraphQL, as JSON",-34} {figures}  {total / (Lists + Warmup):N0} bytes");
    }

    private static string Time(Action<int> ask)
    {
        var times = new double[Lists];
        for (var list = 0; list < Warmup; list++) ask(list);
        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        for (var list = 0; list < Lists; list++)
        {
            var start = Stopwatch.GetTimestamp();
            ask(list + Warmup);
            times[list] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(times);
        return string.Create(CultureInfo.InvariantCulture,
            $"p50 {times[Lists / 2],6:0.00} ms  p99 {times[Lists * 99 / 100],6:0.00} ms  " +
            $"CPU {cpu.TotalMilliseconds / Lists,6:0.00} ms  {allocated / Lists / 1024,5:N0} kB");
    }

    // A member likes something that it had no path to; the next answer begins there as well.
    private static bool KnowsOfTheNewest(GraphSnapshot snapshot, int[] sizes)
    {
        var query = new RecommendationQuery { Now = GeneratedCommunity.Now };
        var projector = new Projector(snapshot);
        var clock = Stopwatch.GetTimestamp();
        projector.Apply(new Commit(snapshot.Sequence + 1, GeneratedCommunity.Now, "benchmark",
            [GeneratedCommunity.Interaction(1, sizes[1] - 1, EdgeType.Liked, GeneratedCommunity.Now, "newest")]));
        var next = projector.Freeze().Read(Viewer.Program);
        next.TryFind("member:1", out var member);
        next.TryFind($"document:{sizes[1] - 1}", out var liked);
        using var list = Recommendations.ForMember(next, member, query);
        var knows = list.Ranked.All(answer => answer.Node != liked);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"from a like to the next answer {Stopwatch.GetElapsedTime(clock).TotalMilliseconds:0.0} ms, " +
            $"what was liked is left out of it: {knows}"));
        return knows;
    }
}
