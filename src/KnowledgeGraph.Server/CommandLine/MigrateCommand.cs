using System.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Storage.Neo4j;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`migrate`: gives the Neo4j of the settings the constraints and indexes of `schema/neo4j.cypher`.</summary>
internal static class MigrateCommand
{
    public static Command Build()
    {
        var command = new Command("migrate",
            "Give the database in Neo4j the constraints and indexes that it lacks. Twice does no harm.");
        command.Run(MigrateAsync);
        return command.WithExamples("migrate");
    }

    private static async Task<ExitCode> MigrateAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        var options = CommunityStore.OptionsOf(settings);
        var migration = await Neo4jGraphStore.MigrateAsync(options, stop);
        await Console.Out.WriteLineAsync(migration.Statements == 0
            ? $"{options.Address.Authority}: the schema has version {migration.To} already."
            : $"{options.Address.Authority}: the schema went from version {migration.From} to {migration.To} " +
              $"({migration.Statements} statements).");
        return ExitCode.Done;
    }
}
