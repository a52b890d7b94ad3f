using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.Api.Mutations;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation.Inbox;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>
/// `completeInboxItem`, `dismissInboxItem`, `snoozeInboxItem` and `reopenInboxItem`: each item on its own. What is said
/// last takes the place of what was said before; saying it again changes nothing.
/// </summary>
internal static class InboxMutations
{
    private const string ItemsField = "items";

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Mutation")
            .EachObjectAsync<Payload>("completeInboxItem", (_, context) => RunAsync(context, TriageState.Done))
            .EachObjectAsync<Payload>("dismissInboxItem", (_, context) => RunAsync(context, TriageState.Dismissed))
            .EachObjectAsync<Payload>("snoozeInboxItem", (_, context) => RunAsync(context, TriageState.Snoozed))
            .EachObjectAsync<Payload>("reopenInboxItem", (_, context) => RunAsync(context, null));
        schema.Object<Payload>("InboxItemsPayload")
            .Each("changed", (payload, _) => payload.Changed)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<Payload?> RunAsync(FieldContext context, TriageState? state)
    {
        var community = context.State<CommunityContext>();
        var input = context.Object("input")!;
        var ids = input.Field(ItemsField)!.AsList().Select(item => item.AsString()).ToList();
        if (ids.Count > Limits.NodesPerRequestMax)
        {
            return Refused(
                ErrorCodes.TooLarge,
                $"{ids.Count} items in one request; at most {Limits.NodesPerRequestMax} are taken: send them in parts.",
                ItemsField);
        }

        var now = community.Clock.GetUtcNow().UtcTicks;
        var until = state == TriageState.Snoozed ? InstantInput.ReadTicks(input.Field("until")!) : (long?)null;
        if (until <= now) return Refused(ErrorCodes.InvalidValue, "`until` has to be later than now.", "until");
        var by = input.Field("by") is { IsNull: false } named ? named.AsString() : community.Viewer.MemberId;
        if (state is not null && by is null)
        {
            return Refused(
                ErrorCodes.InvalidValue, "Who asks is no member: say in `by` which curator says so.", "by");
        }

        var commands = new List<Command>();
        var places = new List<int>();
        var errors = new List<UserError>();
        foreach (var (place, id) in ids.Index())
        {
            if (!InboxResolvers.TryRead(community.Reader, id, out var kind, out var node))
            {
                errors.Add(new UserError(
                    ErrorCodes.NodeNotFound, $"There is no item `{id}`.", ["input", ItemsField, place.ToString()]));
                continue;
            }

            foreach (var command in Commands(community, kind, node, state, until, by, now))
            {
                commands.Add(command);
                places.Add(place);
            }
        }

        if (commands.Count == 0) return new Payload(0, errors);
        var result = await community.ExecuteAsync(commands, RefusalPolicy.Skip, context).ConfigureAwait(false);
        var changed = new HashSet<int>();
        for (var index = 0; index < places.Count; index++)
        {
            var outcome = result.Outcomes[index];
            if (outcome.Refusals.Count == 0 && outcome.Kind != OutcomeKind.Unchanged) changed.Add(places[index]);
            errors.AddRange(outcome.Refusals.Select(refusal =>
                UserError.From(refusal, "input", ItemsField, places[index].ToString())));
        }

        return new Payload(changed.Count, errors);
    }

    // What was said of the item before goes; nothing where the same holds already, or there is no such work now.
    private static IEnumerable<Command> Commands(
        CommunityContext community, InboxKind kind, int node, TriageState? state, long? until, string? by, long now)
    {
        var reader = community.Reader;
        var before = Triage.At(reader, node).Where(it => it.Kind == kind).ToList();
        if (state is not { } said)
        {
            foreach (var old in before) yield return new RemoveInteraction(old.EdgeId);
            yield break;
        }

        var inbox = CuratorInbox.Of(reader, now);
        if (!inbox.Places.TryGetValue((kind, node), out var place)) yield break;
        var fingerprint = inbox.Item(inbox.Entries[place]).Fingerprint;
        if (before is [var last, ..] && last.State == said && last.Fingerprint == fingerprint && last.Until == until)
            yield break;
        foreach (var old in before) yield return new RemoveInteraction(old.EdgeId);
        var type = EdgeTypes.Of(EdgeType.Triaged);
        var text = Triage.TextOf(said, kind, fingerprint, until);
        var values = new PropertyValue[type.Properties.Count];
        values[type["text"].Index] = PropertyValue.Text(text);
        values[type["madeBy"].Index] = PropertyValue.Text(community.Actor);
        var id = reader.Ids.String(node)!;
        yield return new RecordInteraction(
            new EdgeRecord(EdgeType.Triaged, by!, id, now, Triage.IdOf(id, text), values));
    }

    private static Payload Refused(string code, string message, string field) =>
        new(0, [new UserError(code, message, ["input", field])]);

    private sealed record Payload(int Changed, IReadOnlyList<UserError> Errors);
}
