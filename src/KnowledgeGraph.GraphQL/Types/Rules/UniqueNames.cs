using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Nothing is defined twice (graphql-js: LoneSchemaDefinitionRule, UniqueOperationTypesRule, UniqueTypeNamesRule,
/// UniqueEnumValueNamesRule, UniqueFieldDefinitionNamesRule, UniqueArgumentDefinitionNamesRule,
/// UniqueDirectiveNamesRule).
/// </summary>
internal static class UniqueNames
{
    public static void Check(SchemaContext context)
    {
        var document = context.Document;
        foreach (var schema in document.Schemas.Skip(1))
        {
            context.Errors.Add("Must provide only one schema definition.", schema.Place);
        }

        CheckAll(
            context,
            document.Schemas.Concat(document.SchemaExtensions).SelectMany(schema =>
                schema.Node.OperationTypes.Select(root =>
                    (root.Operation.ToString().ToLowerInvariant(), schema.At(root)))),
            operation => $"There can be only one {operation} type in schema.");
        CheckAll(
            context,
            document.Types.Select(type => (type.Node.Name.Value, type.At(type.Node.Name))),
            name => $"There can be only one type named \"{name}\".");
        CheckAll(
            context,
            document.Directives.Select(directive => (directive.Node.Name.Value, directive.At(directive.Node.Name))),
            name => $"There can be only one directive named \"@{name}\".");
        foreach (var parts in document.Types.Concat(document.TypeExtensions).GroupBy(type => type.Node.Name.Value))
        {
            CheckMembers(context, parts.Key, [.. parts]);
        }

        foreach (var directive in document.Directives)
        {
            CheckArguments(
                context, $"@{directive.Node.Name.Value}", directive.Node.Arguments, directive.Source);
        }
    }

    private static void CheckMembers(
        SchemaContext context, string type, IReadOnlyList<Placed<TypeDefinitionNode>> parts)
    {
        CheckAll(
            context,
            parts.SelectMany(part => part.Node is EnumTypeNode node
                ? node.Values.Select(value => (value.Name.Value, part.At(value.Name)))
                : []),
            name => $"Enum value \"{type}.{name}\" can only be defined once.");
        CheckAll(
            context,
            parts.SelectMany(part => FieldNames(part.Node).Select(name => (name.Value, part.At(name)))),
            name => $"Field \"{type}.{name}\" can only be defined once.");
        foreach (var part in parts)
        {
            foreach (var field in SyntaxParts.Fields(part.Node))
            {
                CheckArguments(context, $"{type}.{field.Name.Value}", field.Arguments, part.Source);
            }
        }
    }

    private static IEnumerable<NameNode> FieldNames(TypeDefinitionNode node) => node is InputObjectTypeNode input
        ? input.Fields.Select(field => field.Name)
        : SyntaxParts.Fields(node).Select(field => field.Name);

    private static void CheckArguments(
        SchemaContext context, string owner, IReadOnlyList<InputValueDefinitionNode> arguments, Source source)
    {
        foreach (var same in arguments.GroupBy(argument => argument.Name.Value).Where(group => group.Count() > 1))
        {
            context.Errors.Add(
                $"Argument \"{owner}({same.Key}:)\" can only be defined once.",
                [.. same.Select(argument => new Place(source, argument.Name))]);
        }
    }

    /// <summary>Each name that came before is one error, which shows both places.</summary>
    private static void CheckAll(
        SchemaContext context, IEnumerable<(string Name, Place Place)> names, Func<string, string> text)
    {
        var first = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (name, place) in names)
        {
            if (!first.TryAdd(name, place)) context.Errors.Add(text(name), first[name], place);
        }
    }
}
