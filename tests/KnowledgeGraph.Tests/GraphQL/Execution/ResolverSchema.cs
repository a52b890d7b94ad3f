using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>Schemas with resolvers of their own.</summary>
internal static class ResolverSchema
{
    public static GraphQLExecutor Build(
        string sdl, Action<ExecutableSchemaBuilder> register, ExecutionOptions? options = null)
    {
        var result = TryBuild(sdl, register);
        Assert.True(result.Schema is not null, result.Report());
        return new GraphQLExecutor(result.Schema, options);
    }

    public static ExecutableSchemaResult TryBuild(string sdl, Action<ExecutableSchemaBuilder> register)
    {
        var built = SchemaBuilder.Build([new Source(sdl, "test.graphql")]);
        Assert.True(built.Schema is not null, built.Report());
        var builder = new ExecutableSchemaBuilder();
        register(builder);
        return builder.Build(built.Schema);
    }
}
