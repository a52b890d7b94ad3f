namespace KnowledgeGraph.Model.Commands;

/// <summary>What a node or an edge holds that does not say: the defaults of the tables.</summary>
public static class CommandDefaults
{
    /// <summary>
    /// The command with a default for each property that has one and was left out. For a node that is there an
    /// <see cref="UpsertNode"/> sets what its Set says, and no default over what it holds.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="access">
    /// By kind, the `access` of a node that does not say; null, and kinds that are not in it, for the table's.
    /// </param>
    public static Command Fill(Command command, IReadOnlyDictionary<NodeKind, string>? access = null)
    {
        switch (command)
        {
            case CreateNode create:
                var created = Fill(create.Node, access);
                return ReferenceEquals(created, create.Node) ? command : new CreateNode(created);
            case UpsertNode upsert:
                var upserted = Fill(upsert.Node, access);
                return ReferenceEquals(upserted, upsert.Node) ? command : upsert with { Node = upserted };
            case PutLink put:
                var link = Fill(put.Link);
                return ReferenceEquals(link, put.Link) ? command : new PutLink(link);
            case RecordInteraction record:
                var interaction = Fill(record.Interaction);
                return ReferenceEquals(interaction, record.Interaction) ? command : new RecordInteraction(interaction);
            default:
                return command;
        }
    }

    private static NodeRecord Fill(NodeRecord node, IReadOnlyDictionary<NodeKind, string>? access)
    {
        var place = NodeKinds.Of(node.Kind)["access"].Index;
        if (access?.TryGetValue(node.Kind, out var name) == true && node.Values[place].IsNull)
        {
            PropertyValue[] set = [.. node.Values];
            set[place] = PropertyValue.Text(name);
            node = node with { Values = set };
        }

        var values = Fill(NodeKinds.Of(node.Kind).Properties, node.Values);
        return values is null ? node : node with { Values = values };
    }

    private static EdgeRecord Fill(EdgeRecord edge)
    {
        var values = Fill(EdgeTypes.Of(edge.Type).Properties, edge.Values);
        return values is null ? edge : edge with { Values = values };
    }

    /// <summary>A copy with the defaults; null where nothing was left out.</summary>
    private static PropertyValue[]? Fill(IReadOnlyList<PropertyDefinition> properties, PropertyValue[] values)
    {
        PropertyValue[]? filled = null;
        for (var index = 0; index < properties.Count && index < values.Length; index++)
        {
            if (!values[index].IsNull || properties[index].Default.IsNull) continue;
            filled ??= [.. values];
            filled[index] = properties[index].Default;
        }
        return filled;
    }
}
