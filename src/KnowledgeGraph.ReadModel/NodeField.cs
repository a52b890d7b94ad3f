using System.Diagnostics.CodeAnalysis;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Something that every node of a kind can be asked for: a property, its id, or what the read model derives from its
/// edges. Found in <see cref="NodeFields"/>.
/// </summary>
public sealed record NodeField
{
    internal NodeField(NodeKind kind, string name, PropertyType type, NodeFieldSource source, int property = -1)
    {
        Kind = kind;
        Name = name;
        Type = type;
        Source = source;
        Property = property;
    }

    public NodeKind Kind { get; }

    public string Name { get; }

    public PropertyType Type { get; }

    internal NodeFieldSource Source { get; }

    /// <summary>The index of the property, or -1.</summary>
    internal int Property { get; }

    public override string ToString() => $"{Kind}.{Name}";
}

/// <summary>Where a field's values stand.</summary>
internal enum NodeFieldSource
{
    Property,
    Id,
    Excerpt,
    Score,
    ViewCount,
    Rating,
    DocumentCount,
}

/// <summary>All fields, made from the table of node kinds.</summary>
public static class NodeFields
{
    private static readonly Dictionary<string, NodeField>[] ByName = [.. NodeKinds.All.Select(Define)];

    public static IReadOnlyCollection<NodeField> All(NodeKind kind) => ByName[(int)kind].Values;

    public static bool TryGet(NodeKind kind, string name, [NotNullWhen(true)] out NodeField? field) =>
        ByName[(int)kind].TryGetValue(name, out field);

    /// <summary>The field of that name, which the kind must have.</summary>
    public static NodeField Of(NodeKind kind, string name) => TryGet(kind, name, out var field)
        ? field
        : throw new ArgumentException($"{kind} has no field `{name}`.", nameof(name));

    private static Dictionary<string, NodeField> Define(NodeKindDefinition kind)
    {
        var fields = new Dictionary<string, NodeField>(StringComparer.Ordinal);
        Add("id", PropertyType.Text, NodeFieldSource.Id);
        foreach (var property in kind.Properties.Where(property => !property.Private))
        {
            fields[property.Name] =
                new(kind.Kind, property.Name, property.Type, NodeFieldSource.Property, property.Index);
        }

        if (kind.Kind == NodeKind.Document)
        {
            Add("excerpt", PropertyType.Text, NodeFieldSource.Excerpt);
            // In the place of the properties, which they contain.
            Add("score", PropertyType.Integer, NodeFieldSource.Score);
            Add("viewCount", PropertyType.Integer, NodeFieldSource.ViewCount);
        }

        if (EdgeTypes.Of(EdgeType.Rated).To.Contains(kind.Kind))
        {
            Add("rating", PropertyType.Number, NodeFieldSource.Rating);
        }

        if (kind.Kind == NodeKind.Topic) Add("documentCount", PropertyType.Integer, NodeFieldSource.DocumentCount);
        return fields;

        void Add(string name, PropertyType type, NodeFieldSource source) =>
            fields[name] = new(kind.Kind, name, type, source);
    }
}
