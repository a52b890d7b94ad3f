using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Edges;

/// <summary>`Interaction` and `Comment`, whose rows are ordinals of edges.</summary>
internal static class InteractionResolvers
{
    private static readonly EdgeTypeDefinition[] Types =
        [.. EdgeTypes.All.Where(type => type.Family == EdgeFamily.Interaction)];

    private static readonly byte[][] TypeTokens =
        [.. Types.Select(type => Encoding.UTF8.GetBytes($"\"{type.Name}\""))];

    private static readonly int[] TokenOfType = Positions();

    public static void Register(ExecutableSchemaBuilder schema)
    {
        var interaction = schema.Object<int>("Interaction")
            .Leaf("id", Id)
            .Leaf("type", Type)
            .Object<int>("member", Member)
            .Object<int>("target", Target)
            .Leaf("at", At);
        foreach (var property in EdgeProperties.OfInteractions)
        {
            interaction.Leaf(property.Name, (edges, results, context) =>
                EdgeLeaves.Property(context.Reader(), property, edges, results));
        }

        var text = EdgeTypes.Of(EdgeType.Commented)["text"];
        schema.Object<int>("Comment")
            .Leaf("id", Id)
            .Object<int>("author", Member)
            .Leaf("at", At)
            .Leaf("text", (edges, results, context) =>
                EdgeLeaves.Property(context.Reader(), text, edges, results));
    }

    private static void Id(ReadOnlySpan<int> edges, LeafColumn results, FieldContext context) =>
        Leaves.Texts(context.Reader().EdgeIds, edges, results);

    private static void At(ReadOnlySpan<int> edges, LeafColumn results, FieldContext context) =>
        EdgeLeaves.Times(context.Reader(), edges, results);

    private static void Type(ReadOnlySpan<int> edges, LeafColumn results, FieldContext context)
    {
        var reader = context.Reader();
        var tokens = results.Tokens(TypeTokens);
        for (var row = 0; row < edges.Length; row++) tokens[row] = TokenOfType[(int)reader.TypeOf(edges[row])];
    }

    private static void Member(ReadOnlySpan<int> edges, ObjectColumn<int> results, FieldContext context)
    {
        var reader = context.Reader();
        var members = results.Rows();
        for (var row = 0; row < edges.Length; row++) members[row] = reader.SourceOf(edges[row]);
    }

    private static void Target(ReadOnlySpan<int> edges, ObjectColumn<int> results, FieldContext context)
    {
        var reader = context.Reader();
        var targets = results.Rows();
        for (var row = 0; row < edges.Length; row++)
        {
            targets[row] = reader.TargetOf(edges[row]);
            if (targets[row] == GraphReader.NoNode) results.SetNull(row);
        }
    }

    private static int[] Positions()
    {
        var positions = new int[byte.MaxValue + 1];
        for (var position = 0; position < Types.Length; position++) positions[(int)Types[position].Type] = position;
        return positions;
    }
}
