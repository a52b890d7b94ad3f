namespace KnowledgeGraph.Model;

/// <summary>
/// A node as the store holds it: its id and the values of its kind's properties, each at its definition's
/// <see cref="PropertyDefinition.Index"/>. Immutable once handed on.
/// </summary>
/// <param name="Id">The id, `prefix:key` with the kind's prefix.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Values">As many values as the kind has properties.</param>
public sealed record NodeRecord(string Id, NodeKind Kind, PropertyValue[] Values)
{
    /// <summary>The value of the property of that name, which the kind must have.</summary>
    public PropertyValue this[string property] => Values[NodeKinds.Of(Kind)[property].Index];
}
