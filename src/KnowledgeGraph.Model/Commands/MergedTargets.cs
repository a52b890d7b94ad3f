namespace KnowledgeGraph.Model.Commands;

/// <summary>What becomes of commands that name nodes which were merged into others: they mean the others.</summary>
public static class MergedTargets
{
    /// <summary>
    /// The command for the nodes that are there. A source that says again that there is a node which was merged away
    /// changes nothing; creating and deleting are about that very id.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="mergedInto">The id of the node into which one was merged; null for every other id.</param>
    public static Command Resolve(Command command, Func<string, string?> mergedInto)
    {
        switch (command)
        {
            case UpsertNode upsert when mergedInto(upsert.Node.Id) is { } into:
                return new UpsertNode(upsert.Node with { Id = into }, 0);
            case UpdateNode update when mergedInto(update.Node.Id) is { } into:
                return update with { Node = update.Node with { Id = into } };
            case PutLink put:
                var link = Resolve(put.Link, mergedInto);
                return ReferenceEquals(link, put.Link) ? command : new PutLink(link);
            case RemoveLink remove:
                var (from, to) = (mergedInto(remove.From), mergedInto(remove.To));
                return from is null && to is null
                    ? command
                    : new RemoveLink(remove.Type, from ?? remove.From, to ?? remove.To);
            case RecordInteraction record:
                var interaction = Resolve(record.Interaction, mergedInto);
                return ReferenceEquals(interaction, record.Interaction) ? command : new RecordInteraction(interaction);
            default:
                return command;
        }
    }

    private static EdgeRecord Resolve(EdgeRecord edge, Func<string, string?> mergedInto)
    {
        var from = mergedInto(edge.From);
        var to = edge.To is null ? null : mergedInto(edge.To);
        return from is null && to is null ? edge : edge with { From = from ?? edge.From, To = to ?? edge.To };
    }
}
