using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Graph;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.Queries;

/// <summary>
/// Questions answered by Neo4j: Cypher for neighbours and paths, its Lucene indexes for text. Safe for use by many
/// threads at once.
/// </summary>
internal sealed class Neo4jGraphQueries(RetryingApi api) : IGraphQueries
{
    private static readonly QueryPage Nothing = new([], 0);

    public async ValueTask<QueryPage> NeighboursAsync(string id, IReadOnlyCollection<EdgeType> types,
        QueryDirection direction, IReadOnlyCollection<string>? access, string? after, int first,
        CancellationToken cancellation = default)
    {
        if (KindOf(id) is not { } kind || types.Count == 0) return Nothing;
        var neighbours = $$"""
            MATCH (a:{{kind}} {id: $id}){{Edge(types, direction, "")}}(b:{{GraphStatements.AnyKind}})
            WHERE b <> a AND ($access IS NULL OR (a.access IN $access AND b.access IN $access))
            """;
        return await ReadPageAsync(new Statement($$"""
            CALL () { {{neighbours}} RETURN count(DISTINCT b) AS total }
            CALL () { {{neighbours}} AND ($after IS NULL OR b.id > $after)
              WITH DISTINCT b.id AS id ORDER BY id LIMIT $first RETURN collect(id) AS ids }
            UNWIND [null] + ids AS id
            RETURN total, id
            """, writer =>
        {
            writer.Name("id").Text(id);
            writer.Name("first").Integer(first);
            writer.Name("after");
            if (after is null) writer.Null();
            else writer.Text(after);
            WriteAccess(writer, access);
        }), cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<string>?> ShortestPathAsync(string from, string to,
        IReadOnlyCollection<EdgeType> types, QueryDirection direction, IReadOnlyCollection<string>? access,
        int edgesMax, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(edgesMax, 1);
        if (KindOf(from) is not { } first || KindOf(to) is not { } last || types.Count == 0) return null;
        if (from == to) return [from];
        var statement = $$"""
            MATCH (a:{{first}} {id: $from}), (b:{{last}} {id: $to})
            MATCH path = shortestPath((a){{Edge(types, direction, $"*..{edgesMax}")}}(b))
            WHERE $access IS NULL OR all(n IN nodes(path) WHERE n.access IN $access)
            UNWIND nodes(path) AS n
            RETURN n.id
            """;
        var path = new List<string>();
        await api.ReadAsync(new Statement(statement, writer =>
        {
            writer.Name("from").Text(from);
            writer.Name("to").Text(to);
            WriteAccess(writer, access);
        }), (ref Utf8JsonReader row) => path.Add(TypedJson.NextRequiredText(ref row)), cancellation)
            .ConfigureAwait(false);
        return path.Count == 0 ? null : path;
    }

    public async ValueTask<QueryPage> SearchAsync(IReadOnlyList<QueryTerm> terms,
        IReadOnlyCollection<NodeKind>? kinds, IReadOnlyCollection<string>? access, int skip, int first,
        CancellationToken cancellation = default)
    {
        if (kinds is { Count: 0 } || !terms.Any(term => !term.IsExcluded)) return Nothing;
        // Of several words each in its own analyzer's index would need one search a word: one index answers all.
        var index = terms.Any(term => WordsQuery.IsCjk(term.Text)) ? "content_cjk" : "content_standard";
        const string Hits = """
            CALL db.index.fulltext.queryNodes($index, $text) YIELD node, score
            WHERE ($access IS NULL OR node.access IN $access)
              AND ($kinds IS NULL OR any(label IN labels(node) WHERE label IN $kinds))
            """;
        const string Search = $$"""
            CALL () { {{Hits}} RETURN count(*) AS total }
            CALL () { {{Hits}} WITH node.id AS id, score ORDER BY score DESC, id SKIP $skip LIMIT $first
              RETURN collect(id) AS ids }
            UNWIND [null] + ids AS id
            RETURN total, id
            """;
        return await ReadPageAsync(new Statement(Search, writer =>
        {
            writer.Name("index").Text(index);
            writer.Name("text").Text(WordsQuery.Of(terms));
            writer.Name("skip").Integer(skip);
            writer.Name("first").Integer(first);
            writer.Name("kinds");
            if (kinds is null) writer.Null();
            else writer.Texts(kinds.Select(kind => NodeKinds.Of(kind).Name));
            WriteAccess(writer, access);
        }), cancellation).ConfigureAwait(false);
    }

    // The total comes on each row, and on one without an id where there is no other.
    private async Task<QueryPage> ReadPageAsync(Statement statement, CancellationToken cancellation)
    {
        var total = 0L;
        var ids = new List<string>();
        await api.ReadAsync(statement, (ref Utf8JsonReader row) =>
        {
            total = TypedJson.NextInteger(ref row);
            if (TypedJson.NextText(ref row) is { } id) ids.Add(id);
        }, cancellation).ConfigureAwait(false);
        return new QueryPage(ids, (int)Math.Min(total, int.MaxValue));
    }

    private static string Edge(IReadOnlyCollection<EdgeType> types, QueryDirection direction, string length)
    {
        var names = string.Join('|', types.Select(type => EdgeTypes.Of(type).Name).Order(StringComparer.Ordinal));
        return direction switch
        {
            QueryDirection.Out => $"-[:{names}{length}]->",
            QueryDirection.In => $"<-[:{names}{length}]-",
            _ => $"-[:{names}{length}]-",
        };
    }

    private static void WriteAccess(ParameterWriter writer, IReadOnlyCollection<string>? access)
    {
        writer.Name("access");
        if (access is null) writer.Null();
        else writer.Texts(access);
    }

    private static string? KindOf(string id) =>
        NodeIds.TryGetKind(id, out var kind) ? NodeKinds.Of(kind).Name : null;
}
