using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Log;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>
/// The Cypher that reads and writes the graph. Few texts, always the same, since the server plans each once: the first
/// time costs as much as a hundred runs.
/// </summary>
internal static class GraphStatements
{
    /// <summary>The label of what an interaction without a target leads to.</summary>
    public const string Event = "Event";

    /// <summary>
    /// A plan once made is kept: all that it does is look into indexes by ids, which stays best however the graph
    /// grows, and to plan the longest of these statements anew takes longer than a hundred commits. Where it is made
    /// while the graph is empty, reading the whole of an index seems as good: USING INDEX SEEK forbids that.
    /// </summary>
    private const string KeepPlan = "CYPHER replan=skip ";

    /// <summary>`Member|Document|...`: an index of each is looked into.</summary>
    public static string AnyKind { get; } = string.Join('|', NodeKinds.All.Select(kind => kind.Name));

    private static readonly string[] InteractionNames =
        [.. EdgeTypes.All.Where(type => type.Family == EdgeFamily.Interaction).Select(type => type.Name)];

    /// <summary>
    /// Takes the lock of the log before anything is looked at, and goes on only where the number of the last commit
    /// is still the one that the work began from: where not, there is no row.
    /// </summary>
    public const string Lock = """
        MATCH (log:ChangeLog {name: 'community'})
        SET log.lockedBy = $process
        WITH log WHERE log.sequence = $expected
        """;

    /// <summary>Takes the lock whatever the number is, and gives that.</summary>
    public const string LockAndRead = """
        MATCH (log:ChangeLog {name: 'community'})
        SET log.lockedBy = $process
        RETURN log.sequence, log.oldest
        """;

    /// <summary>Where the log ends and begins, and the entry that erased last.</summary>
    public const string ReadSequence = """
        MATCH (log:ChangeLog {name: 'community'})
        RETURN log.sequence, log.oldest, coalesce(log.erasedAt, 0)
        """;

    public static readonly string DeleteNodes = $$"""
        UNWIND $deleted AS id
        MATCH (n:{{AnyKind}} {id: id})
        OPTIONAL MATCH (n)-->(e:{{Event}})
        DETACH DELETE n, e
        RETURN count(*) AS deleted
        """;

    public static readonly string RemoveEdges = $$"""
        UNWIND $removed AS row
        MATCH (a:{{AnyKind}} {id: row.from})-[r:$(row.type)]->(b)
        WHERE CASE WHEN row.id IS NULL THEN b.id = row.to ELSE r.id = row.id END
        DELETE r
        FOREACH (e IN CASE WHEN b:{{Event}} THEN [b] ELSE [] END | DELETE e)
        RETURN count(*) AS removed
        """;

    public const string CreateNodes = """
        UNWIND $created AS row
        CREATE (n:$(row.kind))
        SET n = row.values
        RETURN count(*) AS created
        """;

    public static readonly string UpdateNodes = $$"""
        UNWIND $updated AS row
        MATCH (n:{{AnyKind}} {id: row.id})
        SET n += row.values
        RETURN count(*) AS updated
        """;

    public static readonly string CreateEdges = $$"""
        UNWIND $edges AS row
        MATCH (a:{{AnyKind}} {id: row.from})
        MATCH (b:{{AnyKind}} {id: row.to})
        CREATE (a)-[r:$(row.type)]->(b)
        SET r = row.values
        RETURN count(*) AS edges
        """;

    public static readonly string CreateEvents = $$"""
        UNWIND $events AS row
        MATCH (a:{{AnyKind}} {id: row.from})
        CREATE (a)-[r:$(row.type)]->(e:{{Event}} {id: row.id})
        SET r = row.values
        RETURN count(*) AS events
        """;

    public static readonly string UpdateLinks = $$"""
        UNWIND $links AS row
        MATCH (a:{{AnyKind}} {id: row.from})-[r:$(row.type)]->(b {id: row.to})
        SET r += row.values
        RETURN count(*) AS links
        """;

    /// <summary>Adds entries and sets the number, in a transaction that has the lock.</summary>
    public const string AppendLog = $$"""
        MATCH (log:ChangeLog {name: 'community'})
        SET log.sequence = $last
        WITH log
        CALL (log) { {{LogStatements.Append}} }
        RETURN log.sequence
        """;

    /// <summary>A commit that only adds, in one statement and one transaction.</summary>
    public static readonly string Add = $$"""
        {{KeepPlan}}{{Lock}}
        SET log.sequence = $last
        WITH log
        CALL () { {{CreateNodes}} }
        CALL () { {{CreateEdges}} }
        CALL () { {{CreateEvents}} }
        CALL (log) { {{LogStatements.Append}} }
        WITH log, edges = $edgesMin AND events = $eventsMin AS whole
        RETURN CASE WHEN whole THEN log.sequence ELSE 1 / $zero END
        """;

    /// <summary>Any commit, in one statement and one transaction.</summary>
    public static readonly string Change = $$"""
        {{KeepPlan}}{{Lock}}
        SET log.sequence = $last
        WITH log
        CALL () { {{DeleteNodes}} }
        CALL () { {{RemoveEdges}} }
        CALL () { {{CreateNodes}} }
        CALL () { {{UpdateNodes}} }
        CALL () { {{CreateEdges}} }
        CALL () { {{CreateEvents}} }
        CALL () { {{UpdateLinks}} }
        CALL (log) { {{LogStatements.Append}} }
        WITH log, edges = $edgesMin AND events = $eventsMin AND updated = $updatedMin AND links >= $linksMin AS whole
        RETURN CASE WHEN whole THEN log.sequence ELSE 1 / $zero END
        """;

