using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Neo4j.Http;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>One Neo4j for all tests of the collection, which run one after the other.</summary>
public sealed class Neo4jFixture : IAsyncLifetime
{
    // While working on a test one keeps a server running, started with the password of the tests: it takes longer to
    // start than most tests to run. What it holds is lost.
    private static readonly string? Running = Environment.GetEnvironmentVariable("TEST_NEO4J");

    private Neo4jProgram? _program;

    internal Neo4jStoreOptions Options => Running is null
        ? _program!.Options
        : new()
        {
            Address = new Uri(Running), User = Neo4jProgram.User, Password = Neo4jProgram.Password,
        };

    public async Task InitializeAsync()
    {
        if (Neo4jProgram.Missing is not null) return;
        if (Running is null) _program = await Neo4jProgram.StartAsync();
        await Neo4jGraphStore.MigrateAsync(Options);
    }

    public async Task DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
    }

    /// <summary>Takes everything out but the schema.</summary>
    internal async Task WipeAsync()
    {
        await RunAsync("MATCH (n) WHERE NOT n:ChangeLog CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
        await RunAsync("MATCH (log:ChangeLog) SET log.sequence = 0, log.oldest = 1");
    }

    /// <summary>Runs a statement past the store, as a curator does in Neo4j Browser.</summary>
    internal async Task RunAsync(string cypher)
    {
        using var api = new QueryApi(Options);
        await api.RunAsync(new Statement(cypher), QueryTransaction.Ignore, CancellationToken.None);
    }
}

/// <summary>The tests that share one Neo4j.</summary>
[CollectionDefinition(Name)]
public sealed class Neo4jCollection : ICollectionFixture<Neo4jFixture>
{
    public const string Name = "Neo4j";
}
