using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>
/// A turn at the one Neo4j of the test run, which is started by the first and stopped with the process: it is empty
/// but for its schema, and nobody else uses it until the turn is over.
/// </summary>
internal sealed class Neo4jTurn : IDisposable
{
    // While working on a test one keeps a server running, started with the password of the tests: it takes longer to
    // start than most tests to run. What it holds is lost.
    private static readonly string? Running = System.Environment.GetEnvironmentVariable("TEST_NEO4J");

    private static readonly SemaphoreSlim Turns = new(1);
    private static readonly Lazy<Task<(Neo4jStoreOptions Options, Neo4jProgram? Program)>> Started = new(StartAsync);

    private readonly QueryApi _api;

    private Neo4jTurn(Neo4jStoreOptions options, Neo4jProgram? program)
    {
        (Options, Program) = (options, program);
        // To empty a database takes a while.
        _api = new QueryApi(options with { RequestTimeout = TimeSpan.FromMinutes(5) });
    }

    public Neo4jStoreOptions Options { get; }

    /// <summary>The server; null where it was running before the tests.</summary>
    public Neo4jProgram? Program { get; }

    /// <summary>Waits for the others and empties the database.</summary>
    public static async Task<Neo4jTurn> TakeAsync()
    {
        var (options, program) = await Started.Value;
        await Turns.WaitAsync();
        var turn = new Neo4jTurn(options, program);
        try
        {
            await turn.EmptyAsync();
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Leaves nothing but the schema.</summary>
    public async Task EmptyAsync()
    {
        await RunAsync("MATCH (n) WHERE NOT n:ChangeLog CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS");
        await RunAsync("MATCH (log:ChangeLog) SET log.sequence = 0, log.oldest = 1, log.snapshot = null, " +
            "log.audited = null, log.erasedAt = null, log.mark = null");
    }

    public ValueTask<Neo4jGraphStore> OpenAsync() => Neo4jGraphStore.OpenAsync(Options);

    /// <summary>What to set so that the program keeps its community here.</summary>
    public Dictionary<string, string> Environment() => new()
    {
        ["KNOWLEDGEGRAPH_NEO4J__ADDRESS"] = Options.Address.ToString(),
        ["KNOWLEDGEGRAPH_NEO4J__USER"] = Options.User,
        ["KNOWLEDGEGRAPH_NEO4J__PASSWORD"] = Options.Password,
    };

    /// <summary>Runs a statement past the store, as a curator does in Neo4j Browser.</summary>
    public Task RunAsync(string cypher) =>
        _api.RunAsync(new Statement(cypher), QueryTransaction.Ignore, CancellationToken.None);

    /// <summary>The one number that a statement gives.</summary>
    public async Task<long> NumberAsync(string cypher)
    {
        var number = -1L;
        await _api.RunAsync(new Statement(cypher),
            (ref System.Text.Json.Utf8JsonReader row) => number = TypedJson.NextInteger(ref row),
            CancellationToken.None);
        return number;
    }

    /// <summary>The one text that a statement gives.</summary>
    public async Task<string?> TextAsync(string cypher)
    {
        string? text = null;
        await _api.RunAsync(new Statement(cypher),
            (ref System.Text.Json.Utf8JsonReader row) => text = TypedJson.NextText(ref row), CancellationToken.None);
        return text;
    }

    public void Dispose()
    {
        _api.Dispose();
        Turns.Release();
    }

    private static async Task<(Neo4jStoreOptions Options, Neo4jProgram? Program)> StartAsync()
    {
        var program = Running is null ? await Neo4jProgram.StartAsync() : null;
        var options = program?.Options ?? new()
        {
            Address = new Uri(Running!), User = Neo4jProgram.User, Password = Neo4jProgram.Password,
        };
        await Neo4jGraphStore.MigrateAsync(options);
        return (options, program);
    }
}
