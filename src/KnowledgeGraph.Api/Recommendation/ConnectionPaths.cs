using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Recommendation;

namespace KnowledgeGraph.Api.Recommendation;

/// <summary>`connections`: how two nodes hang together.</summary>
internal static class ConnectionPaths
{
    private const int LengthMax = 6;
    private const int PathsMax = 20;

    public static void Register(ExecutableSchemaBuilder schema) => schema.Object<NodePath>("ConnectionPath")
        .Each("distance", (path, _) => path.Distance)
        .EachObjects<int>("nodes", (path, _) => path.Nodes)
        .EachObjects<PathEdgeRow>("edges", (path, _) => [.. path.Edges.Select(edge => new PathEdgeRow(edge))]);

    public static IReadOnlyList<NodePath> Find(FieldContext context)
    {
        var reader = context.Reader();
        return reader.TryFind(context.String("from")!, out var from) &&
            reader.TryFind(context.String("to")!, out var to)
            ? NodePaths.Find(
                reader, from, to,
                Math.Clamp(context.Int32("maxLength") ?? 4, 1, LengthMax),
                Math.Clamp(context.Int32("first") ?? 5, 0, PathsMax))
            : [];
    }
}
