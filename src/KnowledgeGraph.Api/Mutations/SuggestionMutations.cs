using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`acceptSuggestion`, `rejectSuggestion` and `undoSuggestion`: each link on its own.</summary>
internal static class SuggestionMutations
{
    private const string ItemsField = "links";

    private delegate Command ToCommand(SuggestedLink link, CommunityContext community, string? by);

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Mutation")
            .EachObjectAsync<Payload>("acceptSuggestion", (_, context) => RunAsync(Accept, context))
            .EachObjectAsync<Payload>("rejectSuggestion", (_, context) => RunAsync(Reject, context))
            .EachObjectAsync<Payload>("undoSuggestion", (_, context) => RunAsync(Undo, context));
        schema.Object<Payload>("SuggestionsPayload")
            .Each("changed", (payload, _) => payload.Changed)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<Payload?> RunAsync(ToCommand toCommand, FieldContext context)
    {
        var community = context.State<CommunityContext>();
        if (community.Viewer.Role < Role.Curator)
            throw new GraphQLException("Only curators accept and reject suggestions.", "FORBIDDEN");
        var input = context.Object("input")!;
        var items = input.Field(ItemsField)!.AsList();
        if (items.Count > Limits.NodesPerRequestMax)
        {
            return new Payload(0, [new UserError(
                ErrorCodes.TooLarge,
                $"{items.Count} links in one request; at most {Limits.NodesPerRequestMax} are taken: " +
                "send them in parts.",
                ["input", ItemsField])]);
        }

        var by = input.Field("by") is { IsNull: false } named ? named.AsString() : community.Viewer.MemberId;
        var commands = items.Select(item => toCommand(Read(item), community, by)).ToArray();
        if (commands.Length == 0) return new Payload(0, []);
        var result = await community.ExecuteAsync(commands, RefusalPolicy.Skip, context.CancellationToken)
            .ConfigureAwait(false);
        var errors = result.Outcomes.SelectMany((outcome, index) => outcome.Refusals.Select(refusal =>
            UserError.From(refusal, "input", ItemsField, index.ToString())));
        return new Payload(result.Outcomes.Count(Changed), [.. errors]);
    }

    private static bool Changed(Outcome outcome) =>
        outcome.Refusals.Count == 0 && outcome.Kind != OutcomeKind.Unchanged;

    private static PutLink Accept(SuggestedLink link, CommunityContext community, string? by)
    {
        var type = EdgeTypes.Of(link.Type);
        var values = new PropertyValue[type.Properties.Count];
        values[type["madeBy"].Index] = PropertyValue.Text(by ?? community.Actor);
        return new(new EdgeRecord(
            link.Type, link.From, link.To, community.Clock.GetUtcNow().UtcTicks, null, values));
    }

    private static RecordInteraction Reject(SuggestedLink link, CommunityContext community, string? by)
    {
        var type = EdgeTypes.Of(EdgeType.Declined);
        var values = new PropertyValue[type.Properties.Count];
        values[type["text"].Index] = PropertyValue.Text(Declined.TextOf(link.Type, link.To));
        values[type["madeBy"].Index] = PropertyValue.Text(community.Actor);
        return new(new EdgeRecord(
            EdgeType.Declined, by ?? "", link.From, community.Clock.GetUtcNow().UtcTicks,
            Declined.IdOf(link.Type, link.From, link.To), values));
    }

    // A link that is there was accepted; one that is not there was rejected.
    private static Command Undo(SuggestedLink link, CommunityContext community, string? by)
    {
        var reader = community.Reader;
        var isThere = reader.TryFind(link.From, out var from) && reader.TryFind(link.To, out var to) &&
            EdgeTypes.Of(link.Type).To.Contains(reader.KindOf(to)) &&
            reader.AreJoined(
                ReadModel.Relations.Of(link.Type, ReadModel.EdgeDirection.Out, reader.KindOf(to)), from, to);
        return isThere
            ? new RemoveLink(link.Type, link.From, link.To)
            : new RemoveInteraction(Declined.IdOf(link.Type, link.From, link.To));
    }

    private static SuggestedLink Read(InputValue item)
    {
        var name = item.Field("type")!.AsString();
        return EdgeTypes.TryGet(name, out var type)
            ? new(type.Type, item.Field("from")!.AsString(), item.Field("to")!.AsString())
            : throw new InvalidOperationException($"The schema has the link type {name}; the table has not.");
    }

    private readonly record struct SuggestedLink(EdgeType Type, string From, string To);

    private sealed record Payload(int Changed, IReadOnlyList<UserError> Errors);
}
