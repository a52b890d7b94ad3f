using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Benchmarks.Recommendation;

/// <summary>
/// How long does a recommendation take, with and without its paths and reasons, and does the next one know of what was
/// just done? On a generated community: members, documents, interactions as options.
/// </summary>
internal static class RecommendationBenchmark
{
    private const int Warmup = 200;
    private const int Lists = 1_000;

    public static Task<int> RunAsync(string[] args)
    {
        var sizes = args.Length == 3
            ? Array.ConvertAll(args, text => int.Parse(text, CultureInfo.InvariantCulture))
            : [20_000, 200_000, 2_000_000];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.GetTimestamp();
        var snapshot = new GeneratedCommunity(sizes[0], sizes[1], sizes[2]).Build();
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) >> 20;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sizes[0]:N0} members, {sizes[1]:N0} documents, {sizes[2]:N0} interactions: {megabytes:N0} MB, made in " +
            $"{Stopwatch.GetElapsedTime(clock).TotalSeconds:0} s; nothing more is prepared for recommendations"));

        Measure("20 best, in order", snapshot, withPaths: false);
        Measure("20 best, with paths and reasons", snapshot, withPaths: true);
        return Task.FromResult(KnowsOfTheNewest(snapshot, sizes) ? 0 : 1);
    }

    private static void Measure(string name, GraphSnapshot snapshot, bool withPaths)
    {
        var reader = snapshot.Read(Viewer.Program);
        var members = reader.Nodes(NodeKind.Member).ToArray();
        var times = new double[Lists];
        var (sampled, letters) = (0, 0L);
        var cpu = TimeSpan.Zero;
        for (var list = -Warmup; list < Lists; list++)
        {
            var member = members[(int)(((long)(list + Warmup) * 7_919) % members.Length)];
            var cpuStart = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            var found = Recommendations.ForMember(
                snapshot.Read(Viewer.Program), member, new RecommendationQuery { Now = GeneratedCommunity.Now });
            for (var place = 0; place < Math.Min(20, found.Ranked.Count); place++)
            {
                var answer = found.At(place, withPaths);
                if (withPaths) letters += Reasons.Of(reader, answer, ReasonLanguage.En).Length;
            }

            if (list < 0) continue;
            times[list] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            cpu += Environment.CpuUsage.TotalTime - cpuStart;
            sampled += found.IsSampled ? 1 : 0;
        }

        Array.Sort(times);
        var reasons = letters > 0 ? $", {letters / Lists} letters of reasons" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} p50 {times[Lists / 2],7:0.00} ms  p99 {times[Lists * 99 / 100],7:0.00} ms  " +
            $"CPU {cpu.TotalMilliseconds / Lists,7:0.00} ms  sampled {(double)sampled / Lists:P0}{reasons}"));
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
        var list = Recommendations.ForMember(next, member, query);
        var knows = list.Ranked.All(answer => answer.Node != liked);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"from a like to the next answer {Stopwatch.GetElapsedTime(clock).TotalMilliseconds:0.0} ms, " +
            $"what was liked is left out of it: {knows}"));
        return knows;
    }
}
