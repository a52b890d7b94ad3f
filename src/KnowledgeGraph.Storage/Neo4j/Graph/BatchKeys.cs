using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Storage.Neo4j.Graph;

/// <summary>What has to be known of the store to carry out a batch.</summary>
internal sealed class BatchKeys
{
    /// <summary>Nodes of which the properties count.</summary>
    public HashSet<string> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Nodes of which only counts that they are there.</summary>
    public HashSet<string> Ends { get; } = new(StringComparer.Ordinal);

    public HashSet<(EdgeType Type, string From, string To)> Links { get; } = [];

    public HashSet<string> Interactions { get; } = new(StringComparer.Ordinal);

    public int Count => Nodes.Count + Ends.Count + Links.Count + Interactions.Count;

    public static BatchKeys Of(IEnumerable<CommitRequest> requests)
    {
        var keys = new BatchKeys();
        foreach (var request in requests)
        {
            foreach (var command in request.Commands) keys.Add(command);
        }
        keys.Ends.ExceptWith(keys.Nodes);
        return keys;
    }

    private void Add(Command command)
    {
        switch (command)
        {
            case CreateNode create:
                Nodes.Add(create.Node.Id);
                break;
            case UpsertNode upsert:
                Nodes.Add(upsert.Node.Id);
                break;
            case UpdateNode update:
                Nodes.Add(update.Node.Id);
                break;
            case DeleteNode delete:
                // An id that names no kind is of no node. The log says who saw the node: its properties are needed.
                if (NodeIds.TryGetKind(delete.Id, out _)) Nodes.Add(delete.Id);
                break;
            case PutLink put:
                AddEnds(put.Link.From, put.Link.To);
                Links.Add((put.Link.Type, put.Link.From, put.Link.To!));
                break;
            case RemoveLink remove:
                AddEnds(remove.From, remove.To);
                Links.Add((remove.Type, remove.From, remove.To));
                break;
            case RecordInteraction record:
                AddEnds(record.Interaction.From, record.Interaction.To);
                Interactions.Add(record.Interaction.Id!);
                break;
            case RemoveInteraction remove:
                Interactions.Add(remove.Id);
                break;
        }
    }

    private void AddEnds(string from, string? to)
    {
        Ends.Add(from);
        if (to is not null) Ends.Add(to);
    }
}
