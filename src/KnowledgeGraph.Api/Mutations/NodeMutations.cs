using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`createX`, `updateX` and `deleteX` for each kind of the table.</summary>
internal static class NodeMutations
{
    private const string IdField = "id";
    private const string ExpectedField = "expected";

    // What the service fills in at creation where the input does not name it.
    private static readonly Dictionary<NodeKind, string> CreationTimes = new()
    {
        [NodeKind.Member] = "joinedAt",
        [NodeKind.Document] = "createdAt",
    };

    public static void Register(ExecutableSchemaBuilder schema)
    {
        var mutation = schema.Object<Root>("Mutation");
        foreach (var kind in NodeKinds.All)
        {
            mutation.EachObjectAsync<NodePayload>($"create{kind.Name}", (_, context) => CreateAsync(kind, context));
            mutation.EachObjectAsync<NodePayload>($"update{kind.Name}", (_, context) => UpdateAsync(kind, context));
            mutation.EachObjectAsync<NodePayload>($"delete{kind.Name}", (_, context) => DeleteAsync(kind, context));

            var field = FieldNames.Singular(kind);
            foreach (var verb in (ReadOnlySpan<string>)["Create", "Update"])
            {
                schema.Object<NodePayload>($"{verb}{kind.Name}Payload")
                    .EachObject<int>(field, (payload, _) => payload.Node)
                    .EachObjects("userErrors", (payload, _) => payload.Errors);
            }

            schema.Object<NodePayload>($"Delete{kind.Name}Payload")
                .Each("deletedId", (payload, _) => payload.DeletedId)
                .EachObjects("userErrors", (payload, _) => payload.Errors);
        }
    }

    private static ValueTask<NodePayload?> CreateAsync(NodeKindDefinition kind, FieldContext context)
    {
        var input = context.Object("input")!;
        var id = input.Field(IdField) is { IsNull: false } given ? given.AsString() : NewId(kind);
        var values = PropertyInput.ReadAll(kind.Properties, input);
        if (CreationTimes.TryGetValue(kind.Kind, out var name) && input.Field(name) is null)
            values[kind[name].Index] = PropertyValue.Instant(context.State<CommunityContext>().Clock.GetUtcNow());
        // Left out, it is what the service has set for the kind.
        if (input.Field("access") is null or { IsNull: true }) values[kind["access"].Index] = PropertyValue.Null;
        var create = new CreateNode(new NodeRecord(id, kind.Kind, values));
        return IsOwnDocument(kind, context)
            ? ChangeAsync([create, Authorship(id, context)], id, context)
            : ChangeAsync([create], id, context);
    }

    private static ValueTask<NodePayload?> UpdateAsync(NodeKindDefinition kind, FieldContext context)
    {
        var input = context.Object("input")!;
        var id = input.Field(IdField)!.AsString();
        if (WrongPrefix(kind, id) is { } error) return ValueTask.FromResult<NodePayload?>(Refused(error));
        var (values, set) = PropertyInput.ReadGiven(kind.Properties, input);
        var update = new UpdateNode(new NodeRecord(id, kind.Kind, values), set);
        if (input.Field(ExpectedField) is { IsNull: false } expected)
        {
            var (expectedValues, expectedSet) = PropertyInput.ReadGiven(kind.Properties, expected);
            update = update with { Expected = expectedValues, ExpectedSet = expectedSet };
        }

        return ChangeAsync([update], id, context);
    }

    private static async ValueTask<NodePayload?> DeleteAsync(NodeKindDefinition kind, FieldContext context)
    {
        var id = context.Object("input")!.Field(IdField)!.AsString();
        if (WrongPrefix(kind, id) is { } error) return Refused(error);
        var community = context.State<CommunityContext>();
        var (_, errors) = await community
            .ExecuteAsync(new DeleteNode(id), context).ConfigureAwait(false);
        return new NodePayload(null, errors.Count == 0 ? id : null, errors);
    }

    // A member is the author of what it creates; a curator creates for others.
    private static bool IsOwnDocument(NodeKindDefinition kind, FieldContext context) =>
        kind.Kind == NodeKind.Document
        && context.State<CommunityContext>().Viewer is { Role: Role.Member, MemberId: not null };

    private static PutLink Authorship(string id, FieldContext context)
    {
        var community = context.State<CommunityContext>();
        var values = new PropertyValue[EdgeTypes.Of(EdgeType.Authored).Properties.Count];
        return new PutLink(new EdgeRecord(
            EdgeType.Authored, community.Viewer.MemberId!, id, community.Clock.GetUtcNow().UtcTicks, null, values));
    }

    private static async ValueTask<NodePayload?> ChangeAsync(
        IReadOnlyList<Command> commands, string id, FieldContext context)
    {
        var community = context.State<CommunityContext>();
        var result = await community
            .ExecuteAsync(commands, RefusalPolicy.RefuseAll, context).ConfigureAwait(false);
        UserError[] errors = [.. result.Outcomes
            .SelectMany(outcome => outcome.Refusals).Select(refusal => UserError.From(refusal, "input"))];
        return errors.Length == 0 && community.Reader.TryFind(id, out var node)
            ? new NodePayload(node, null, [])
            : new NodePayload(null, null, errors);
    }

    // Ids made later sort after those made before.
    internal static string NewId(NodeKindDefinition kind) =>
        NodeIds.Make(kind.Kind, Guid.CreateVersion7().ToString("N"));

    internal static UserError? WrongPrefix(NodeKindDefinition kind, string id) =>
        NodeIds.TryGetKind(id, out var named) && named == kind.Kind
            ? null
            : new UserError(
                ErrorCodes.WrongKind,
                $"\"{id}\" is not the id of a {kind.Name}, which begins with \"{kind.IdPrefix}:\".",
                ["input", IdField]);

    private static NodePayload Refused(UserError error) => new(null, null, [error]);
}
