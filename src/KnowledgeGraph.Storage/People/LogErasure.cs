using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Storage.People;

/// <summary>
/// Takes ids out of the changes of a commit, the same for every store: changes of them and of edges at them go, and
/// where another text names them, as who made an edge, a pseudonym stands instead. What follows from the rest of the
/// log stays the same but for what was erased.
/// </summary>
public static class LogErasure
{
    /// <summary>The changes without the ids; the same list where it names none.</summary>
    public static IReadOnlyList<Change> Erase(IReadOnlyList<Change> changes, IReadOnlySet<string> ids)
    {
        List<Change>? kept = null;
        for (var index = 0; index < changes.Count; index++)
        {
            var erased = Erase(changes[index], ids);
            if (kept is null && ReferenceEquals(erased, changes[index])) continue;
            kept ??= [.. changes.Take(index)];
            if (erased is not null) kept.Add(erased);
        }

        return kept ?? changes;
    }

    /// <summary>Who asked for a commit, without the ids.</summary>
    public static string Erase(string actor, IReadOnlySet<string> ids) =>
        ids.Contains(actor) ? Tombstone.Pseudonym : actor;

    private static Change? Erase(Change change, IReadOnlySet<string> ids)
    {
        switch (change)
        {
            case NodePut put:
                if (ids.Contains(put.Node.Id)) return null;
                var node = Erase(put.Node, ids);
                return ReferenceEquals(node, put.Node) ? change : new NodePut(node) { IsNew = put.IsNew };
            case NodeDeleted deleted: return ids.Contains(deleted.Id) ? null : change;
            case LinkRemoved link: return ids.Contains(link.From) || ids.Contains(link.To) ? null : change;
            case LinkPut put:
                var link_ = Erase(put.Link, ids);
                return link_ is null ? null : ReferenceEquals(link_, put.Link) ? change : new LinkPut(link_);
            case InteractionRecorded recorded:
                var event_ = Erase(recorded.Interaction, ids);
                return event_ is null ? null
                    : ReferenceEquals(event_, recorded.Interaction) ? change : new InteractionRecorded(event_);
            case InteractionRemoved removed:
                var gone = Erase(removed.Interaction, ids);
                return gone is null ? null
                    : ReferenceEquals(gone, removed.Interaction) ? change : new InteractionRemoved(gone);
            default: return change;
        }
    }

    /// <summary>
    /// The node without the journals of merges that name one of the ids, which can then not be taken back; the same
    /// where there is none.
    /// </summary>
    public static NodeRecord Erase(NodeRecord node, IReadOnlySet<string> ids)
    {
        if (!NodeKinds.Of(node.Kind).TryGetProperty("merges", out var merges)) return node;
        if (node.Values[merges.Index].IsNull) return node;
        var journals = node.Values[merges.Index].AsTextList();
        var names = InJournals(ids);
        string[] left =
            [.. journals.Where(journal => !names.Any(name => journal.Contains(name, StringComparison.Ordinal)))];
        if (left.Length == journals.Length) return node;
        var values = (PropertyValue[])node.Values.Clone();
        values[merges.Index] = left.Length == 0 ? PropertyValue.Null : PropertyValue.TextList(left);
        return node with { Values = values };
    }

    /// <summary>The ids as they stand in the journals of merges: as texts of JSON.</summary>
    public static string[] InJournals(IEnumerable<string> ids) =>
        [.. ids.Select(id => $"\"{JsonEncodedText.Encode(id, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")];

    /// <summary>The edge without the ids; null where it is at one of them, the same where it names none.</summary>
    public static EdgeRecord? Erase(EdgeRecord edge, IReadOnlySet<string> ids)
    {
        if (ids.Contains(edge.From) || (edge.To is { } to && ids.Contains(to))) return null;
        var madeBy = EdgeTypes.Of(edge.Type)["madeBy"].Index;
        if (edge.Values[madeBy].IsNull || !ids.Contains(edge.Values[madeBy].AsText())) return edge;
        var values = (PropertyValue[])edge.Values.Clone();
        values[madeBy] = PropertyValue.Text(Tombstone.Pseudonym);
        return edge with { Values = values };
    }
}
