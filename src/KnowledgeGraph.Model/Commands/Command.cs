namespace KnowledgeGraph.Model.Commands;

/// <summary>
/// What somebody wants changed. A closed family; the store turns those that it accepts into
/// <see cref="Changes.Change"/>s.
/// </summary>
public abstract record Command
{
    private protected Command()
    {
    }
}

/// <summary>Creates a node; refused with NODE_EXISTS where its id is taken.</summary>
public sealed record CreateNode(NodeRecord Node) : Command;

/// <summary>
/// Creates the node, or sets the properties in <paramref name="Set"/> of the one that is there and leaves the rest:
/// what importers say, so that saying it twice changes nothing and what others added stays.
/// </summary>
/// <param name="Node">
/// The id, the kind and the values; only those in <paramref name="Set"/> count for a node that is there.
/// </param>
/// <param name="Set">One bit for each property index.</param>
public sealed record UpsertNode(NodeRecord Node, ulong Set) : Command;

/// <summary>
/// Sets the properties in <paramref name="Set"/>; refused with NODE_NOT_FOUND where there is no such node.
/// </summary>
public sealed record UpdateNode(NodeRecord Node, ulong Set) : Command
{
    /// <summary>
    /// The values that the properties in <see cref="ExpectedSet"/> must have now, as the caller last read them: refused
    /// with CONFLICT where one has another, so that nobody writes over what they have not seen. Null for no condition.
    /// </summary>
    public PropertyValue[]? Expected { get; init; }

    /// <summary>One bit for each property index.</summary>
    public ulong ExpectedSet { get; init; }
}

/// <summary>Deletes a node and every edge at it; refused with NODE_NOT_FOUND where there is no such node.</summary>
public sealed record DeleteNode(string Id) : Command;

/// <summary>Puts a link, in the place of one with the same type and ends; refused where an end is not there.</summary>
public sealed record PutLink(EdgeRecord Link) : Command;

/// <summary>Removes a link; unchanged where there is none.</summary>
public sealed record RemoveLink(EdgeType Type, string From, string To) : Command;

/// <summary>
/// Records an event; unchanged where one of its id is there with the same content, refused with
/// INTERACTION_ID_TAKEN where that one says something else, refused where an end is not there.
/// </summary>
public sealed record RecordInteraction(EdgeRecord Interaction) : Command;

/// <summary>Takes an event back; unchanged where there is none.</summary>
public sealed record RemoveInteraction(string Id) : Command;
