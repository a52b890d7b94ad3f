using System.Text;
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
    // What Lucene's query parser takes for more than text.
    private const string SpecialCharacters = "+-&|!(){}[]^\"~*?:\\/<>=";

    public async ValueTask<IReadOnlyList<string>> NeighboursAsync(string id, IReadOnlyCollection<EdgeType> types,
        QueryDirection direction, IReadOnlyCollection<string>? access, int first,
        CancellationToken cancellation = default)
    {
        if (KindOf(id) is not { } kind || types.Count == 0) return [];
        var statement = $$"""
            MATCH (a:{{kind}} {id: $id}){{Edge(types, direction, "")}}(b:{{GraphStatements.AnyKind}})
            WHERE ($access IS NULL OR (a.access IN $access AND b.access IN $access))
            RETURN DISTINCT b.id AS id ORDER BY id LIMIT $first
            """;
        var found = new List<string>();
        await api.ReadAsync(new Statement(statement, writer =>
        {
            writer.Name("id").Text(id);
            writer.Name("first").Integer(first);
            WriteAccess(writer, access);
        }), (ref Utf8JsonReader row) => found.Add(TypedJson.NextRequiredText(ref row)), cancellation)
            .ConfigureAwait(false);
        return found;
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

    public async ValueTask<IReadOnlyList<QueryHit>> SearchAsync(string text, QueryAnalyzer analyzer,
        IReadOnlyCollection<string>? access, int first, CancellationToken cancellation = default)
    {
        var words = Escape(text);
        if (words.Length == 0) return [];
        const string Search = """
            CALL db.index.fulltext.queryNodes($index, $text) YIELD node, score
            WHERE $access IS NULL OR node.access IN $access
            RETURN node.id, score ORDER BY score DESC, node.id LIMIT $first
            """;
        var hits = new List<QueryHit>();
        await api.ReadAsync(new Statement(Search, writer =>
        {
            writer.Name("index").Text(analyzer == QueryAnalyzer.Cjk ? "content_cjk" : "content_standard");
            writer.Name("text").Text(words);
            writer.Name("first").Integer(first);
            WriteAccess(writer, access);
        }), (ref Utf8JsonReader row) =>
            hits.Add(new QueryHit(TypedJson.NextRequiredText(ref row), TypedJson.NextFloat(ref row))), cancellation)
            .ConfigureAwait(false);
        return hits;
    }

    /// <summary>The text with a backslash before what would mean something else than itself.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text.Trim())
        {
            if (SpecialCharacters.Contains(character, StringComparison.Ordinal)) escaped.Append('\\');
            escaped.Append(character);
        }
        // Words of the query language, told from words by their capitals alone.
        return escaped.Replace("AND", "and").Replace("OR", "or").Replace("NOT", "not").ToString();
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
