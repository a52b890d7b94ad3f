using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types.Rules;

/// <summary>
/// A type is what the interfaces that it implements say
/// (https://spec.graphql.org/September2025/#IsValidImplementation()).
/// </summary>
internal static class InterfaceRules
{
    public static void Check(SchemaContext context, FieldedType type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in type.Syntax.SelectMany(SyntaxParts.Interfaces))
        {
            var name = reference.Name.Value;
            if (!context.Factory.Types.TryGetValue(name, out var named)) continue;
            if (named is not InterfaceType implemented)
            {
                context.Errors.Add(
                    $"Type {type} must only implement Interface types, it cannot implement {name}.",
                    SyntaxParts.Mentions(type, name));
            }
            else if (type == implemented)
            {
                context.Errors.Add(
                    $"Type {type} cannot implement itself because it would create a circular reference.",
                    SyntaxParts.Mentions(type, name));
            }
            else if (!seen.Add(name))
            {
                context.Errors.Add(
                    $"Type {type} can only implement {name} once.", SyntaxParts.Mentions(type, name));
            }
            else
            {
                CheckAncestors(context, type, implemented);
                foreach (var field in implemented.Fields) CheckField(context, type, field);
            }
        }
    }

    private static void CheckAncestors(SchemaContext context, FieldedType type, InterfaceType implemented)
    {
        foreach (var ancestor in implemented.Interfaces)
        {
            if (type.Interfaces.Contains(ancestor)) continue;
            context.Errors.Add(
                ancestor == type
                    ? $"Type {type} cannot implement {implemented} because it would create a circular reference."
                    : $"Type {type} must implement {ancestor} because it is implemented by {implemented}.",
                [.. SyntaxParts.Mentions(implemented, ancestor.Name), .. SyntaxParts.Mentions(type, implemented.Name)]);
        }
    }

    private static void CheckField(
        SchemaContext context, FieldedType type, FieldDefinition wanted)
    {
        if (type.Field(wanted.Name) is not { } field)
        {
            context.Errors.Add(
                $"Interface field {wanted} expected but {type} does not provide it.",
                [new Place(wanted.Source, wanted.Syntax), .. SyntaxParts.Places(type)]);
            return;
        }

        if (!Schema.IsSubtype(field.Type, wanted.Type) && !IsUnknown(context, field.Type, wanted.Type))
        {
            context.Errors.Add(
                $"Interface field {wanted} expects type {wanted.Type} but {field} is type {field.Type}.",
                new Place(wanted.Source, wanted.Syntax!.Type),
                new Place(field.Source, field.Syntax!.Type));
        }

        if (field.DeprecationReason is not null && wanted.DeprecationReason is null)
        {
            context.Errors.Add(
                $"Interface field {wanted} is not deprecated, so implementation field {field} must not be deprecated.",
                new Place(field.Source, SyntaxParts.Deprecated(field.Syntax)),
                new Place(field.Source, field.Syntax!.Type));
        }

        foreach (var argument in wanted.Arguments) CheckArgument(context, wanted, field, argument);
        foreach (var added in field.Arguments)
        {
            if (!added.IsRequired || wanted.Argument(added.Name) is not null) continue;
            context.Errors.Add(
                $"Object field {field} includes required argument {added.Name} that is missing from the Interface "
                + $"field {wanted}.",
                new Place(added.Source, added.Syntax),
                new Place(wanted.Source, wanted.Syntax));
        }
    }

    private static void CheckArgument(
        SchemaContext context, FieldDefinition wanted, FieldDefinition field, InputValueDefinition wantedArgument)
    {
        var name = wantedArgument.Name;
        if (field.Argument(name) is not { } argument)
        {
            context.Errors.Add(
                $"Interface field argument {wanted}({name}:) expected but {field} does not provide it.",
                new Place(wantedArgument.Source, wantedArgument.Syntax),
                new Place(field.Source, field.Syntax));
        }
        else if (argument.Type != wantedArgument.Type)
        {
            context.Errors.Add(
                $"Interface field argument {wanted}({name}:) expects type {wantedArgument.Type} but "
                + $"{field}({name}:) is type {argument.Type}.",
                new Place(wantedArgument.Source, wantedArgument.Syntax!.Type),
                new Place(argument.Source, argument.Syntax!.Type));
        }
    }

    // An unknown type is an error already; what follows from it is none.
    private static bool IsUnknown(SchemaContext context, SchemaType one, SchemaType other) =>
        context.Factory.IsUnknown(one) || context.Factory.IsUnknown(other);
}
