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
        var (from, to) = (input.Field("from")!.AsString(), input.Field("to")!.AsString());
        if (Refused(community, type, from, to) is { Count: > 0 } refused) return new LinkPayload(null, refused);
        long? at = input.Field("at") switch
        {
            null => community.Clock.GetUtcNow().UtcTicks,
            { IsNull: true } => null,
            var given => InstantInput.ReadTicks(given),
        };
        var record = new EdgeRecord(
            type.Type, from, to, at, null,
            PropertyInput.ReadAll(type.Properties, input));
        var (_, errors) = await community
            .ExecuteAsync(new PutLink(record), context).ConfigureAwait(false);
        return errors.Count == 0 &&
            community.Reader.TryFind(from, out var source) && community.Reader.TryFind(to, out var target)
            ? new LinkPayload(new LinkRow(record, source, target), [])
            : new LinkPayload(null, errors);
    }

    private static async ValueTask<UnlinkPayload?> UnlinkAsync(FieldContext context)
    {
        var input = context.Object("input")!;
        var from = input.Field("from")!.AsString();
        var to = input.Field("to")!.AsString();
        var community = context.State<CommunityContext>();
        var type = TypeOf(input);
        if (!community.Viewer.SeesEverything && !type.OwnersMayLink)
            return new UnlinkPayload(false, Find(community, from), Find(community, to), [NotOwners(type)]);
        // A link to what is hidden is none.
        if (community.Hides(from) || community.Hides(to))
            return new UnlinkPayload(false, Find(community, from), Find(community, to), []);
        var command = new RemoveLink(type.Type, from, to);
        var (outcome, errors) = await community
            .ExecuteAsync(command, context).ConfigureAwait(false);
        return new UnlinkPayload(outcome == OutcomeKind.Deleted, Find(community, from), Find(community, to), errors);
    }

    private static int? Find(CommunityContext community, string id) =>
        community.Reader.TryFind(id, out var node) ? node : null;

    // What is hidden is refused in the words for what is not there.
    private static List<UserError> Refused(
        CommunityContext community, EdgeTypeDefinition type, string from, string to)
    {
        if (community.Viewer.SeesEverything) return [];
        if (!type.OwnersMayLink) return [NotOwners(type)];
        var errors = new List<UserError>();
        if (community.Hides(from)) errors.Add(UserError.From(StoreRefusals.NodeNotFound(from, "from"), "input"));
        if (community.Hides(to)) errors.Add(UserError.From(StoreRefusals.NodeNotFound(to, "to"), "input"));
        return errors;
    }

    private static UserError NotOwners(EdgeTypeDefinition type) => new(
        ErrorCodes.Forbidden,
        $"Links {type.Name} are put and taken away by curators: they say something of others.",
        ["input", "type"]);

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
