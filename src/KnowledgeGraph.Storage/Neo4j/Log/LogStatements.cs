namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>The Cypher of the log of changes.</summary>
internal static class LogStatements
{
    /// <summary>Adds entries, and to the audit one for each; part of every commit, which has the lock.</summary>
    public const string Append = """
        WITH log, coalesce(log.audited, 0) AS audited
        SET log.audited = audited + size($entries)
        WITH audited
        UNWIND range(0, size($entries) - 1) AS i
        CREATE (c:Change)
        SET c = $entries[i]
        CREATE (a:AuditEntry {number: audited + i + 1})
        SET a += $audits[i]
        """;

    /// <summary>Which of these commits are in the log.</summary>
    public const string Find = "UNWIND $ids AS id MATCH (c:Change {commitId: id}) RETURN c.commitId, c.sequence";

    /// <summary>Entries in order, so many at once.</summary>
    public const string Read = """
        MATCH (c:Change) WHERE c.sequence > $after AND c.sequence <= $last
        RETURN c.sequence, c.at, c.actor, c.data ORDER BY c.sequence LIMIT $limit
        """;
}
