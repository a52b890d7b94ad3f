using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`recordInteractions`: each on its own, so that one mistake does not hold up the others.</summary>
internal static class InteractionMutations
{
    private const string ItemsField = "interactions";

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Mutation")
            .EachObjectAsync<RecordPayload>("recordInteractions", (_, context) => RecordAsync(context));
        schema.Object<RecordPayload>("RecordInteractionsPayload")
            .Each("recorded", (payload, _) => payload.Recorded)
            .Each("alreadyRecorded", (payload, _) => payload.AlreadyRecorded)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<RecordPayload?> RecordAsync(FieldContext context)
    {
        var items = context.Object("input")!.Field(ItemsField)!.AsList();
        if (items.Count == 0) return new RecordPayload(0, 0, []);
        if (items.Count > Limits.InteractionsPerRequestMax) return TooMany(items.Count);

        var community = context.State<CommunityContext>();
        var commands = new List<Command>(items.Count);
        var places = new List<int>(items.Count);
        var (recorded, alreadyRecorded, errors) = (0, 0, new List<UserError>());
        for (var index = 0; index < items.Count; index++)
        {
            var interaction = Read(items[index]);
            var refusals = Refused(community, interaction);
            AddErrors(refusals, index, errors);
            if (refusals.Count > 0) continue;
            commands.Add(new RecordInteraction(interaction));
            places.Add(index);
        }

        var result = await community
            .ExecuteAsync(commands, RefusalPolicy.Skip, context).ConfigureAwait(false);
        for (var index = 0; index < commands.Count; index++)
        {
            var outcome = result.Outcomes[index];
            if (outcome.Kind == OutcomeKind.Created) recorded++;
            else if (outcome.Kind == OutcomeKind.Unchanged) alreadyRecorded++;
            AddErrors(outcome.Refusals, places[index], errors);
        }

        return new RecordPayload(recorded, alreadyRecorded, errors);
    }

    private static void AddErrors(IReadOnlyList<Refusal> refusals, int index, List<UserError> errors)
    {
        foreach (var refusal in refusals)
            errors.Add(UserError.From(Rename(refusal), "input", ItemsField, index.ToString()));
    }

    // What is hidden is refused in the words for what is not there. Ids of one's own cannot meet those of what is
    // hidden.
    private static List<Refusal> Refused(CommunityContext community, EdgeRecord interaction)
    {
        if (community.Viewer.SeesEverything) return [];
        var refusals = new List<Refusal>();
        var prefix = $"{interaction.From}/";
        if (!interaction.Id!.StartsWith(prefix, StringComparison.Ordinal))
        {
            refusals.Add(new Refusal(
                ErrorCodes.InvalidId,
                $"Ids of what a member did begin with the member's: use `{prefix}...`, once for each event.", "id"));
        }

        if (community.Hides(interaction.From)) refusals.Add(StoreRefusals.NodeNotFound(interaction.From, "from"));
        if (interaction.To is { } to && community.Hides(to)) refusals.Add(StoreRefusals.NodeNotFound(to, "to"));
        return refusals;
    }

    private static EdgeRecord Read(InputValue item)
    {
        var name = item.Field("type")!.AsString();
        if (!EdgeTypes.TryGet(name, out var type))
            throw new InvalidOperationException($"The schema has the interaction type {name}; the table has not.");
        return new EdgeRecord(
            type.Type,
            item.Field("member")!.AsString(),
            item.Field("target") is { IsNull: false } target ? target.AsString() : null,
            InstantInput.ReadTicks(item.Field("at")!),
            item.Field("id")!.AsString(),
            PropertyInput.ReadAll(type.Properties, item));
    }

    // The ends of an interaction are called by what they are.
    private static Refusal Rename(Refusal refusal) => refusal.Property switch
    {
        "from" => refusal with { Property = "member" },
        "to" => refusal with { Property = "target" },
        _ => refusal,
    };

    private static RecordPayload TooMany(int count) => new(0, 0,
    [
        new UserError(
            ErrorCodes.TooLarge,
            $"{count} interactions in one request; at most {Limits.InteractionsPerRequestMax} are taken: " +
            "send them in parts.",
            ["input", ItemsField]),
    ]);

    private sealed record RecordPayload(int Recorded, int AlreadyRecorded, IReadOnlyList<UserError> Errors);
}
