using System.Globalization;
using KnowledgeGraph.Import.Csv;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Interactions;

/// <summary>
/// `member, kind, target, at, value, text`: one event a row. Its id is the column `id`, or follows from the row's
/// content, so that the same row is the same event.
/// </summary>
internal sealed class InteractionEvents(InteractionContext context) : IInteractionRows
{
    private static readonly string Kinds = string.Join(
        ", ", EdgeTypes.All.Where(type => type.Family == EdgeFamily.Interaction).Select(type => type.Name));

    public void Read(CsvTable row)
    {
        if (row["member"].Length == 0)
            context.Sink.Problem(row.Position, "the member is missing");
        else if (KindOf(row) is { } type && TryReadTarget(row, type) && TryReadTime(row, out var at)
            && TryReadValue(row, type, out var value))
            Add(row, type, at, value);
    }

    private EdgeTypeDefinition? KindOf(CsvTable row)
    {
        var name = row["kind"].ToUpperInvariant();
        if (!EdgeTypes.TryGet(name, out var type))
            context.Sink.Problem(row.Position, "unknown kind of interaction", $"{row["kind"]}; known are {Kinds}");
        else if (type.Family == EdgeFamily.Interaction)
            return type;
        else
            context.Sink.Problem(row.Position, "the kind is that of a link, not of an interaction", name);
        return null;
    }

    private bool TryReadTarget(CsvTable row, EdgeTypeDefinition type)
    {
        if (row["target"].Length > 0 || type.TargetOptional) return true;
        context.Sink.Problem(row.Position, "the target is missing", type.Name);
        return false;
    }

    private bool TryReadTime(CsvTable row, out long at)
    {
        if (!InstantText.TryParse(row["at"], out at))
        {
            var given = row["at"].Length > 0 ? row["at"] : "nothing";
            context.Sink.Problem(
                row.Position, "the time has no form that is known", $"{given}, not {InstantText.Expected}");
            return false;
        }

        if (at <= context.LatestTicks) return true;
        context.Sink.Problem(row.Position, "the time lies in the future", row["at"]);
        return false;
    }

    private bool TryReadValue(CsvTable row, EdgeTypeDefinition type, out double? value)
    {
        value = null;
        var text = row["value"];
        var range = IsCount(type) ? (Min: 0, Max: int.MaxValue) : type["value"].Range;
        if (text.Length == 0)
        {
            if (!type["value"].Required) return true;
            context.Sink.Problem(row.Position, "the value is missing", $"{type.Name} needs one");
            return false;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number) || (IsCount(type) && number != Math.Floor(number)))
        {
            context.Sink.Problem(row.Position, "the value is not a number", text);
            return false;
        }

        value = number;
        if (range is not { } allowed || (number >= allowed.Min && number <= allowed.Max)) return true;
        context.Sink.Problem(
            row.Position, "the value is out of range", $"{type.Name}: {text}, not {allowed.Min} to {allowed.Max}");
        return false;
    }

    private void Add(CsvTable row, EdgeTypeDefinition type, long at, double? value)
    {
        var id = row["id"].Length > 0
            ? $"{context.Source}/{row["id"]}"
            : $"{context.Source}/" + InteractionContext.HashOf(
                row["member"], type.Name, row["target"], InstantText.Format(at), row["value"], row["text"]);
        if (!context.IsFirst(id))
        {
            context.Sink.Problem(row.Position, "the event stands in an earlier row", row["id"]);
            return;
        }

        var target = row["target"].Length > 0 ? row["target"] : null;
        var number = value is not { } given ? PropertyValue.Null
            : IsCount(type) ? PropertyValue.Integer((long)given)
            : PropertyValue.Number(given);
        var text = row["text"].Length > 0 ? PropertyValue.Text(CleanText.Of(row["text"])) : PropertyValue.Null;
        var member = context.Member(row["member"], row.Position);
        context.Sink.Add(
            Edges.Interaction(
                type.Type, id, member, target, at, (IsCount(type) ? "count" : "value", number), ("text", text)),
            row.Position);
    }

    // The hits of a search, the number of things done.
    private static bool IsCount(EdgeTypeDefinition type) => type.Type is EdgeType.Searched or EdgeType.Interacted;
}
