using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>
/// What is wrong with a Neo4j is said in a sentence that an operator can act on. A real server where one can be brought
/// into that state; else a stub that answers word for word as a real one did.
/// </summary>
public sealed class ClearWordTests
{
    [Neo4jFact]
    public async Task Over_TLS_a_certificate_has_to_be_trusted()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        if (turn.Program is not { } program) return;
        var options = turn.Options with { Address = program.SecureAddress };
        await SaysAsync(options, "The certificate of Neo4j at https://localhost", "Neo4j:TrustedCertificates");
        // By a name that the certificate has not.
        var named = new UriBuilder(program.SecureAddress) { Host = "127.0.0.1" }.Uri;
        await SaysAsync(options with { Address = named, TrustedCertificates = program.Certificate },
            "The certificate of Neo4j at https://127.0.0.1", "by the name that stands in it");

        await using var store = await Neo4jGraphStore.OpenAsync(
            options with { TrustedCertificates = program.Certificate });
        var result = await store.CommitAsync(
            new CommitRequest([new CreateNode(Make.Node("topic:secure"))], "tester"));
        Assert.True(result.Accepted);
    }

    [Neo4jFact]
    public async Task Who_may_not_sign_in_is_told_what_to_check()
    {
        using var turn = await Neo4jTurn.TakeAsync();
        await SaysAsync(turn.Options with { Password = "another" },
            "refuses the user or the password", "Neo4j:Password");
        // This edition has no single sign-on.
        await SaysAsync(turn.Options with { BearerToken = "a.b.c" }, "refuses the token", "Neo4j:BearerToken");
        await SaysAsync(turn.Options with { Database = "elsewhere" }, "has no such database", "Neo4j:Database");
    }

    [Neo4jFact]
    public async Task A_server_that_takes_no_writes_says_so()
    {
        await using var program = await Neo4jProgram.StartAsync();
        await Neo4jGraphStore.MigrateAsync(program.Options);
        await program.StopAsync();
        await program.StartAgainAsync("server.databases.default_to_read_only=true");

        await using var store = await Neo4jGraphStore.OpenAsync(program.Options);
        var failure = await Assert.ThrowsAsync<StoreException>(async () => await store.CommitAsync(
            new CommitRequest([new CreateNode(Make.Node("topic:one"))], "tester")));
        Assert.False(failure.Transient);
        Assert.Contains("takes no writes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("end the read-only mode", failure.Message, StringComparison.Ordinal);
        // What needs no lock is read all the same.
        Assert.Equal(0, await store.GetSequenceAsync());
    }

    [Fact]
    public async Task A_token_is_sent_in_the_place_of_user_and_password()
    {
        await using var stub = await StubNeo4j.StartAsync(_ => (200, StubNeo4j.Row("String", "5.20.0")));
        var options = Options(stub) with { BearerToken = "a.b.c", User = "neo4j", Password = "secret" };
        await Assert.ThrowsAsync<StoreException>(async () => await Neo4jGraphStore.OpenAsync(options));
        Assert.Equal("Bearer a.b.c", stub.Authorization);
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_named_with_what_would_do()
    {
        await using var stub = await StubNeo4j.StartAsync(_ => (200, StubNeo4j.Row("String", "5.20.0")));
        await SaysAsync(Options(stub), "is 5.20.0; this program needs 5.26 or newer", "Update Neo4j.");
        await using var older = await StubNeo4j.StartAsync(_ => (404, "<html>Not found</html>"));
        await SaysAsync(Options(older), "has no Query API", "older than 5.26");
    }

    [Fact]
    public async Task A_full_disk_is_named_when_it_is_met_and_afterwards()
    {
        // So a real 5.26 answers whose disk is full: the rows first, then the error; and everything after that.
        var isWritten = false;
        await using var stub = await StubNeo4j.StartAsync(body => (200, body switch
        {
            _ when isWritten => StubNeo4j.Error("Neo.DatabaseError.Transaction.TransactionStartFailed",
                "The database has encountered a critical error, and needs to be restarted."),
            _ when body.Contains("dbms.components", StringComparison.Ordinal) => StubNeo4j.Row("String", "5.26.24"),
            _ when body.Contains("schemaVersion", StringComparison.Ordinal) => StubNeo4j.Row("Integer", "0"),
            _ => Full(),
        }));

        await SaysAsync(Options(stub),
            "cannot write its log of transactions: its disk is full", "Free some space there", migrate: true);
        await SaysAsync(Options(stub), "has met a critical error", "start it again");

        string Full()
        {
            isWritten = true;
            return """
                {"data":{"fields":["count(*)"],"values":[[{"$type":"Integer","_value":"20000"}]]},
                "errors":[{"code":"Neo.DatabaseError.Transaction.TransactionLogError",
                "message":"Could not append transaction: Transaction #8 {started 2026-01-01 00:00:00} to log."}]}
                """;
        }
    }

    [Fact]
    public async Task What_is_no_Neo4j_is_said_to_be_none()
    {
        await SaysAsync(new Neo4jStoreOptions
        {
            Address = new Uri("http://127.0.0.1:1"), RetryTimeout = TimeSpan.Zero,
        }, "cannot be reached", "Check that it runs");
        await using var stub = await StubNeo4j.StartAsync(_ => (502, "Bad gateway"));
        await SaysAsync(Options(stub), "cannot be reached: it answers 502", "the address is right");
    }

    private static Neo4jStoreOptions Options(StubNeo4j stub) =>
        new() { Address = stub.Address, RetryTimeout = TimeSpan.Zero };

    private static async Task SaysAsync(
        Neo4jStoreOptions options, string what, string cure, bool migrate = false)
    {
        var failure = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = await Neo4jGraphStore.OpenAsync(
                options with { RetryTimeout = TimeSpan.Zero }, migrate);
        });
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.Contains(cure, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failure.Message, StringComparison.Ordinal);
    }
}
