using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Directives have arguments of input types and do not refer to themselves
/// (https://spec.graphql.org/September2025/#sec-Type-System.Directives.Type-Validation).
/// </summary>
internal static class DirectiveDefinitionRules
{
    public static void Check(SchemaContext context, DirectiveDefinition directive)
    {
        foreach (var argument in directive.Arguments)
        {
            FieldRules.CheckArgument(
                context, argument, $"@{directive.Name}({argument.Name}:)", argument.Syntax!);
        }

        if (FindCycle(context, directive) is not { } path) return;
        context.Errors.Add(
            $"Directive \"@{directive.Name}\" must not refer to itself: {string.Join(" -> ", path)}.",
            new Place(directive.Source, directive.Syntax));
    }

    /// <summary>The coordinates on the way from a directive back to itself, or null where there is none.</summary>
    private static List<string>? FindCycle(SchemaContext context, DirectiveDefinition start)
    {
        var visited = new HashSet<object>();
        var path = new List<string> { $"@{start.Name}" };
        return FromDirective(start) ? path : null;

        bool FromDirective(DirectiveDefinition directive) => directive.Arguments.Any(argument =>
            Step($"@{directive.Name}({argument.Name}:)", () => FromInputValue(argument)));

        bool FromInputValue(InputValueDefinition value) =>
            FromUses(value.Directives) || (visited.Add(value.Type.Named) && FromType(value.Type.Named));

        bool FromType(NamedType type) => Step(type.Name, () => FromUses(type.Directives)) || type switch
        {
            EnumType @enum => @enum.Values.Any(value => Step($"{type}.{value.Name}", () => FromUses(value.Directives))),
            InputObjectType input => input.Fields.Any(field =>
                Step($"{type}.{field.Name}", () => FromInputValue(field))),
            _ => false,
        };

        bool FromUses(IReadOnlyList<AppliedDirective> uses) => uses.Any(use =>
            Step($"@{use.Name}", () =>
                use.Name == start.Name
                || (context.Factory.Directives.TryGetValue(use.Name, out var directive)
                    && visited.Add(directive)
                    && FromDirective(directive))));

        bool Step(string coordinate, Func<bool> leadsBack)
        {
            path.Add(coordinate);
            if (leadsBack()) return true;
            path.RemoveAt(path.Count - 1);
            return false;
        }
    }
}
