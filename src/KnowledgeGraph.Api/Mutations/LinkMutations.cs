using KnowledgeGraph.Api.Edges;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`link` and `unlink`.</summary>
internal static class LinkMutations
{
    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Mutation")
            .EachObjectAsync<LinkPayload>("link", (_, context) => LinkAsync(context))
            .EachObjectAsync<UnlinkPayload>("unlink", (_, context) => UnlinkAsync(context));
        schema.Object<LinkPayload>("LinkPayload")
            .EachObject("link", (payload, _) => payload.Link)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
        schema.Object<UnlinkPayload>("UnlinkPayload")
            .Each("removed", (payload, _) => payload.Removed)
            .EachObject<int>("from", (payload, _) => payload.From)
            .EachObject<int>("to", (payload, _) => payload.To)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
        var link = schema.Object<LinkRow>("Link")
            .Each("type", (row, _) => EdgeTypes.Of(row.Record.Type).Name)
            .EachObject<int>("from", (row, _) => row.From)
            .EachObject<int>("to", (row, _) => row.To)
            .Each("at", (row, _) => InstantOf(row.Record.At));
        foreach (var property in EdgeProperties.OfLinks) RegisterProperty(link, property);
    }

    private static void RegisterProperty(ObjectResolvers<LinkRow> link, PropertyDefinition property)
    {
        var name = property.Name;
        _ = property.Type switch
        {
            PropertyType.Text =>
                link.Each(name, (row, _) => row[name] is { IsNull: false } value ? value.AsText() : null),
            PropertyType.Integer =>
                link.Each<long?>(name, (row, _) => row[name] is { IsNull: false } value ? value.AsInteger() : null),
            PropertyType.Number =>
                link.Each<double?>(name, (row, _) => row[name] is { IsNull: false } value ? value.AsNumber() : null),
            PropertyType.Boolean =>
                link.Each<bool?>(name, (row, _) => row[name] is { IsNull: false } value ? value.AsBoolean() : null),
            PropertyType.TextList => link.EachList<string>(
                name, (row, _) => row[name] is { IsNull: false } value ? value.AsTextList() : null),
            _ => throw new InvalidOperationException($"No link has a property such as {name}."),
        };
    }

    private static async ValueTask<LinkPayload?> LinkAsync(FieldContext context)
    {
        var input = context.Object("input")!;
        var type = TypeOf(input);
        var misplaced = Misplaced(type, input);
        if (misplaced.Count > 0) return new LinkPayload(null, misplaced);

        var community = context.State<CommunityContext>();
        long? at = input.Field("at") switch
        {
            null => community.Clock.GetUtcNow().UtcTicks,
            { IsNull: true } => null,
            var given => InstantInput.ReadTicks(given),
        };
        var record = new EdgeRecord(
            type.Type, input.Field("from")!.AsString(), input.Field("to")!.AsString(), at, null,
            PropertyInput.ReadAll(type.Properties, input));
        var (_, errors) = await community
            .ExecuteAsync(new PutLink(record), context.CancellationToken).ConfigureAwait(false);
        return errors.Count == 0 &&
            community.Reader.TryFind(record.From, out var from) && community.Reader.TryFind(record.To!, out var to)
            ? new LinkPayload(new LinkRow(record, from, to), [])
            : new LinkPayload(null, errors);
    }

    private static async ValueTask<UnlinkPayload?> UnlinkAsync(FieldContext context)
    {
        var input = context.Object("input")!;
        var from = input.Field("from")!.AsString();
        var to = input.Field("to")!.AsString();
        var community = context.State<CommunityContext>();
        var command = new RemoveLink(TypeOf(input).Type, from, to);
        var (outcome, errors) = await community
            .ExecuteAsync(command, context.CancellationToken).ConfigureAwait(false);
        return new UnlinkPayload(outcome == OutcomeKind.Deleted, Find(community, from), Find(community, to), errors);
    }

    private static int? Find(CommunityContext community, string id) =>
        community.Reader.TryFind(id, out var node) ? node : null;

    private static EdgeTypeDefinition TypeOf(InputValue input)
    {
        var name = input.Field("type")!.AsString();
        return EdgeTypes.TryGet(name, out var type)
            ? type
            : throw new InvalidOperationException($"The schema has the link type {name}; the table has not.");
    }

    // A property of another type's links is a mistake to be told, not to be dropped.
    private static List<UserError> Misplaced(EdgeTypeDefinition type, InputValue input) =>
    [
        .. EdgeProperties.OfLinks
            .Where(property => !type.TryGetProperty(property.Name, out _) &&
                input.Field(property.Name) is { IsNull: false })
            .Select(property => new UserError(
                ErrorCodes.InvalidValue,
                $"A link {type.Name} has no `{property.Name}`: leave it out.",
                ["input", property.Name])),
    ];

    private static DateTime? InstantOf(long? ticks) =>
        ticks is { } known ? new DateTime(known, DateTimeKind.Utc) : null;

    private sealed record LinkPayload(LinkRow? Link, IReadOnlyList<UserError> Errors);

    private sealed record UnlinkPayload(bool Removed, int? From, int? To, IReadOnlyList<UserError> Errors);

    private sealed record LinkRow(EdgeRecord Record, int From, int To)
    {
        /// <summary>The value of that property; null too where the type has none of that name.</summary>
        public PropertyValue this[string property] =>
            EdgeTypes.Of(Record.Type).TryGetProperty(property, out var definition)
                ? Record.Values[definition.Index]
                : PropertyValue.Null;
    }
}
