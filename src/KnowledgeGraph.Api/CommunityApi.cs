using KnowledgeGraph.Api.Access;
using KnowledgeGraph.Api.Connections;
using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.Api.Edges;
using KnowledgeGraph.Api.Finding;
using KnowledgeGraph.Api.Mutations;
using KnowledgeGraph.Api.Neighbours;
using KnowledgeGraph.Api.Nodes;
using KnowledgeGraph.Api.People;
using KnowledgeGraph.Api.Recommendation;
using KnowledgeGraph.Api.Relations;
using KnowledgeGraph.Api.Sedimentation;
using KnowledgeGraph.Api.Subscriptions;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Api;

/// <summary>
/// The community's GraphQL schema with its resolvers. Requests bring a <see cref="CommunityContext"/> as their state.
/// </summary>
public static class CommunityApi
{
    /// <summary>The schema of <see cref="SchemaSources"/> with a resolver for every field.</summary>
    /// <exception cref="InvalidOperationException">Schema and resolvers do not fit; the message says why.</exception>
    public static ExecutableSchema Build()
    {
        var schema = ReadSchema();
        var builder = new ExecutableSchemaBuilder();
        ViewerResolvers.Register(builder);
        AuditResolvers.Register(builder);
        MemberRecordResolvers.Register(builder);
        NodeResolvers.Register(builder);
        PropertyResolvers.Register(builder);
        ListResolvers.Register(builder);
        RelationResolvers.Register(builder);
        InteractionListResolvers.Register(builder);
        ConnectionResolvers.Register(builder, schema);
        RecommendationResolvers.Register(builder);
        LearningResolvers.Register(builder);
        SuggestionResolvers.Register(builder);
        SuggestionMutations.Register(builder);
        InteractionResolvers.Register(builder);
        UserErrorResolvers.Register(builder);
        NodeMutations.Register(builder);
        LinkMutations.Register(builder);
        InteractionMutations.Register(builder);
        DistilMutation.Register(builder);
        CurationMutations.Register(builder);
        MergeMutations.Register(builder);
        MergeResolvers.Register(builder);
        ChangeResolvers.Register(builder);
        ContributionResolvers.Register(builder);
        SedimentationResolvers.Register(builder);
        SearchResolvers.Register(builder);
        NeighbourResolvers.Register(builder);
        var result = builder.Build(schema);
        return result.Schema ?? throw new InvalidOperationException(
            string.Join('\n', result.Errors.Select(error => error.Message)));
    }

    /// <summary>The schema alone.</summary>
    public static Schema ReadSchema()
    {
        var result = SchemaBuilder.Build(SchemaSources.Read());
        return result.Schema ?? throw new InvalidOperationException(result.Report());
    }
}
