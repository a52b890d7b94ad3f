using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>Reads all nodes and relationships of the model out of Neo4j, as they are while others write.</summary>
internal static class GraphReading
{
    /// <param name="api">Where from.</param>
    /// <param name="onMisfit">
    /// Is told what does not fit the model, which is then left out: what it is, and why. Null to take what can be made
    /// of it.
    /// </param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<GraphContent> ReadAsync(
        RetryingApi api, Action<string, string>? onMisfit, CancellationToken cancellation)
    {
        var content = new GraphContent();
        foreach (var kind in NodeKinds.All)
            await ReadNodesAsync(api, kind, content, onMisfit, cancellation).ConfigureAwait(false);
        foreach (var type in EdgeTypes.All)
            await ReadEdgesAsync(api, type, content, onMisfit, cancellation).ConfigureAwait(false);
        return content;
    }

    private static Task ReadNodesAsync(RetryingApi api, NodeKindDefinition kind, GraphContent content,
        Action<string, string>? onMisfit, CancellationToken cancellation) =>
        api.ReadAsync(new Statement($"MATCH (n:{kind.Name}) RETURN elementId(n), properties(n)"),
            (ref Utf8JsonReader row) =>
            {
                var element = TypedJson.NextText(ref row);
                row.Read();
                var node = RecordJson.ReadNode(ref row, kind.Kind, out var misfits);
                if (node is null)
                {
                    onMisfit?.Invoke($"{kind.Name} {element}", $"its id is missing or not `{kind.IdPrefix}:...`");
                    return;
                }
                if (misfits is not null && onMisfit is not null)
                {
                    onMisfit(node.Id, $"{string.Join(", ", misfits)} cannot be what the model needs");
                    content.Misfits.Add(node.Id);
                }
                content.Add(node);
            }, cancellation);

    private static Task ReadEdgesAsync(RetryingApi api, EdgeTypeDefinition type, GraphContent content,
        Action<string, string>? onMisfit, CancellationToken cancellation) =>
        api.ReadAsync(new Statement($$"""
            MATCH (a)-[r:{{type.Name}}]->(b)
            RETURN elementId(r), a.id, b:{{GraphStatements.Event}}, b.id, properties(r)
            """), (ref Utf8JsonReader row) =>
        {
            var element = TypedJson.NextText(ref row);
            var from = TypedJson.NextText(ref row);
            var isEvent = TypedJson.NextBoolean(ref row);
            var to = TypedJson.NextText(ref row);
            row.Read();
            var edge = from is null ? null : RecordJson.ReadEdge(ref row, type.Type, from, isEvent ? null : to, out _);
            var place = $"{type.Name} {element} ({from ?? "?"} to {(isEvent ? "an event" : to ?? "?")})";
            if (edge is null) onMisfit?.Invoke(place, "an interaction needs an id and a time `at`");
            else if (!isEvent && to is null) onMisfit?.Invoke(place, "its target has no id");
            else if (onMisfit is not null && content.Holds(edge)) onMisfit(place, "there is another like it");
            else content.Add(edge);
        }, cancellation);
}
