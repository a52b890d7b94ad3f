using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>
/// Builds an upsert. What the source says is set each time; what is only a guess (a topic's name made from its slug)
/// counts for a new node alone, so that importing again does not undo what people have made better.
/// </summary>
internal sealed class NodeDraft
{
    private readonly NodeKindDefinition _definition;
    private readonly string _id;
    private readonly PropertyValue[] _values;
    private ulong _set;

    public NodeDraft(NodeKindDefinition definition, string id)
    {
        _definition = definition;
        _id = id;
        _values = new PropertyValue[definition.Properties.Count];
        for (var index = 0; index < _values.Length; index++) _values[index] = definition.Properties[index].Default;
    }

    /// <summary>Sets a property; null leaves it as it is.</summary>
    public NodeDraft Set(PropertyDefinition property, PropertyValue value)
    {
        if (!value.IsNull) SetOrClear(property, value);
        return this;
    }

    /// <summary>Sets a property; no text leaves it as it is.</summary>
    public NodeDraft Set(PropertyDefinition property, string? text) =>
        Set(property, string.IsNullOrEmpty(text) ? PropertyValue.Null : PropertyValue.Text(text));

    /// <summary>Sets a property; null takes away what is there.</summary>
    public NodeDraft SetOrClear(PropertyDefinition property, PropertyValue value)
    {
        _values[property.Index] = value;
        _set |= 1UL << property.Index;
        return this;
    }

    /// <summary>Gives a property of a new node its value; a node that is there keeps its own.</summary>
    public NodeDraft SetIfNew(PropertyDefinition property, PropertyValue value)
    {
        _values[property.Index] = value;
        return this;
    }

    public bool IsSet(PropertyDefinition property) => (_set & (1UL << property.Index)) != 0;

    public UpsertNode ToCommand() => new(new NodeRecord(_id, _definition.Kind, _values), _set);
}
