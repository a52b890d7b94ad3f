using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>Makes commands for edges.</summary>
internal static class Edges
{
    // An edge without values is by far the most common: all of a type share one array, which nobody changes.
    private static readonly PropertyValue[][] NoValues = CreateNoValues();

    public static PutLink Link(EdgeType type, string from, string to, long? at = null) =>
        new(new EdgeRecord(type, from, to, at, null, NoValues[(int)type]));

    public static PutLink Link(
        EdgeType type, string from, string to, long? at,
        params ReadOnlySpan<(string Name, PropertyValue Value)> values) =>
        new(new EdgeRecord(type, from, to, at, null, Values(type, values)));

    public static RecordInteraction Interaction(
        EdgeType type, string id, string from, string? to, long at,
        params ReadOnlySpan<(string Name, PropertyValue Value)> values) =>
        new(new EdgeRecord(type, from, to, at, id, Values(type, values)));

    private static PropertyValue[] Values(EdgeType type, ReadOnlySpan<(string Name, PropertyValue Value)> given)
    {
        if (given.IsEmpty) return NoValues[(int)type];
        var definition = EdgeTypes.Of(type);
        var values = new PropertyValue[definition.Properties.Count];
        foreach (var (name, value) in given) values[definition[name].Index] = value;
        return values;
    }

    private static PropertyValue[][] CreateNoValues()
    {
        var all = new PropertyValue[256][];
        foreach (var definition in EdgeTypes.All)
            all[(int)definition.Type] = new PropertyValue[definition.Properties.Count];
        return all;
    }
}
