using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Access;

/// <summary>`viewer`: who asks.</summary>
internal static class ViewerResolvers
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query").EachObject("viewer", (_, context) => context.State<CommunityContext>());
        schema.Object<CommunityContext>("Viewer")
            .Each("role", (it, _) => it.Viewer.Role.ToString().ToUpperInvariant())
            .EachList<string>("tiers", (it, _) => it.Viewer.Tiers)
            .EachObject<int>("member", (it, _) => Member(it))
            .Each("expiresAt", (it, _) => it.ExpiresAt?.UtcDateTime);
    }

    private static int? Member(CommunityContext community) =>
        community.Viewer.MemberId is { } id && community.Reader.TryFind(id, NodeKind.Member, out var member)
            ? member
            : null;
}
