using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Access;

/// <summary>
/// What `@auth` means: who may ask for a field. The schema says who; nothing of it stands here.
/// </summary>
public static class AccessRules
{
    /// <summary>The name of the directive.</summary>
    public const string Directive = "auth";

    // What a member owns besides itself: what leads from it along one of these.
    private static readonly Relation[] Owning =
    [
        ReadModel.Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document),
        ReadModel.Relations.Of(EdgeType.Hosts, EdgeDirection.Out, NodeKind.Activity),
    ];

    /// <summary>For the engine's options.</summary>
    public static FieldGuard Guard { get; } = new() { Directive = Directive, Check = Check };

    /// <summary>The least role that a rule asks for.</summary>
    public static Role RoleOf(AppliedDirective rule) => rule.Argument("requires") is EnumValueNode { Value: var name }
        ? Enum.Parse<Role>(name, ignoreCase: true)
        : throw new InvalidOperationException("The schema has an @auth without a role.");

    /// <summary>The path of what its owner may change; null where the rule has none.</summary>
    public static string? OwnerOf(AppliedDirective rule) => (rule.Argument("owner") as StringValueNode)?.Value;

    private static GraphQLError? Check(GuardedField field)
    {
        var community = field.State as CommunityContext
            ?? throw new InvalidOperationException("The request's state is no CommunityContext.");
        var role = community.Viewer.Role;
        if (field.Rule is { } rule && role < RoleOf(rule) && !Owns(rule, field, community))
            return Refuse(field.Field.ToString()!, RoleOf(rule), OwnerOf(rule), role);
        foreach (var input in field.Inputs)
        {
            var place = $"{field.Field} with `{string.Join('.', input.Path)}`";
            if (role < RoleOf(input.Rule)) return Refuse(place, RoleOf(input.Rule), null, role);
        }

        return null;
    }

    private static bool Owns(AppliedDirective rule, GuardedField field, CommunityContext community)
    {
        if (OwnerOf(rule) is not { } path || community.Viewer is not { Role: >= Role.Member, MemberId: { } self })
            return false;
        var ids = field.ValuesAt(path);
        return ids.Count > 0 && ids.All(id => id.AsString() == self || Owns(self, id.AsString(), community.Reader));
    }

    private static bool Owns(string self, string id, GraphReader reader)
    {
        if (!reader.TryFind(self, NodeKind.Member, out var member) || !reader.TryFind(id, out var node)) return false;
        foreach (var relation in Owning)
        {
            if (relation.Neighbour == reader.KindOf(node) && reader.AreJoined(relation, member, node)) return true;
        }

        return false;
    }

    // Says nothing of what is or is not there: what is hidden, missing or another's is refused in the same words.
    private static GraphQLError Refuse(string place, Role wanted, string? owner, Role role)
    {
        var owners = owner is null ? "" : $", or to be the owner of what `{owner}` names";
        return role == Role.Anonymous
            ? new GraphQLError($"{place} needs a token: send `Authorization: Bearer ...`.")
            {
                Code = GraphQLErrorCodes.Unauthenticated,
            }
            : new GraphQLError(
                $"{place} needs the role {Name(wanted)}{owners}. The token has the role {Name(role)}.")
            {
                Code = GraphQLErrorCodes.Forbidden,
            };
    }

    private static string Name(Role role) => role.ToString().ToUpperInvariant();
}
