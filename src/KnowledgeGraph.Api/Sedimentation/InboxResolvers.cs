using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.Api.Recommendation;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Sedimentation.Inbox;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`inbox`: what there is to do. A cursor is a gain and an item's id.</summary>
internal static class InboxResolvers
{
    private const char List = 'I';
    private const char Separator = '/';

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject<PlainConnection<InboxRow>>("inbox", (_, context) => Read(context));
        schema.Object<InboxRow>("InboxItem")
            .Each("id", (row, context) => IdOf(context.Reader(), row.Item.Kind, row.Item.Node))
            .Each("kind", (row, _) => EnumNames.Of(row.Item.Kind))
            .EachObject<int>("node", (row, _) => row.Item.Node)
            .EachObjects<int>("others", (row, _) => row.Item.Others)
            .Each("gain", (row, _) => row.Item.Gain)
            .EachObjects<ReasonRow>("reasons", (row, _) =>
                [.. row.Item.Reasons.Select(reason => new ReasonRow(reason, row.InChinese))])
            .Each("act", (row, _) => row.Item.Act);
        schema.Object<ReasonRow>("InboxReason")
            .Each("name", (row, _) => row.Reason.Name)
            .Each("value", (row, _) => row.Reason.Value)
            .Each("text", (row, _) => row.InChinese ? row.Reason.Chinese : row.Reason.English);
        ReceiptResolvers.RegisterConnection<InboxRow>(schema, "InboxItem");
        InboxMutations.Register(schema);
    }

    /// <summary>An item's id: its kind and what it is about.</summary>
    public static string IdOf(GraphReader reader, InboxKind kind, int node) =>
        $"{EnumNames.Of(kind)}{Separator}{reader.Ids.String(node)}";

    /// <summary>Reads such an id; false where it is none, or names a node that is not there.</summary>
    public static bool TryRead(GraphReader reader, string id, out InboxKind kind, out int node)
    {
        (kind, node) = (default, -1);
        var end = id.IndexOf(Separator);
        if (end < 0) return false;
        foreach (var one in Enum.GetValues<InboxKind>())
        {
            if (!id.AsSpan(0, end).SequenceEqual(EnumNames.Of(one))) continue;
            kind = one;
            return reader.TryFind(id[(end + 1)..], out node);
        }

        return false;
    }

    private static PlainConnection<InboxRow> Read(FieldContext context)
    {
        var reader = context.Reader();
        var now = context.State<CommunityContext>().Clock.GetUtcNow().UtcTicks;
        var inbox = CuratorInbox.Of(reader, now);
        var settled = inbox.Settled(reader, now);
        var kinds = context.List("kinds")?.Select(kind => EnumNames.Read<InboxKind>(kind.AsString())).ToHashSet();
        var open = inbox.Entries.Index()
            .Where(it => !settled.Contains(it.Index) && (kinds is null || kinds.Contains(it.Item.Kind)))
            .Select(it => it.Item).ToList();
        var inChinese = ReasonText.Language(context) == ReasonLanguage.Zh;
        return PlainConnection<InboxRow>.Of(
            open, Skip(context, reader, open), ContributionArguments.First(context),
            entry => new InboxRow(inbox.Item(entry), inChinese),
            entry => PlainCursor.Write(
                List, BitConverter.DoubleToInt64Bits(entry.Gain), (ulong)entry.Kind, reader.Ids.String(entry.Node)!));
    }

    // How many come until the place of the cursor, whether or not its item is still there.
    private static int Skip(FieldContext context, GraphReader reader, List<InboxEntry> open)
    {
        if (context.String("after") is not { } after) return 0;
        var (bits, kind, id) = PlainCursor.Read(List, after);
        var gain = BitConverter.Int64BitsToDouble(bits);
        return open.TakeWhile(IsUntil).Count();

        bool IsUntil(InboxEntry entry)
        {
            if (entry.Gain != gain) return entry.Gain > gain;
            if ((ulong)entry.Kind != kind) return (ulong)entry.Kind < kind;
            return string.CompareOrdinal(reader.Ids.String(entry.Node), id) <= 0;
        }
    }

    private sealed record InboxRow(InboxItem Item, bool InChinese);

    private sealed record ReasonRow(InboxReason Reason, bool InChinese);
}
