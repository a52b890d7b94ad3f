using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>What a migration found and did.</summary>
/// <param name="From">The version before; 0 for a database that had none.</param>
/// <param name="To">The version now.</param>
/// <param name="Statements">How many statements were run.</param>
public sealed record Neo4jMigration(long From, long To, int Statements);

/// <summary>
/// The constraints and indexes of `schema/neo4j.cypher`, in versions. The version that a database has stands on its
/// node `ChangeLog`.
/// </summary>
internal static class Neo4jSchema
{
    private static readonly IReadOnlyList<IReadOnlyList<string>> Versions = Parse(ReadResource());

    /// <summary>The version that this program needs.</summary>
    public static int Version => Versions.Count;

    /// <summary>Checks that the server will do, and gives the version of its schema; 0 for none.</summary>
    /// <exception cref="StoreException">The server is too old, or its schema is newer than we know.</exception>
    public static async Task<long> FindAsync(RetryingApi api, CancellationToken cancellation)
    {
        string? server = null;
        await api.ReadAsync(new Statement("CALL dbms.components() YIELD name, versions RETURN versions[0]"),
            (ref Utf8JsonReader row) => server = TypedJson.NextText(ref row), cancellation).ConfigureAwait(false);
        if (server is not null && !Neo4jVersion.IsEnough(server)) throw Neo4jErrors.TooOld(api.Options, server);

        var version = 0L;
        await api.ReadAsync(new Statement("MATCH (log:ChangeLog {name: 'community'}) RETURN log.schemaVersion"),
            (ref Utf8JsonReader row) => version = TypedJson.NextInteger(ref row), cancellation).ConfigureAwait(false);
        return version <= Version ? version : throw Neo4jErrors.NewerSchema(api.Options, version);
    }

    /// <summary>Applies what the database lacks; does no harm where it lacks nothing.</summary>
    public static async Task<Neo4jMigration> MigrateAsync(RetryingApi api, CancellationToken cancellation)
    {
        var from = await FindAsync(api, cancellation).ConfigureAwait(false);
        var count = 0;
        foreach (var version in Versions.Skip((int)from))
        {
            foreach (var statement in version)
            {
                await api.ReadAsync(new Statement(statement), QueryTransaction.Ignore, cancellation)
                    .ConfigureAwait(false);
                count++;
            }
        }
        if (from == Version) return new Neo4jMigration(from, from, 0);
        await api.ReadAsync(new Statement("CALL db.awaitIndexes(300)"), QueryTransaction.Ignore, cancellation)
            .ConfigureAwait(false);
        await api.ReadAsync(
            new Statement("""
                MERGE (log:ChangeLog {name: 'community'})
                ON CREATE SET log.sequence = 0, log.oldest = 1
                SET log.schemaVersion = $version
                """, writer => writer.Name("version").Integer(Version)),
            QueryTransaction.Ignore, cancellation).ConfigureAwait(false);
        return new Neo4jMigration(from, Version, count);
    }

    /// <summary>The statements of each version, without comments.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> Parse(string text)
    {
        var versions = new List<IReadOnlyList<string>>();
        foreach (var part in text.Split("\n// version ").Skip(1))
        {
            var lines = part.Split('\n');
            var number = int.Parse(lines[0], NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            if (number != versions.Count + 1)
                throw new InvalidDataException($"neo4j.cypher has version {number} after {versions.Count}.");
            var code = string.Join('\n',
                lines.Skip(1).Where(line => !line.StartsWith("//", StringComparison.Ordinal)));
            versions.Add([.. code.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
        }
        return versions;
    }

    private static string ReadResource()
    {
        using var stream = typeof(Neo4jSchema).Assembly.GetManifestResourceStream("neo4j.cypher")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
