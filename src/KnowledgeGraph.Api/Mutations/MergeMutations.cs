using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Curation.Merging;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`mergeTopics`, `mergeMembers` and `undoMerge`.</summary>
internal static class MergeMutations
{
    // So often somebody else may commit between reading and writing.
    private const int AttemptsMax = 40;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        var mutation = schema.Object<Root>("Mutation")
            .EachObjectAsync<UndoPayload>("undoMerge", (_, context) => UndoAsync(context));
        foreach (var kind in (ReadOnlySpan<NodeKindDefinition>)[NodeKinds.Topic, NodeKinds.Member])
        {
            var name = $"merge{kind.Name}s";
            mutation.EachObjectAsync<MergePayload>(name, (_, context) => MergeAsync(kind, context));
            schema.Object<MergePayload>($"Merge{kind.Name}sPayload")
                .EachObject<int>(FieldNames.Singular(kind), (payload, _) => payload.Node)
                .EachObject("merge", (payload, _) => payload.Merge)
                .EachObjects("userErrors", (payload, _) => payload.Errors);
        }

        schema.Object<UndoPayload>("UndoMergePayload")
            .EachObject<int>("restored", (payload, _) => payload.Restored)
            .EachObject<int>("into", (payload, _) => payload.Into)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<MergePayload?> MergeAsync(NodeKindDefinition kind, FieldContext context)
    {
        var input = context.Object("input")!;
        var community = context.State<CommunityContext>();
        var id = $"merge:{Guid.CreateVersion7():N}";
        for (var attempt = 1; ; attempt++)
        {
            // What is hidden moves too.
            var reader = community.Everything;
            var errors = new List<UserError>();
            var from = Find(reader, kind, input, "from", errors);
            var into = Find(reader, kind, input, "into", errors);
            if (errors.Count == 0 && from == into)
                errors.Add(new UserError(ErrorCodes.SelfLink, "Nothing merges with itself.", ["input", "into"]));
            if (errors.Count > 0) return new MergePayload(null, null, errors);
            var (commands, journal) = NodeMerge.Plan(
                reader, from, into, id, community.Clock.GetUtcNow().UtcTicks);
            var intoId = reader.Ids.String(into)!;
            if (TooLarge(commands) is { } tooLarge) return new MergePayload(null, null, [tooLarge]);
            var refused = await CommitAsync(community, commands, reader.Sequence, context).ConfigureAwait(false);
            if (IsOvertaken(refused) && attempt < AttemptsMax) continue;
            if (refused.Count > 0) return new MergePayload(null, null, refused);
            community.Reader.TryFind(intoId, out var merged);
            return new MergePayload(merged, new KeptMerge(merged, "", journal), []);
        }
    }

    private static async ValueTask<UndoPayload?> UndoAsync(FieldContext context)
    {
        var input = context.Object("input")!;
        var community = context.State<CommunityContext>();
        var id = input.Field("id")!.AsString();
        var isForced = input.Field("evenIfChanged")!.AsBoolean();
        for (var attempt = 1; ; attempt++)
        {
            var reader = community.Everything;
            var all = MergeUndo.All(reader, [NodeKind.Topic, NodeKind.Member]);
            if (all.FirstOrDefault(one => one.Journal.Id == id) is not { } merge) return Refused(NotFound(id, all));
            if (merge.Journal.Node.Kind == NodeKind.Member && community.Viewer.Role < Role.Moderator)
            {
                return Refused(new UserError(
                    ErrorCodes.Forbidden, "Merges of members are taken back by moderators.", ["input", "id"]));
            }

            var (commands, conflicts) = MergeUndo.Plan(reader, merge);
            if (conflicts.Count > 0 && (!isForced || MergeUndo.IsTaken(reader, merge)))
            {
                return new UndoPayload(null, null,
                [
                    .. conflicts.Select(conflict => new UserError(ErrorCodes.Conflict, conflict, ["input", "id"])),
                ]);
            }

            var intoId = reader.Ids.String(merge.Into)!;
            if (TooLarge(commands) is { } tooLarge) return Refused(tooLarge);
            var refused = await CommitAsync(community, commands, reader.Sequence, context).ConfigureAwait(false);
            if (IsOvertaken(refused) && attempt < AttemptsMax) continue;
            if (refused.Count > 0) return new UndoPayload(null, null, refused);
            return new UndoPayload(
                community.Reader.TryFind(merge.Journal.Node.Id, out var restored) ? restored : null,
                community.Reader.TryFind(intoId, out var into) ? into : null, []);
        }
    }

    private static int Find(
        GraphReader reader, NodeKindDefinition kind, InputValue input, string field, List<UserError> errors)
    {
        var id = input.Field(field)!.AsString();
        if (!NodeIds.TryGetKind(id, out var named) || named != kind.Kind)
        {
            errors.Add(new UserError(
                ErrorCodes.WrongKind,
                $"\"{id}\" is not the id of a {kind.Name}, which begins with \"{kind.IdPrefix}:\".", ["input", field]));
        }
        else if (reader.TryFind(id, kind.Kind, out var node))
        {
            return node;
        }
        else
        {
            errors.Add(UserError.From(StoreRefusals.NodeNotFound(id, field), "input"));
        }

        return GraphReader.NoNode;
    }

    private static async ValueTask<IReadOnlyList<UserError>> CommitAsync(
        CommunityContext community, IReadOnlyList<Command> commands, long seen, FieldContext context)
    {
        var result = await community.ExecuteIfLastAsync(commands, seen, context).ConfigureAwait(false);
        return
        [
            .. result.Outcomes.SelectMany(outcome => outcome.Refusals)
                .Select(refusal => UserError.From(refusal with { Property = null }, "input")),
        ];
    }

    private static bool IsOvertaken(IReadOnlyList<UserError> errors) =>
        errors.Count == 1 && errors[0].Code == ErrorCodes.Conflict;

    private static UserError? TooLarge(IReadOnlyList<Command> commands) => commands.Count <= Limits.CommandsPerCommitMax
        ? null
        : new UserError(
            ErrorCodes.TooLarge,
            $"That makes {commands.Count} changes; at most {Limits.CommandsPerCommitMax} are made at once.", ["input"]);

    // What was merged within another merge is taken back after that one.
    private static UserError NotFound(string id, IReadOnlyList<KeptMerge> all)
    {
        var outer = all.FirstOrDefault(one => one.Text.Contains($"\"{id}\"", StringComparison.Ordinal));
        return outer is null
            ? new UserError(ErrorCodes.NodeNotFound, $"There is no merge `{id}`. See `merges`.", ["input", "id"])
            : new UserError(
                ErrorCodes.Conflict,
                $"What came of it was merged again: take `{outer.Journal.Id}` back first.", ["input", "id"]);
    }

    private static UndoPayload Refused(UserError error) => new(null, null, [error]);

    private sealed record MergePayload(int? Node, KeptMerge? Merge, IReadOnlyList<UserError> Errors);

    private sealed record UndoPayload(int? Restored, int? Into, IReadOnlyList<UserError> Errors);
}
