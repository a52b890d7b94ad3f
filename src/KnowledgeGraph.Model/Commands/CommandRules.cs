using System.Numerics;

namespace KnowledgeGraph.Model.Commands;

/// <summary>
/// What makes a command valid in itself, by the tables <see cref="NodeKinds"/> and <see cref="EdgeTypes"/>; whether
/// its nodes are there is for the store to say. Pure; a valid command costs no allocation beyond its addresses.
/// </summary>
public static class CommandRules
{
    /// <summary>All that is wrong with a command; empty for a valid one. Defaults are filled in before.</summary>
    /// <exception cref="ArgumentException">
    /// A record has not as many values as its kind or type has properties, or a set names a property that there is
    /// not: a mistake of the program, not of its user.
    /// </exception>
    public static IReadOnlyList<Refusal> Check(Command command) => command switch
    {
        CreateNode create => CheckNode(create.Node, ulong.MaxValue, requireAll: true),
        UpsertNode upsert => CheckNode(upsert.Node, Known(upsert.Set, upsert.Node), requireAll: false),
        UpdateNode update => CheckUpdate(update.Node, Known(update.Set, update.Node)),
        DeleteNode delete => CheckDelete(delete.Id),
        PutLink put => CheckEdge(put.Link, EdgeFamily.Link),
        RemoveLink remove => CheckRemoved(remove),
        RecordInteraction record => CheckEdge(record.Interaction, EdgeFamily.Interaction),
        RemoveInteraction remove => CheckRemoved(remove),
        _ => throw new ArgumentException($"No such command: {command?.GetType().Name ?? "null"}.", nameof(command)),
    };

    /// <summary>
    /// What a node lacks to be created. An <see cref="UpsertNode"/> may leave required properties out where the node
    /// is there; where it is not, the store refuses it with these.
    /// </summary>
    public static IReadOnlyList<Refusal> MissingProperties(NodeRecord node)
    {
        var mistakes = new Mistakes(node.Id);
        var properties = NodeKinds.Of(node.Kind).Properties;
        for (var index = 0; index < properties.Count; index++)
        {
            if (properties[index].Required && node.Values[index].IsNull) mistakes.Required(properties[index].Name);
        }
        return mistakes.Found;
    }

    /// <summary>What is wrong with the name of who asks; null for a valid one.</summary>
    public static Refusal? CheckActor(string actor)
    {
        var mistakes = new Mistakes("The actor");
        CheckKey(actor, "actor", ref mistakes);
        return mistakes.Found.Count == 0 ? null : mistakes.Found[0];
    }

    private static IReadOnlyList<Refusal> CheckNode(NodeRecord node, ulong set, bool requireAll)
    {
        var properties = PropertiesOf(node);
        var mistakes = new Mistakes(Subject(node.Id, "The node"));
        CheckNodeId(node, ref mistakes);
        for (var index = 0; index < properties.Count; index++)
        {
            if (requireAll || IsSet(set, index))
                PropertyRules.Check(properties[index], in node.Values[index], ref mistakes);
            else
                PropertyRules.CheckPresent(properties[index], in node.Values[index], ref mistakes);
        }
        return mistakes.Found;
    }

    /// <summary>Only what is set counts.</summary>
    private static IReadOnlyList<Refusal> CheckUpdate(NodeRecord node, ulong set)
    {
        var properties = PropertiesOf(node);
        var mistakes = new Mistakes(Subject(node.Id, "The node"));
        CheckNodeId(node, ref mistakes);
        for (var index = 0; index < properties.Count; index++)
        {
            if (IsSet(set, index)) PropertyRules.Check(properties[index], in node.Values[index], ref mistakes);
        }
        return mistakes.Found;
    }

    private static IReadOnlyList<Refusal> CheckDelete(string id)
    {
        var mistakes = new Mistakes(Subject(id, "The node"));
        CheckId(id, "id", ref mistakes, out _);
        return mistakes.Found;
    }

    private static void CheckNodeId(NodeRecord node, ref Mistakes mistakes)
    {
        if (CheckId(node.Id, "id", ref mistakes, out var kind) && kind != node.Kind)
            mistakes.IdOfOtherKind(node.Id, NodeKinds.Of(node.Kind).Name, "id");
    }

