using System.CommandLine;
using KnowledgeGraph.Import;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`migrate-store neo4j|sqlite`: moves the community between the embedded store and Neo4j.</summary>
internal static class MigrateStoreCommand
{
    private const string Neo4j = "neo4j";
    private const string Sqlite = "sqlite";

    private static readonly Argument<string> Target = MakeTarget();

    public static Command Build()
    {
        var command = new Command("migrate-store",
            "Move the community from the data folder to the Neo4j of the settings, or back, and prove it whole.")
        {
            Target,
        };
        command.Run(MoveAsync);
        return command.WithExamples(
            "migrate-store neo4j --data ./community", "migrate-store sqlite --data ./from-neo4j");
    }

    private static Argument<string> MakeTarget()
    {
        var target = new Argument<string>("TARGET") { Description = "Where to: neo4j, or sqlite." };
        target.AcceptOnlyFromAmong(Neo4j, Sqlite);
        return target;
    }

    private static async Task<ExitCode> MoveAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var folder = DataFolder.Open(settings.Data);
        var isToNeo4j = arguments.GetRequiredValue(Target) == Neo4j;
        await using IGraphStore embedded = isToNeo4j
            ? await CommunityStore.OpenExistingAsync(folder, stop)
            : await SqliteGraphStore.OpenAsync(folder.Store, cancellation: stop);
        await using IGraphStore shared = await CommunityStore.OpenNeo4jAsync(settings, stop);
        var (source, target) = isToNeo4j ? (embedded, shared) : (shared, embedded);

        var result = await ProgressDisplay.RunAsync("migrate-store", progress => StoreTransfer.RunAsync(source, target,
            (step, count) => progress?.Report(new ImportProgress(step, count, 0, count)), stop));
        await Console.Out.WriteLineAsync(
            $"""
            source: {Describe(result.Source, result.SourceRecords)}
            target: {Describe(result.Target, result.TargetRecords)}
            """);
        if (result.IsWhole) return ExitCode.Done;
        await Console.Error.WriteLineAsync(
            "knowledgegraph: The target does not hold the same as the source: was it empty before, and did nobody " +
            "write to either? Empty the target and run it again.");
        return ExitCode.Incomplete;
    }

    private static string Describe(GraphDigest digest, RecordsDigest? records) =>
        $"{digest.Nodes:N0} nodes, {digest.Links:N0} links, {digest.Interactions:N0} interactions, " +
        $"sha256 {digest.Sha256}" + (records is null ? "" :
            $"; {records.AuditEntries:N0} entries of the audit, {records.Tombstones:N0} erased ids, " +
            $"sha256 {records.Sha256}");
}