    /// <summary>
    /// What there is of the nodes, links and interactions of a batch, with the number of the last commit. Rows of what
    /// (0 the number, 1 a node, 2 a node of which only its being there counts, 3 a link, 4 an interaction), id or from,
    /// to, type, and properties.
    /// </summary>
    public static readonly string Read = $$"""
        {{KeepPlan}}MATCH (log:ChangeLog {name: 'community'})
        RETURN 0 AS what, toString(log.sequence) AS a, toString(coalesce(log.erasedAt, 0)) AS b, null AS type,
          null AS values
        UNION ALL
        UNWIND $nodes AS id MATCH (n:{{AnyKind}} {id: id})
        RETURN 1 AS what, id AS a, null AS b, null AS type, properties(n) AS values
        UNION ALL
        UNWIND $ends AS id MATCH (n:{{AnyKind}} {id: id})
        RETURN 2 AS what, id AS a, null AS b, null AS type, null AS values
        UNION ALL
        UNWIND $links AS row
        MATCH (n:{{AnyKind}} {id: row.from})-[r:$(row.type)]->(m {id: row.to})
        RETURN 3 AS what, n.id AS a, m.id AS b, row.type AS type, properties(r) AS values
        """;

    /// <summary>The same with interactions, whose ids are looked for in the index of each type.</summary>
    public static readonly string ReadWithInteractions = string.Join("\nUNION ALL\n",
        InteractionNames.Select(name => $$"""
            UNWIND $interactions AS id MATCH (n)-[r:{{name}} {id: id}]->(m) USING INDEX SEEK r:{{name}}(id)
            RETURN 4 AS what, n.id AS a, CASE WHEN m:{{Event}} THEN null ELSE m.id END AS b, '{{name}}' AS type,
              properties(r) AS values
            """).Prepend(Read));

    /// <summary>How many interactions of each type there are.</summary>
    public static readonly string CountInteractions = KeepPlan + string.Join("\nUNION ALL\n",
        InteractionNames.Select(name => $"MATCH ()-[r:{name}]->() RETURN '{name}' AS type, count(r) AS count"));

    /// <summary>Many nodes of one kind.</summary>
    public static string ReadNodes(string kind) => $$"""
        {{KeepPlan}}UNWIND $ids AS id MATCH (n:{{kind}} {id: id}) USING INDEX SEEK n:{{kind}}(id)
        RETURN properties(n)
        """;

    /// <summary>Which of many nodes of one kind are there.</summary>
    public static string ReadEnds(string kind) => $$"""
        {{KeepPlan}}UNWIND $ids AS id MATCH (n:{{kind}} {id: id}) USING INDEX SEEK n:{{kind}}(id)
        RETURN id
        """;

    /// <summary>
    /// Many links of one type between two kinds, followed from the end that has fewer: a document has few authors, and
    /// a busy member has written many documents.
    /// </summary>
    public static string ReadLinks(string type, string from, string to)
    {
        var (start, kind) = from == NodeKinds.Member.Name && to != NodeKinds.Topic.Name ? ("b", to) : ("a", from);
        return $$"""
            {{KeepPlan}}UNWIND $rows AS row
            MATCH (a:{{from}} {id: row[0]})-[r:{{type}}]->(b:{{to}} {id: row[1]})
              USING INDEX SEEK {{start}}:{{kind}}(id)
            RETURN a.id, b.id, properties(r)
            """;
    }

    /// <summary>Many interactions of one type, by their ids.</summary>
    public static string ReadInteractions(string type) => $$"""
        {{KeepPlan}}UNWIND $ids AS id
        MATCH (a)-[r:{{type}} {id: id}]->(b) USING INDEX SEEK r:{{type}}(id)
        RETURN a.id, CASE WHEN b:{{Event}} THEN null ELSE b.id END, properties(r)
        """;

    /// <summary>Many new nodes of one kind, from plain JSON: dates come as texts beside the rest.</summary>
    public static string LoadNodes(NodeKindDefinition kind)
    {
        var dates = kind.Properties.Where(property => property.Type == PropertyType.Instant)
            .Select((property, index) => $", n.{property.Name} = datetime(row[{index + 1}])");
        return $"UNWIND $rows AS row CREATE (n:{kind.Name}) SET n = row[0]{string.Concat(dates)}";
    }

    /// <summary>Many new edges of one type between two kinds, from plain JSON.</summary>
    public static string LoadEdges(string type, string from, string to) => $$"""
        UNWIND $rows AS row
        MATCH (a:{{from}} {id: row[0]}) MATCH (b:{{to}} {id: row[1]})
        CREATE (a)-[r:{{type}}]->(b) SET r = row[3], r.at = datetime(row[2])
        RETURN count(*)
        """;

    /// <summary>Many new interactions of one type without a target, from plain JSON.</summary>
    public static string LoadEvents(string type, string from) => $$"""
        UNWIND $rows AS row
        MATCH (a:{{from}} {id: row[0]})
        CREATE (a)-[r:{{type}}]->(e:{{Event}} {id: row[1]}) SET r = row[3], r.at = datetime(row[2])
        RETURN count(*)
        """;
}
