using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Contribution;

namespace KnowledgeGraph.Api.Contribution;

/// <summary>Pages of a receipt's evidence. A cursor is the event's time, id and rule, and stays where it was.</summary>
internal static class EvidencePage
{
    private const char List = 'E';

    public static PlainConnection<EvidenceEntry> Read(ContributionReceipt receipt, FieldContext context)
    {
        var entries = receipt.EvidenceFor(context.Reader(), context.Boolean("withDropped") ?? false);
        var skip = 0;
        if (context.String("after") is { } after)
        {
            var (ticks, id, rule) = PlainCursor.Read(List, after);
            while (skip < entries.Count && EvidenceEntry.Compare(entries[skip].Place, (ticks, id, rule)) <= 0) skip++;
        }

        return PlainConnection<EvidenceEntry>.Of(
            entries, skip, ContributionArguments.First(context), entry => entry,
            entry => PlainCursor.Write(List, entry.Place.Ticks, entry.Place.Id, entry.Place.Rule));
    }
}
