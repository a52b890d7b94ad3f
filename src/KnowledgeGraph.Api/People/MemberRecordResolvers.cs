using KnowledgeGraph.Api.Mutations;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Api.People;

/// <summary>`exportMember` and `eraseMember`.</summary>
internal static class MemberRecordResolvers
{
    private static readonly Relation Documents =
        ReadModel.Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document);

    private static readonly Relation Authors =
        ReadModel.Relations.Of(EdgeType.Authored, EdgeDirection.In, NodeKind.Member);

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObjectAsync<MemberExport>("exportMember", (_, context) => ExportAsync(context));
        schema.Object<MemberExport>("MemberExport")
            .EachObject<int>("member", (export, _) => export.Member)
            .Each("lineCount", (export, _) => export.Lines.Count)
            .Each("lines", (export, _) => string.Join('\n', export.Lines));
        schema.Object<Root>("Mutation")
            .EachObjectAsync<ErasePayload>("eraseMember", (_, context) => EraseAsync(context));
        schema.Object<ErasePayload>("EraseMemberPayload")
            .Each("erased", (payload, _) => payload.Erased)
            .Each("isScrubbed", (payload, _) => payload.IsScrubbed)
            .EachObjects("userErrors", (payload, _) => payload.Errors);
    }

    private static async ValueTask<MemberExport?> ExportAsync(FieldContext context)
    {
        var community = context.State<CommunityContext>();
        var records = AuditResolvers.RecordsOf(context);
        var id = context.String("id")!;
        if (!community.Reader.TryFind(id, NodeKind.Member, out var member)) return null;
        var lines = MemberLines.Of(community.Reader, member);
        var record = community.Reader.RecordOf(member);
        HashSet<string> names = [record.Id, .. record["mergedIds"].IsNull ? [] : record["mergedIds"].AsTextList()];
        await foreach (var entry in records.ReadAuditAsync(cancellation: context.CancellationToken)
            .ConfigureAwait(false))
        {
            if (names.Contains(entry.Actor) || entry.Targets.Any(names.Contains)) lines.Add(MemberLines.Of(entry));
        }

        await records.NoteAsync(community.Actor, community.StampOf("exportMember"), [id], context.CancellationToken)
            .ConfigureAwait(false);
        return new MemberExport(member, lines);
    }

    private static async ValueTask<ErasePayload?> EraseAsync(FieldContext context)
    {
        var community = context.State<CommunityContext>();
        var records = AuditResolvers.RecordsOf(context);
        var input = context.Object("input")!;
        var id = input.Field("id")!.AsString();
        if (!community.Reader.TryFind(id, NodeKind.Member, out var member))
            return new ErasePayload(0, true, [UserError.From(StoreRefusals.NodeNotFound(id, "id"), "input")]);
        // The person is known by the ids that were merged too.
        var record = community.Reader.RecordOf(member);
        var ids = new List<string> { record.Id };
        if (!record["mergedIds"].IsNull) ids.AddRange(record["mergedIds"].AsTextList());
        if (input.Field("documents")!.AsString() == "DELETE") AddOwnDocuments(community.Reader, member, ids);
        var request = new ErasureRequest(ids, community.Actor, community.StampOf("eraseMember"));
        // Once begun it is brought to its end, whoever goes.
        var result = await records.EraseAsync(request, CancellationToken.None).ConfigureAwait(false);
        await community.ReadFromAsync(result.Sequence, context.CancellationToken).ConfigureAwait(false);
        return new ErasePayload(result.Nodes, result.IsScrubbed, []);
    }

    // Those that nobody else wrote.
    private static void AddOwnDocuments(GraphReader reader, int member, List<string> ids)
    {
        foreach (var (document, _) in reader.Follow(Documents, member))
        {
            if (reader.Degree(Authors, document) == 1) ids.Add(reader.Ids.String(document)!);
        }
    }

    private sealed record MemberExport(int Member, IReadOnlyList<string> Lines);

    private sealed record ErasePayload(int Erased, bool IsScrubbed, IReadOnlyList<UserError> Errors);
}
