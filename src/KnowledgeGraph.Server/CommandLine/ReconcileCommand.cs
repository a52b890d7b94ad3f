using System.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`reconcile`: enters in the log what was changed in Neo4j past this program.</summary>
internal static class ReconcileCommand
{
    public static Command Build()
    {
        var command = new Command("reconcile",
            "Find what was changed in Neo4j by Cypher or Neo4j Browser, and make it known to everybody.");
        command.Run(ReconcileAsync);
        return command.WithExamples("reconcile");
    }

    private static async Task<ExitCode> ReconcileAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        await using var store = await CommunityStore.OpenNeo4jAsync(settings, stop);
        var report = await store.ReconcileAsync(stop);
        await Console.Out.WriteLineAsync(
            $"{report.Added:N0} added, {report.Changed:N0} changed, {report.Removed:N0} removed; " +
            $"as of change {report.Sequence:N0}");
        foreach (var (what, why) in report.Misfits) await Console.Out.WriteLineAsync($"left as it is: {what}: {why}");
        return report.Misfits.Count == 0 ? ExitCode.Done : ExitCode.Incomplete;
    }
}
