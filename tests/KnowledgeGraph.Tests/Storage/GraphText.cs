using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Tests.Storage;

/// <summary>Records as lines of text, to compare and to read in a failed assertion.</summary>
internal static class GraphText
{
    public static string Of(NodeRecord node) =>
        $"{node.Id} {node.Kind}{Values(NodeKinds.Of(node.Kind).Properties, node.Values)}";

    public static string Of(EdgeRecord edge) =>
        $"{edge.Type} {edge.From} {edge.To ?? "-"} {edge.Id ?? "-"} {edge.At?.ToString() ?? "-"}" +
        Values(EdgeTypes.Of(edge.Type).Properties, edge.Values);

    public static string Of(Change change) => change switch
    {
        NodePut put => $"put {Of(put.Node)}",
        NodeDeleted deleted => $"delete {deleted.Id}",
        LinkPut put => $"put {Of(put.Link)}",
        LinkRemoved removed => $"remove {removed.Type} {removed.From} {removed.To}",
        InteractionRecorded recorded => $"record {Of(recorded.Interaction)}",
        InteractionRemoved removed => $"take back {Of(removed.Interaction)}",
        _ => throw new InvalidOperationException(),
    };

    public static string[] Of(Commit commit) =>
        [$"#{commit.Sequence} {commit.At} by {commit.Actor}", .. commit.Changes.Select(Of)];

    /// <summary>A scan: its nodes, then its edges, in its order.</summary>
    public static async Task<string[]> OfAsync(GraphScan scan)
    {
        var lines = new List<string>();
        await foreach (var node in scan.ReadNodesAsync()) lines.Add(Of(node));
        await foreach (var edge in scan.ReadEdgesAsync()) lines.Add(Of(edge));
        return [.. lines];
    }

    private static string Values(IReadOnlyList<PropertyDefinition> properties, PropertyValue[] values)
    {
        var text = new StringBuilder();
        foreach (var property in properties)
        {
            var value = values[property.Index];
            if (!value.IsNull) text.Append($" {property.Name}:{value.Type}={value}");
        }
        return text.ToString();
    }
}
