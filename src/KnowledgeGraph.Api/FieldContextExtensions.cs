using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api;

/// <summary>What resolvers of this schema ask the request for.</summary>
internal static class FieldContextExtensions
{
    /// <summary>The version of the graph that the request reads.</summary>
    public static GraphReader Reader(this FieldContext context) => context.State<CommunityContext>().Reader;
}
