using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Curation.Merging;

/// <summary>A merge that a node keeps.</summary>
/// <param name="Into">The node.</param>
/// <param name="Text">The journal as the node keeps it.</param>
/// <param name="Journal">What was done.</param>
public sealed record KeptMerge(int Into, string Text, MergeJournal Journal);

/// <summary>Takes a merge back.</summary>
public static class MergeUndo
{
    /// <summary>The merges that can be taken back, of those kinds, the latest first.</summary>
    public static IReadOnlyList<KeptMerge> All(GraphReader reader, IEnumerable<NodeKind> kinds) =>
    [
        .. kinds.SelectMany(kind => reader.NodesWithMerges(kind)).SelectMany(node => Of(reader, node))
            .OrderByDescending(merge => merge.Journal.At)
            .ThenByDescending(merge => merge.Journal.Id, StringComparer.Ordinal),
    ];

    /// <summary>What takes the merge back, in one commit, and what stands in the way.</summary>
    /// <param name="reader">The version, with nothing hidden.</param>
    /// <param name="merge">The merge.</param>
    public static (IReadOnlyList<Command> Commands, IReadOnlyList<string> Conflicts) Plan(
        GraphReader reader, KeptMerge merge)
    {
        var into = reader.RecordOf(merge.Into);
        var node = merge.Journal.Node;
        var conflicts = new List<string>();
        if (IsThere(reader, node.Id)) conflicts.Add($"There is a node `{node.Id}` again.");
        conflicts.AddRange(ChangedSince(into, merge));
        var commands = new List<Command> { new CreateNode(node), Restore(into, merge) };
        var missing = new HashSet<ulong>(merge.Journal.Moved.Keys);
        foreach (var edge in NodeMerge.EdgesAt(reader, merge.Into))
        {
            if (!merge.Journal.Moved.TryGetValue(MergeJournal.HashOf(edge), out var ends)) continue;
            missing.Remove(MergeJournal.HashOf(edge));
            var original = edge with
            {
                From = ends.HasFlag(MovedEnds.Source) ? node.Id : edge.From,
                To = ends.HasFlag(MovedEnds.Target) ? node.Id : edge.To,
            };
            commands.AddRange(edge.Id is null
                ? [new RemoveLink(edge.Type, edge.From, edge.To!), new PutLink(original)]
                : (Command[])[new RemoveInteraction(edge.Id), new RecordInteraction(original)]);
        }

        if (missing.Count > 0)
        {
            conflicts.Add(
                $"{missing.Count} of the {merge.Journal.Moved.Count} edges that moved were changed or removed since.");
        }

        foreach (var edge in merge.Journal.Kept)
        {
            var other = edge.From == node.Id ? edge.To! : edge.From;
            if (IsThere(reader, other)) commands.Add(new PutLink(edge));
            else conflicts.Add($"`{other}`, to which it was linked, is not there any more.");
        }

        return (commands, conflicts);
    }

    /// <summary>There is a node again under the id that was merged away, so that it cannot come back.</summary>
    public static bool IsTaken(GraphReader reader, KeptMerge merge) => IsThere(reader, merge.Journal.Node.Id);

    // Lists are added to; of what has one value a later merge knows the one before.
    private static IEnumerable<string> ChangedSince(NodeRecord into, KeptMerge merge)
    {
        var later = into["merges"].AsTextList().SkipWhile(text => text != merge.Text).Skip(1).Select(MergeJournal.Read);
        return
            from journal in later
            where journal is not null
            from change in journal.Changed
            where change.After.Type != PropertyType.TextList
                && merge.Journal.Changed.Any(one => one.Name == change.Name)
            select $"`{change.Name}` was changed by the merge `{journal.Id}` too: take that one back first.";
    }

    private static IEnumerable<KeptMerge> Of(GraphReader reader, int node)
    {
        foreach (var text in reader.RecordOf(node)["merges"].AsTextList())
        {
            if (MergeJournal.Read(text) is { } journal) yield return new KeptMerge(node, text, journal);
        }
    }

    // Under that very id, not as one that was merged.
    private static bool IsThere(GraphReader reader, string id) =>
        reader.TryFind(id, out var node) && reader.Ids.String(node) == id;

    private static UpdateNode Restore(NodeRecord into, KeptMerge merge)
    {
        var kind = NodeKinds.Of(into.Kind);
        var values = new PropertyValue[kind.Properties.Count];
        var set = 0UL;
        foreach (var change in merge.Journal.Changed) Set(change.Name, Restored(change, into[change.Name]));
        string[] merges = [.. into["merges"].AsTextList().Where(text => text != merge.Text)];
        Set("merges", merges.Length == 0 ? PropertyValue.Null : PropertyValue.TextList(merges));
        return new UpdateNode(new NodeRecord(into.Id, into.Kind, values), set);

        void Set(string name, PropertyValue value)
        {
            values[kind[name].Index] = value;
            set |= 1UL << kind[name].Index;
        }
    }

    // As it was, or, where somebody has changed it since, as it is without what the merge has added.
    private static PropertyValue Restored(MergedProperty change, PropertyValue now)
    {
        if (now == change.After) return change.Before;
        if (now.IsNull || now.Type != PropertyType.TextList) return now;
        string[] before = change.Before.IsNull ? [] : change.Before.AsTextList();
        var added = change.After.AsTextList().Except(before).ToHashSet();
        string[] left = [.. now.AsTextList().Where(entry => !added.Contains(entry))];
        return left.Length == 0 ? PropertyValue.Null : PropertyValue.TextList(left);
    }
}
