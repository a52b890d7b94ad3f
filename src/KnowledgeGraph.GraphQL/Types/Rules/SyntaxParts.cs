using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>What the definitions of a type hold, whatever kind of type it is, each with its source.</summary>
internal static class SyntaxParts
{
    /// <summary>A type's definition and its extensions.</summary>
    public static Place[] Places(NamedType type) =>
        [.. type.Syntax.Zip(type.Sources, (node, source) => new Place(source, node))];

    public static IReadOnlyList<NamedTypeNode> Interfaces(TypeDefinitionNode node) => node switch
    {
        ObjectTypeNode type => type.Interfaces,
        InterfaceTypeNode type => type.Interfaces,
        _ => [],
    };

    public static IReadOnlyList<FieldDefinitionNode> Fields(TypeDefinitionNode node) => node switch
    {
        ObjectTypeNode type => type.Fields,
        InterfaceTypeNode type => type.Fields,
        _ => [],
    };

    /// <summary>All mentions of one interface after `implements`, or of one member in a union.</summary>
    public static Place[] Mentions(NamedType type, string name) =>
        [.. type.Syntax.Zip(type.Sources).SelectMany(part =>
            (part.First is UnionTypeNode union ? union.Types : Interfaces(part.First))
                .Where(reference => reference.Name.Value == name)
                .Select(reference => new Place(part.Second, reference)))];

    public static DirectiveNode? Deprecated(InputValueDefinitionNode? node) => Deprecated(node?.Directives);

    public static DirectiveNode? Deprecated(FieldDefinitionNode? node) => Deprecated(node?.Directives);

    private static DirectiveNode? Deprecated(IReadOnlyList<DirectiveNode>? directives) =>
        directives?.FirstOrDefault(directive => directive.Name.Value == "deprecated");
}
