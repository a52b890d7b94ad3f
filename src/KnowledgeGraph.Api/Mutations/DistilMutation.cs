using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Api.Mutations;

/// <summary>`distil`.</summary>
internal static class DistilMutation
{
    private const string SourcesField = "sources";

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Mutation")
            .EachObjectAsync<Payload>("distil", (_, context) => DistilAsync(context));
        schema.Object<Payload>("DistilPayload")
            .EachObject<int>("document", (payload, _) => payload.Document)
            .EachObjects<int>("creditedMembers", (payload, _) => payload.Credited)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<Payload?> DistilAsync(FieldContext context)
    {
        var input = context.Object("input")!;
        var community = context.State<CommunityContext>();
        string[] sources = [.. input.Field(SourcesField)!.AsList().Select(item => item.AsString())];
        var nodes = new List<int>();
        var errors = ErrorsOf(community.Reader, sources, nodes);
        if (errors.Count > 0) return new Payload(null, [], errors);
        var document = Read(input, community, nodes);
        if (document["access"].IsNull) return new Payload(null, [], [DifferentReaders()]);

        var ids = community.Reader.Ids;
        IEnumerable<string> topics = input.Field("topics") is { IsNull: false } given
            ? given.AsList().Select(topic => topic.AsString()).Distinct()
            : Distillation.TopicsOf(community.Reader, nodes).Select(topic => ids.String(topic)!);
        var commands = Distillation.Commands(
            document, nodes.Select(node => ids.String(node)!), topics, community.Self, community.MadeBy,
            community.Clock.GetUtcNow().UtcTicks);
        var result = await community
            .ExecuteAsync(commands, RefusalPolicy.RefuseAll, context).ConfigureAwait(false);
        UserError[] refused = [.. result.Outcomes.SelectMany((outcome, index) =>
            outcome.Refusals.Select(refusal => UserError.From(Rename(refusal, commands[index]), "input")))];
        if (refused.Length > 0) return new Payload(null, [], refused);
        var reader = community.Reader;
        reader.TryFind(document.Id, out var created);
        var found = sources.Select(source => reader.TryFind(source, out var node) ? node : GraphReader.NoNode);
        return new Payload(created, Distillation.AuthorsOf(reader, found.Where(node => node >= 0)), []);
    }

    private static NodeRecord Read(InputValue input, CommunityContext community, List<int> sources)
    {
        var reader = community.Reader;
        var kind = NodeKinds.Document;
        var id = input.Field("id") is { IsNull: false } given ? given.AsString() : NodeMutations.NewId(kind);
        var values = PropertyInput.ReadAll(kind.Properties, input);
        values[kind["createdAt"].Index] = PropertyValue.Instant(community.Clock.GetUtcNow());
        foreach (var name in (ReadOnlySpan<string>)["language", "license"])
        {
            if (input.Field(name) is null)
                values[kind[name].Index] = PropertyValue.TextOrNull(Distillation.Common(reader, name, sources));
        }

        if (input.Field("access") is null or { IsNull: true })
            values[kind["access"].Index] = PropertyValue.TextOrNull(Distillation.Access(reader, sources));
        return new NodeRecord(id, NodeKind.Document, values);
    }

    private static List<UserError> ErrorsOf(GraphReader reader, string[] sources, List<int> nodes)
    {
        if (sources.Length is 0 or > Limits.NodesPerRequestMax)
        {
            var code = sources.Length == 0 ? ErrorCodes.PropertyRequired : ErrorCodes.TooLarge;
            return [new UserError(
                code, $"A document is made of 1 to {Limits.NodesPerRequestMax} sources, not of {sources.Length}.",
                ["input", SourcesField])];
        }

        var errors = new List<UserError>();
        for (var index = 0; index < sources.Length; index++)
        {
            if (ErrorOf(reader, sources[index], nodes) is { } error)
                errors.Add(new UserError(error.Code, error.Message, ["input", SourcesField, index.ToString()]));
        }

        return errors;
    }

    private static (string Code, string Message)? ErrorOf(GraphReader reader, string source, List<int> nodes)
    {
        if (!reader.TryFind(source, out var node))
            return (ErrorCodes.NodeNotFound, StoreRefusals.NodeNotFound(source, "id").Message);
        if (reader.KindOf(node) != NodeKind.Document)
            return (ErrorCodes.WrongKind, $"`{source}` is no document: name the documents that it was made from.");
        if (nodes.Contains(node))
            return (ErrorCodes.DuplicateInRequest, $"`{source}` is named twice: name each source once.");
        nodes.Add(node);
        return null;
    }

    private static UserError DifferentReaders() => new(
        ErrorCodes.PropertyRequired,
        "The sources are for readers of different tiers: say with `access` who may read what was made of them.",
        ["input", "access"]);

    // What is wrong with the end of a link is wrong with what the input names there.
    private static Refusal Rename(Refusal refusal, Command command) => command switch
    {
        PutLink { Link.Type: EdgeType.DerivedFrom } => refusal with { Property = SourcesField },
        PutLink { Link.Type: EdgeType.About } => refusal with { Property = "topics" },
        _ => refusal,
    };

    private sealed record Payload(int? Document, IReadOnlyList<int> Credited, IReadOnlyList<UserError> Errors);
}
