using System.Runtime.CompilerServices;
using KnowledgeGraph.Storage.People;
using Microsoft.Data.Sqlite;

namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>
/// Reads the audit from the file, newest first, some entries at a time: who reads slowly holds nothing up.
/// </summary>
internal static class AuditReader
{
    private const int EntriesPerLook = 256;

    public static async IAsyncEnumerable<AuditEntry> ReadAsync(
        string path, long before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var entries = Look(path, before);
            foreach (var entry in entries) yield return entry;
            if (entries.Count < EntriesPerLook) yield break;
            before = entries[^1].Number;
        }
    }

    private static List<AuditEntry> Look(string path, long before)
    {
        try
        {
            using var connection = SqliteFile.OpenReader(path);
            using var rows = new Statement(connection, $"""
                SELECT {SqliteSchema.AuditColumns} FROM audit WHERE number < ?1
                ORDER BY number DESC LIMIT {EntriesPerLook}
                """);
            rows.Bind(1, before);
            var entries = new List<AuditEntry>();
            while (rows.Step()) entries.Add(PeopleTables.Read(rows));
            return entries;
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Translate(exception, path);
        }
    }
}
