using System.Globalization;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.ReadModel.Query;
using KnowledgeGraph.Storage.People;

namespace KnowledgeGraph.Api.People;

/// <summary>`auditLog`, read from the store: it is no part of the graph.</summary>
internal static class AuditResolvers
{
    // A filter that keeps little must not read the audit of years for one page.
    private const int EntriesReadMax = 100_000;

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query").EachObjectAsync<AuditPage>("auditLog", (_, context) => ReadAsync(context));
        schema.Object<AuditPage>("AuditPage")
            .EachObjects("entries", (page, _) => page.Entries)
            .Each("hasNextPage", (page, _) => page.HasNext);
        schema.Object<AuditEntry>("AuditEntry")
            .Each("cursor", (entry, _) => entry.Number.ToString(CultureInfo.InvariantCulture))
            .Each("at", (entry, _) => new DateTime(entry.At, DateTimeKind.Utc))
            .Each("actor", (entry, _) => entry.Actor)
            .Each("action", (entry, _) => entry.Stamp.Action)
            .Each("subject", (entry, _) => entry.Stamp.Subject)
            .Each("requestId", (entry, _) => entry.Stamp.RequestId)
            .Each("sequence", (entry, _) =>
                entry.Sequence == 0 ? null : entry.Sequence.ToString(CultureInfo.InvariantCulture))
            .Each("changeCount", (entry, _) => entry.ChangeCount)
            .EachList<string>("targets", (entry, _) => entry.Targets);
    }

    private static async ValueTask<AuditPage?> ReadAsync(FieldContext context)
    {
        var records = RecordsOf(context);
        var first = PageInput.ReadForward(context).First!.Value;
        var before = long.MaxValue;
        if (context.String("after") is { } cursor
            && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            throw PageInput.ToException(new QueryError(
                QueryErrorCodes.InvalidCursor, "`after` is no cursor of the audit: give one that an entry came with.",
                "after"));
        }

        var (actor, target) = (context.String("actor"), context.String("target"));
        var entries = new List<AuditEntry>();
        var read = 0;
        await foreach (var entry in records.ReadAuditAsync(before, context.CancellationToken).ConfigureAwait(false))
        {
            if (++read > EntriesReadMax) return new AuditPage(entries, true);
            if (actor is not null && entry.Actor != actor) continue;
            if (target is not null && !entry.Targets.Contains(target)) continue;
            if (entries.Count == first) return new AuditPage(entries, true);
            entries.Add(entry);
        }

        return new AuditPage(entries, false);
    }

    /// <summary>What the store keeps about people.</summary>
    public static IMemberRecords RecordsOf(FieldContext context) => context.State<CommunityContext>().Records
        ?? throw new GraphQLException("This service keeps no such records.", GraphQLErrorCodes.Forbidden);

    private sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, bool HasNext);
}
