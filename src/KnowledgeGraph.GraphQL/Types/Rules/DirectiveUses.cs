using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// Directives that are applied are known, stand where they may, once unless repeatable, with the right arguments
/// (graphql-js: KnownDirectivesRule, UniqueDirectivesPerLocationRule, KnownArgumentNamesOnDirectivesRule,
/// UniqueArgumentNamesRule, ProvidedRequiredArgumentsOnDirectivesRule).
/// </summary>
internal static class DirectiveUses
{
    public static void Check(SchemaContext context, bool checksValues)
    {
        var seen = new Dictionary<(object Owner, string Directive), Place>();
        foreach (var site in DirectiveSite.All(context.Document))
        {
            foreach (var directive in site.Directives)
            {
                var place = new Place(site.Source, directive);
                CheckArgumentNames(context, directive, site.Source);
                if (!context.Factory.Directives.TryGetValue(directive.Name.Value, out var definition))
                {
                    context.Errors.Add($"Unknown directive \"@{directive.Name.Value}\".", place);
                    continue;
                }

                CheckPlace(context, definition, site, place, seen);
                CheckArguments(context, definition, directive, site.Source, checksValues);
            }
        }
    }

    private static void CheckPlace(
        SchemaContext context,
        DirectiveDefinition definition,
        DirectiveSite site,
        Place place,
        Dictionary<(object Owner, string Directive), Place> seen)
    {
        if (!definition.Locations.Contains(site.Location))
        {
            context.Errors.Add($"Directive \"@{definition.Name}\" may not be used on {site.Location}.", place);
        }

        if (!definition.IsRepeatable && !seen.TryAdd((site.Owner, definition.Name), place))
        {
            context.Errors.Add(
                $"The directive \"@{definition.Name}\" can only be used once at this location.",
                seen[(site.Owner, definition.Name)],
                place);
        }
    }

    private static void CheckArgumentNames(SchemaContext context, DirectiveNode directive, Source source)
    {
        var repeated = directive.Arguments.GroupBy(argument => argument.Name.Value).Where(group => group.Count() > 1);
        foreach (var same in repeated)
        {
            context.Errors.Add(
                $"There can be only one argument named \"{same.Key}\".",
                [.. same.Select(argument => new Place(source, argument.Name))]);
        }

        foreach (var argument in directive.Arguments) UniqueInputFields.Check(context, argument.Value, source);
    }

    private static void CheckArguments(
        SchemaContext context,
        DirectiveDefinition definition,
        DirectiveNode directive,
        Source source,
        bool checksValues)
    {
        foreach (var argument in directive.Arguments)
        {
            var name = argument.Name.Value;
            if (definition.Argument(name) is not { } known)
            {
                var suggestions = Suggestions.DidYouMean(name, definition.Arguments.Select(option => option.Name));
                context.Errors.Add(
                    $"Unknown argument \"{name}\" on directive \"@{definition.Name}\".{suggestions}",
                    new Place(source, argument));
            }
            else if (checksValues && known.Type.IsInput)
            {
                var errors = new InputErrors();
                InputCoercion.FromLiteral(argument.Value, known.Type, null, errors);
                foreach (var error in errors.All) context.Errors.Add(error.Message, new Place(source, argument.Value));
            }
        }

        foreach (var required in definition.Arguments.Where(argument => argument.IsRequired))
        {
            if (directive.Arguments.Any(argument => argument.Name.Value == required.Name)) continue;
            context.Errors.Add(
                $"Directive \"@{definition.Name}\" argument \"{required.Name}\" of type \"{required.Type}\" is "
                + "required, but it was not provided.",
                new Place(source, directive));
        }
    }
}
