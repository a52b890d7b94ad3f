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

        var commands = new Command[items.Count];
        for (var index = 0; index < commands.Length; index++)
            commands[index] = new RecordInteraction(Read(items[index]));
        var result = await context.State<CommunityContext>()
            .ExecuteAsync(commands, RefusalPolicy.Skip, context.CancellationToken).ConfigureAwait(false);

        var (recorded, alreadyRecorded, errors) = (0, 0, new List<UserError>());
        for (var index = 0; index < commands.Length; index++)
        {
            var outcome = result.Outcomes[index];
            if (outcome.Kind == OutcomeKind.Created) recorded++;
            else if (outcome.Kind == OutcomeKind.Unchanged) alreadyRecorded++;
            foreach (var refusal in outcome.Refusals)
                errors.Add(UserError.From(Rename(refusal), "input", ItemsField, index.ToString()));
        }

        return new RecordPayload(recorded, alreadyRecorded, errors);
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
