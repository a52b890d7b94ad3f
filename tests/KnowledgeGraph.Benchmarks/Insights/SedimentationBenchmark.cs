using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Insights.Sedimentation;
using KnowledgeGraph.Insights.Sedimentation.Distillation;
using KnowledgeGraph.Insights.Sedimentation.Duplicates;
using KnowledgeGraph.Insights.Sedimentation.Inbox;
using KnowledgeGraph.Insights.Sedimentation.Links;
using KnowledgeGraph.Insights.Sedimentation.Staleness;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Benchmarks.Insights;

/// <summary>
/// What do a curator's lists cost in a community of a million documents? Goal: coverage, gaps and stale under 1 s each,
/// counted for the first who asks of a version. Each list is also held to what the community was made with.
/// </summary>
internal static class SedimentationBenchmark
{
    private const int Runs = 3;

    /// <param name="args">
    /// How many documents, else 1,000,000; then how many bytes a text has, else 300; `--goals` for those with a goal.
    /// </param>
    /// <returns>0 where the lists hold what was put there.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var documents = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var bytes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;
        var community = new CuratedCommunity(documents, bytes);
        var clock = Stopwatch.StartNew();
        var snapshot = community.Build();
        Console.WriteLine($"{documents:N0} documents, {snapshot.NodeCount:N0} nodes, {snapshot.EdgeCount:N0} edges, "
            + $"{Environment.ProcessorCount} cores; built in {clock.Elapsed.TotalSeconds:0.0} s, "
            + $"{Environment.WorkingSet >> 20:N0} MB");
        var now = CuratedCommunity.Now;
        var right = true;
        for (var run = 0; run < Runs; run++)
        {
            // A new version: nothing is kept for it yet.
            var reader = Renew(ref snapshot, run).Read(Viewer.Program);
            Timed("coverage", () => TopicCoverage.Of(reader, now).Count);
            Timed("gaps", () => TopicCoverage.Of(reader, now).Count(it => it.IsGap));
            var stale = Timed("stale", () => StaleDocuments.Of(reader, now).All.Count);
            Timed("  a page of stale", () => StaleDocuments.Of(reader, now).All.Page(null, 20, out _).Length);
            if (args.Contains("--goals")) continue;
            Timed("distillationCandidates", () => DistillationCandidates.Of(reader).All.Count);
            var broken = Timed("brokenLinks", () => LinkCheck.Of(reader).All.Count);
            var pairs = Timed("duplicates", () => NearDuplicates.Of(reader).Count);
            Timed("inbox", () => CuratorInbox.Of(reader, now).Entries.Count);
            right &= broken == community.Broken && pairs >= community.Copies * 0.95 && stale >= community.Outdated;
            Console.WriteLine($"  {community.Outdated:N0} said to be outdated, {community.Copies:N0} copies, "
                + $"{community.Broken:N0} with broken links were put there; {Environment.WorkingSet >> 20:N0} MB");
        }

        Console.WriteLine(right ? "  what was put there was found" : "  NOT ALL THAT WAS PUT THERE WAS FOUND");
        return Task.FromResult(right ? 0 : 1);
    }

    private static GraphSnapshot Renew(ref GraphSnapshot snapshot, int run)
    {
        var projector = new Projector(snapshot);
        projector.Apply(new Commit(snapshot.Sequence + 1, CuratedCommunity.Now, "benchmark",
            [new NodePut(CuratedCommunity.Node(NodeKind.Topic, $"new/{run}", ("name", PropertyValue.Text("New"))))]));
        return snapshot = projector.Freeze();
    }

    private static int Timed(string what, Func<int> work)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var count = work();
        var wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
        Console.WriteLine($"{what,-24} {wall,9:N1} ms, {used,9:N1} ms of processor time, {count,9:N0} rows");
        return count;
    }
}
