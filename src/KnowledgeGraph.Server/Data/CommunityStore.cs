using KnowledgeGraph.Api;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Sqlite;

namespace KnowledgeGraph.Server.Data;

/// <summary>Opens the store that the settings name: a Neo4j, or the embedded one of a data folder.</summary>
internal static class CommunityStore
{
    /// <summary>Opens the store, and makes it where there is none.</summary>
    /// <exception cref="StoreException">It is in use, damaged, away, or cannot be written.</exception>
    public static async ValueTask<IGraphStore> OpenAsync(
        Settings settings, DataFolder folder, CancellationToken stop) =>
        settings.Neo4j.Address.Length > 0
            ? await OpenNeo4jAsync(settings, stop)
            : await SqliteGraphStore.OpenAsync(folder.Store, cancellation: stop);

    /// <summary>Opens a store that has to be there.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    /// <inheritdoc cref="OpenAsync"/>
    public static async ValueTask<IGraphStore> OpenExistingAsync(
        Settings settings, DataFolder folder, CancellationToken stop)
    {
        if (settings.Neo4j.Address.Length == 0) return await OpenExistingAsync(folder, stop);
        return await OpenNeo4jAsync(settings, stop);
    }

    /// <summary>Opens the embedded store of a folder, which has to be there.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static ValueTask<SqliteGraphStore> OpenExistingAsync(DataFolder folder, CancellationToken stop) =>
        File.Exists(folder.Store)
            ? SqliteGraphStore.OpenAsync(folder.Store, cancellation: stop)
            : throw new CommandException(ExitCode.Data,
                $"There is no community in {folder.FullPath}: start the server or import something there first.");

    /// <summary>Opens the Neo4j of the settings.</summary>
    /// <exception cref="CommandException">They name none.</exception>
    public static ValueTask<Neo4jGraphStore> OpenNeo4jAsync(Settings settings, CancellationToken stop) =>
        Neo4jGraphStore.OpenAsync(OptionsOf(settings), settings.Neo4j.MigrateAtStart, stop);

    /// <summary>What a store answers in the place of the read model; null for nothing.</summary>
    public static StoreAnswers? AnswersOf(IGraphStore store, Neo4jOptions options)
    {
        var answers = options.AnswersList();
        return store is Neo4jGraphStore neo4j && answers.Count > 0
            ? new StoreAnswers(neo4j.Queries, answers.Contains("search"), answers.Contains("neighbours"),
                answers.Contains("shortestPath"))
            : null;
    }

    /// <summary>How to reach the Neo4j of the settings.</summary>
    /// <exception cref="CommandException">They name none.</exception>
    public static Neo4jStoreOptions OptionsOf(Settings settings)
    {
        var neo4j = settings.Neo4j;
        if (neo4j.Address.Length == 0)
        {
            throw new CommandException(ExitCode.Usage,
                "No Neo4j is set: give its address in Neo4j:Address (KNOWLEDGEGRAPH_NEO4J__ADDRESS).");
        }

        return new Neo4jStoreOptions
        {
            Address = new Uri(neo4j.Address),
            Database = neo4j.Database,
            User = neo4j.User,
            Password = neo4j.Password,
            BearerToken = neo4j.BearerToken,
            TrustedCertificates = neo4j.TrustedCertificates,
            ConnectionsMax = neo4j.ConnectionsMax,
            RequestTimeout = TimeSpan.FromSeconds(neo4j.RequestSeconds),
            RetryTimeout = TimeSpan.FromSeconds(neo4j.RetrySeconds),
            PollInterval = TimeSpan.FromMilliseconds(neo4j.PollMilliseconds),
            RowsPerStatementMax = neo4j.RowsPerStatement,
        };
    }
}
