using System.Globalization;
using KnowledgeGraph.Import.Csv;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Interactions;

/// <summary>`member_id, interaction`: how often a member did something, of a kind that the file does not say.</summary>
internal sealed class InteractionCounts(InteractionContext context, long at) : IInteractionRows
{
    public void Read(CsvTable row)
    {
        var member = row["member_id"];
        if (member.Length == 0)
            context.Sink.Problem(row.Position, "the member is missing");
        else if (!TryParse(row["interaction"], out var count))
            context.Sink.Problem(row.Position, "the count is not a whole number", row["interaction"]);
        else if (count is < 0 or > int.MaxValue)
            context.Sink.Problem(row.Position, "the count is out of range", $"{count}, not 0 to {int.MaxValue}");
        else if (!context.IsFirst(member))
            context.Sink.Problem(row.Position, "the member stands in an earlier row", member);
        else
            Add(row, member, count);
    }

    private static bool TryParse(string text, out long count) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out count);

    private void Add(CsvTable row, string member, long count)
    {
        var id = context.Member(member, row.Position);
        var interaction = Edges.Interaction(
            EdgeType.Interacted, $"{context.Source}/interacted/{id["member:".Length..]}", id, null, at,
            ("count", PropertyValue.Integer(count)));
        context.Sink.Add(interaction, row.Position);
    }
}