    private static IReadOnlyList<Refusal> CheckEdge(EdgeRecord edge, EdgeFamily family)
    {
        var type = EdgeTypes.Of(edge.Type);
        var count = type.Properties.Count;
        if (edge.Values.Length != count)
            throw new ArgumentException($"{type.Name} has {count} properties, not {edge.Values.Length}.");

        var mistakes = new Mistakes(Subject(edge.Id, type.Name));
        if (type.Family != family)
        {
            mistakes = new Mistakes(type.Name);
            mistakes.WrongFamily(type.Family);
            return mistakes.Found;
        }
        if (family == EdgeFamily.Interaction) CheckKey(edge.Id, "id", ref mistakes);
        else if (edge.Id is not null) mistakes.LinkWithId();
        CheckEnds(type, edge.From, edge.To, ref mistakes);

        if (edge.At is { } at && !PropertyRules.IsInstant(at)) mistakes.TimeOutOfRange("at");
        else if (edge.At is null && family == EdgeFamily.Interaction) mistakes.TimeMissing();

        for (var index = 0; index < edge.Values.Length; index++)
            PropertyRules.Check(type.Properties[index], in edge.Values[index], ref mistakes);
        return mistakes.Found;
    }

    private static IReadOnlyList<Refusal> CheckRemoved(RemoveLink command)
    {
        var type = EdgeTypes.Of(command.Type);
        var mistakes = new Mistakes(type.Name);
        if (type.Family != EdgeFamily.Link) mistakes.WrongFamily(type.Family);
        else CheckEnds(type, command.From, command.To, ref mistakes);
        return mistakes.Found;
    }

    private static IReadOnlyList<Refusal> CheckRemoved(RemoveInteraction command)
    {
        var mistakes = new Mistakes("The interaction");
        CheckKey(command.Id, "id", ref mistakes);
        return mistakes.Found;
    }

    private static void CheckEnds(EdgeTypeDefinition type, string from, string? to, ref Mistakes mistakes)
    {
        var valid = CheckEnd(from, "from", type.From, ref mistakes, out var source);
        if (to is null)
        {
            if (!type.TargetOptional) mistakes.TargetMissing();
            return;
        }
        if (type.To.Count == 0)
        {
            mistakes.TargetNotTaken();
            return;
        }
        valid &= CheckEnd(to, "to", type.To, ref mistakes, out var target);
        if (!valid) return;
        if (type.SameKind && source != target) mistakes.EndsDiffer(from, to);
        // An event may concern its own maker (a member who edits his page); a link to oneself says nothing.
        if (type.Family == EdgeFamily.Link && string.Equals(from, to, StringComparison.Ordinal)) mistakes.SelfLink();
    }

    private static bool CheckEnd(
        string id, string property, IReadOnlyList<NodeKind> allowed, ref Mistakes mistakes, out NodeKind kind)
    {
        if (!CheckId(id, property, ref mistakes, out kind)) return false;
        for (var index = 0; index < allowed.Count; index++)
        {
            if (allowed[index] == kind) return true;
        }
        mistakes.EndOfWrongKind(id, allowed, property);
        return false;
    }

    private static bool CheckId(string? id, string property, ref Mistakes mistakes, out NodeKind kind)
    {
        kind = default;
        if (!CheckKey(id, property, ref mistakes)) return false;
        if (!NodeIds.TryGetKind(id, out kind)) mistakes.IdWithoutKind(id!, property);
        else if (NodeIds.Key(id).IsEmpty) mistakes.IdWithoutKey(id!, property);
        else return true;
        return false;
    }

    /// <summary>What holds for every id, whatever it names.</summary>
    private static bool CheckKey(string? id, string property, ref Mistakes mistakes)
    {
        if (string.IsNullOrEmpty(id)) mistakes.IdMissing(property);
        else if (TextRules.IndexOfForbiddenInId(id) is >= 0 and var place)
            mistakes.IdWithForbidden(id, id[place], property);
        else if (TextRules.Exceeds(id, Limits.IdBytesMax, out var bytes)) mistakes.IdTooLong(id, bytes, property);
        else return true;
        return false;
    }

    private static IReadOnlyList<PropertyDefinition> PropertiesOf(NodeRecord node)
    {
        var kind = NodeKinds.Of(node.Kind);
        var count = kind.Properties.Count;
        return node.Values.Length == count
            ? kind.Properties
            : throw new ArgumentException($"{kind.Name} has {count} properties, not {node.Values.Length}.");
    }

    private static ulong Known(ulong set, NodeRecord node)
    {
        var kind = NodeKinds.Of(node.Kind);
        return 64 - BitOperations.LeadingZeroCount(set) <= kind.Properties.Count
            ? set
            : throw new ArgumentException($"{kind.Name} has {kind.Properties.Count} properties; the set names more.");
    }

    private static string Subject(string? id, string otherwise) => string.IsNullOrEmpty(id) ? otherwise : id;

    private static bool IsSet(ulong set, int index) => (set & (1UL << index)) != 0;
}
