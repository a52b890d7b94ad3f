namespace KnowledgeGraph.Storage.Neo4j.Log;

/// <summary>The Cypher of the log of changes.</summary>
internal static class LogStatements
{
    /// <summary>Adds entries; part of every commit.</summary>
    public const string Append = "UNWIND $entries AS entry CREATE (c:Change) SET c = entry";

    /// <summary>Which of these commits are in the log.</summary>
    public const string Find = "UNWIND $ids AS id MATCH (c:Change {commitId: id}) RETURN c.commitId, c.sequence";

    /// <summary>Entries in order, so many at once.</summary>
    public const string Read = """
        MATCH (c:Change) WHERE c.sequence > $after AND c.sequence <= $last
        RETURN c.sequence, c.at, c.actor, c.data ORDER BY c.sequence LIMIT $limit
        """;
}
