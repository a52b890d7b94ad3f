using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>Every type that is named is defined (graphql-js: KnownTypeNamesRule).</summary>
internal static class KnownTypes
{
    public static void Check(SchemaContext context)
    {
        var document = context.Document;
        foreach (var schema in document.Schemas.Concat(document.SchemaExtensions))
        {
            foreach (var root in schema.Node.OperationTypes) CheckReference(context, root.Type, schema.Source);
        }

        foreach (var type in document.Types.Concat(document.TypeExtensions))
        {
            foreach (var reference in References(type.Node)) CheckReference(context, reference, type.Source);
        }

        foreach (var directive in document.Directives)
        {
            foreach (var argument in directive.Node.Arguments) CheckReference(context, argument.Type, directive.Source);
        }
    }

    private static IEnumerable<TypeNode> References(TypeDefinitionNode node) => node switch
    {
        ObjectTypeNode type => type.Interfaces.Concat(type.Fields.SelectMany(References)),
        InterfaceTypeNode type => type.Interfaces.Concat(type.Fields.SelectMany(References)),
        UnionTypeNode union => union.Types,
        InputObjectTypeNode input => input.Fields.Select(field => field.Type),
        _ => [],
    };

    private static IEnumerable<TypeNode> References(FieldDefinitionNode field) =>
        field.Arguments.Select(argument => argument.Type).Append(field.Type);

    private static void CheckReference(SchemaContext context, TypeNode reference, Source source)
    {
        while (reference is not NamedTypeNode)
        {
            reference = reference is ListTypeNode list ? list.Type : ((NonNullTypeNode)reference).Type;
        }

        var name = ((NamedTypeNode)reference).Name.Value;
        if (context.Factory.Types.ContainsKey(name)) return;
        var known = context.Factory.Types.Keys;
        context.Errors.Add(
            $"Unknown type \"{name}\".{Suggestions.DidYouMean(name, known)}", new Place(source, reference));
    }
}
