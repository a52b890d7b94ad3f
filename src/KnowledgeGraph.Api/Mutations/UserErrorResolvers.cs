using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`UserError`.</summary>
internal static class UserErrorResolvers
{
    public static void Register(ExecutableSchemaBuilder schema) => schema.Object<UserError>("UserError")
        .Each("code", (error, _) => error.Code)
        .Each("message", (error, _) => error.Message)
        .EachList<string>("path", (error, _) => error.Path);
}
