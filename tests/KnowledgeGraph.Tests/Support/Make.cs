using KnowledgeGraph.Model;

namespace KnowledgeGraph.Tests.Support;

/// <summary>Nodes and edges with the dull fields filled in.</summary>
internal static class Make
{
    /// <summary>2024-01-01T00:00:00Z.</summary>
    public static readonly long Start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>A node of the kind that the id names, complete; properties given stand over the dull ones.</summary>
    public static NodeRecord Node(string id, params (string Name, PropertyValue Value)[] properties)
    {
        if (!NodeIds.TryGetKind(id, out var kind)) throw new ArgumentException($"No kind in {id}.", nameof(id));
        var definition = NodeKinds.Of(kind);
        var values = new PropertyValue[definition.Properties.Count];
        foreach (var property in definition.Properties.Where(property => property.Required))
            values[property.Index] = property.Default.IsNull ? PropertyValue.Text($"The {id}") : property.Default;
        foreach (var (name, value) in properties) values[definition[name].Index] = value;
        return new NodeRecord(id, kind, values);
    }

    /// <summary>A node that says these properties and nothing else.</summary>
    public static NodeRecord Bare(string id, params (string Name, PropertyValue Value)[] properties)
    {
        if (!NodeIds.TryGetKind(id, out var kind)) throw new ArgumentException($"No kind in {id}.", nameof(id));
        var definition = NodeKinds.Of(kind);
        var values = new PropertyValue[definition.Properties.Count];
        foreach (var (name, value) in properties) values[definition[name].Index] = value;
        return new NodeRecord(id, kind, values);
    }

    /// <summary>The set of properties that are not null.</summary>
    public static ulong SetOf(NodeRecord node)
    {
        var set = 0UL;
        for (var index = 0; index < node.Values.Length; index++)
        {
            if (!node.Values[index].IsNull) set |= 1UL << index;
        }
        return set;
    }

    public static EdgeRecord Link(
        EdgeType type, string from, string to, long? at = null,
        params (string Name, PropertyValue Value)[] properties) =>
        new(type, from, to, at, null, Values(type, properties));

    public static EdgeRecord Interaction(
        EdgeType type, string id, string from, string? to, long? at = null,
        params (string Name, PropertyValue Value)[] properties) =>
        new(type, from, to, at ?? Start, id, Values(type, properties));

    public static PropertyValue Text(string text) => PropertyValue.Text(text);

    private static PropertyValue[] Values(EdgeType type, (string Name, PropertyValue Value)[] properties)
    {
        var definition = EdgeTypes.Of(type);
        var values = new PropertyValue[definition.Properties.Count];
        foreach (var (name, value) in properties) values[definition[name].Index] = value;
        return values;
    }
}
