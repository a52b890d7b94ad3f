using KnowledgeGraph.Model;

namespace KnowledgeGraph.Api.Edges;

/// <summary>
/// The properties that some link has, and those that some interaction has, each name once: a name means the same in
/// every type that has it.
/// </summary>
internal static class EdgeProperties
{
    public static IReadOnlyList<PropertyDefinition> OfLinks { get; } = Of(EdgeFamily.Link);

    public static IReadOnlyList<PropertyDefinition> OfInteractions { get; } = Of(EdgeFamily.Interaction);

    private static PropertyDefinition[] Of(EdgeFamily family) =>
    [
        .. EdgeTypes.All
            .Where(type => type.Family == family)
            .SelectMany(type => type.Properties)
            .DistinctBy(property => property.Name),
    ];
}
