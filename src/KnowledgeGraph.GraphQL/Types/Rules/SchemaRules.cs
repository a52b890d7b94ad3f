using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// All rules of a type system (https://spec.graphql.org/September2025/#sec-Type-System), in one list.
/// </summary>
internal static class SchemaRules
{
    public static void Check(SchemaContext context)
    {
        CheckDefinitionsOnly(context);
        UniqueNames.Check(context);
        KnownTypes.Check(context);
        PossibleExtensions.Check(context);
        ReservedNames.Check(context);
        RootTypeRules.Check(context);
        foreach (var type in context.Factory.Types.Values.Where(type => !type.IsBuiltIn)) CheckType(context, type);
        InputObjectCycles.Check(context);
        var defaultsEnd = DefaultValueCycles.Check(context);
        DefaultValueRules.Check(context, checksValues: defaultsEnd);
        DirectiveUses.Check(context, checksValues: defaultsEnd);
        foreach (var directive in context.Factory.Directives.Values.Where(directive => !directive.IsBuiltIn))
        {
            DirectiveDefinitionRules.Check(context, directive);
        }
    }

    private static void CheckType(SchemaContext context, NamedType type)
    {
        switch (type)
        {
            case FieldedType fielded:
                FieldRules.Check(context, fielded);
                InterfaceRules.Check(context, fielded);
                break;
            case UnionType union:
                MemberRules.Check(context, union);
                break;
            case EnumType @enum:
                MemberRules.Check(context, @enum);
                break;
            case InputObjectType input:
                InputObjectRules.Check(context, input);
                break;
        }
    }

    private static void CheckDefinitionsOnly(SchemaContext context)
    {
        foreach (var executable in context.Document.Executables)
        {
            var kind = executable.Node is FragmentDefinitionNode ? "A fragment" : "An operation";
            context.Errors.Add($"{kind} has no place in a schema.", executable.Place);
        }
    }
}
