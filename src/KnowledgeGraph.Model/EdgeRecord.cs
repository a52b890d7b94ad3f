namespace KnowledgeGraph.Model;

/// <summary>
/// An edge as the store holds it. A link is known by its type and ends; an interaction by its
/// <paramref name="Id"/>. Immutable once handed on.
/// </summary>
/// <param name="Type">The type.</param>
/// <param name="From">The id of the node it starts from.</param>
/// <param name="To">The id of the node it leads to; null only where the type needs no target.</param>
/// <param name="At">When it came to be, as UTC ticks; null where nobody knows (interactions always have one).</param>
/// <param name="Id">An interaction's own id, chosen by who records it; null for a link.</param>
/// <param name="Values">As many values as the type has properties, each at its definition's index.</param>
public sealed record EdgeRecord(
    EdgeType Type, string From, string? To, long? At, string? Id, PropertyValue[] Values)
{
    /// <summary>The value of the property of that name, which the type must have.</summary>
    public PropertyValue this[string property] => Values[EdgeTypes.Of(Type)[property].Index];
}
