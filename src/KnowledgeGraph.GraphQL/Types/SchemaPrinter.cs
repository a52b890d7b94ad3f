using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Writes a schema as SDL, as graphql-js's `printSchema` does. What the specification brings along is left out.
/// </summary>
public static class SchemaPrinter
{
    /// <summary>The whole schema; types stand in the order of their definitions unless sorted.</summary>
    public static string Print(Schema schema, SchemaPrinterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var writer = new Writer(options ?? SchemaPrinterOptions.Default);
        return string.Join("\n\n", writer.Parts(schema));
    }

    /// <summary>One type.</summary>
    public static string Print(NamedType type, SchemaPrinterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Writer(options ?? SchemaPrinterOptions.Default).Type(type);
    }

    private readonly struct Writer(SchemaPrinterOptions options)
    {
        // These have places of their own in the text.
        private static readonly string[] Specified = ["deprecated", "specifiedBy", "oneOf"];

        public IEnumerable<string> Parts(Schema schema)
        {
            var writer = this;
            var root = Root(schema);
            return (root is null ? Array.Empty<string>() : [root])
                .Concat(InOrder(schema.Directives.Where(directive => !directive.IsBuiltIn), directive => directive.Name)
                    .Select(writer.Directive))
                .Concat(InOrder(schema.Types.Where(type => !type.IsBuiltIn), type => type.Name).Select(writer.Type));
        }

        public string Type(NamedType type) => Description(type.Description) + type switch
        {
            ScalarType scalar => $"scalar {type}{SpecifiedBy(scalar)}{Applied(type.Directives)}",
            ObjectType @object => $"type {type}{Implements(@object)}{Applied(type.Directives)}{Fields(@object)}",
            InterfaceType @interface =>
                $"interface {type}{Implements(@interface)}{Applied(type.Directives)}{Fields(@interface)}",
            UnionType union => $"union {type}{Applied(type.Directives)}{Members(union)}",
            EnumType @enum => $"enum {type}{Applied(type.Directives)}{Values(@enum)}",
            InputObjectType input =>
                $"input {type}{(input.IsOneOf ? " @oneOf" : "")}{Applied(type.Directives)}{InputFields(input)}",
            _ => throw new ArgumentException($"There is no text for {type.GetType().Name}.", nameof(type)),
        };

        private string? Root(Schema schema)
        {
            var applied = Applied(schema.AppliedDirectives);
            var isUsual = schema.QueryType.Name == "Query"
                && schema.MutationType is null or { Name: "Mutation" }
                && schema.SubscriptionType is null or { Name: "Subscription" };
            if (schema.Description is null && applied.Length == 0 && isUsual) return null;
            var roots = new List<string> { $"  query: {schema.QueryType}" };
            if (schema.MutationType is { } mutation) roots.Add($"  mutation: {mutation}");
            if (schema.SubscriptionType is { } subscription) roots.Add($"  subscription: {subscription}");
            return $"{Description(schema.Description)}schema{applied}{Block(roots)}";
        }

        private string Directive(DirectiveDefinition directive) =>
            $"{Description(directive.Description)}directive @{directive.Name}{Arguments(directive.Arguments, "")}"
            + (directive.IsRepeatable ? " repeatable" : "")
            + $" on {string.Join(" | ", InOrder(directive.Locations, location => location))}";

        private string Implements(FieldedType type) => type.Interfaces.Count == 0
            ? ""
            : $" implements {string.Join(" & ", InOrder(type.Interfaces, implemented => implemented.Name))}";

        private string Members(UnionType union) => union.Types.Count == 0
            ? ""
            : $" = {string.Join(" | ", InOrder(union.Types, member => member.Name))}";

        private string Fields(FieldedType type)
        {
            var writer = this;
            return Block([.. InOrder(type.Fields, field => field.Name).Select((field, index) =>
                Description(field.Description, "  ", index == 0)
                + $"  {field.Name}{writer.Arguments(field.Arguments, "  ")}: {field.Type}"
                + Deprecated(field.DeprecationReason) + writer.Applied(field.Directives))]);
        }

        private string InputFields(InputObjectType type)
        {
            var writer = this;
            return Block([.. InOrder(type.Fields, field => field.Name).Select((field, index) =>
                $"{Description(field.Description, "  ", index == 0)}  {writer.InputValue(field)}")]);
        }

        private string Values(EnumType type)
        {
            var writer = this;
            return Block([.. InOrder(type.Values, value => value.Name).Select((value, index) =>
                $"{Description(value.Description, "  ", index == 0)}  {value.Name}"
                + Deprecated(value.DeprecationReason) + writer.Applied(value.Directives))]);
        }

        private string Arguments(IReadOnlyList<InputValueDefinition> arguments, string indent)
        {
            if (arguments.Count == 0) return "";
            var writer = this;
            var ordered = InOrder(arguments, argument => argument.Name);
            if (arguments.All(argument => string.IsNullOrEmpty(argument.Description)))
            {
                return $"({string.Join(", ", ordered.Select(writer.InputValue))})";
            }

            var lines = ordered.Select((argument, index) =>
                Description(argument.Description, "  " + indent, index == 0)
                + $"  {indent}{writer.InputValue(argument)}");
            return $"(\n{string.Join('\n', lines)}\n{indent})";
        }

        private string InputValue(InputValueDefinition value) =>
            $"{value.Name}: {value.Type}"
            + (value.Default is null ? "" : $" = {InputValuePrinter.Print(value.Default, value.Type, options.Sorted)}")
            + Deprecated(value.DeprecationReason) + Applied(value.Directives);

        private string Applied(IReadOnlyList<AppliedDirective> directives) => !options.WithAppliedDirectives
            ? ""
            : string.Concat(directives
                .Where(directive => !Specified.Contains(directive.Name))
                .Select(directive => directive.Arguments.Count == 0
                    ? $" @{directive.Name}"
                    : $" @{directive.Name}({string.Join(", ", directive.Arguments.Select(Printer.Print))})"));

        private static string Deprecated(string? reason) => reason switch
        {
            null => "",
            SpecifiedSchema.DefaultDeprecationReason => " @deprecated",
            _ => $" @deprecated(reason: {Printer.PrintString(reason)})",
        };

        private static string SpecifiedBy(ScalarType type) =>
            type.SpecifiedByUrl is null ? "" : $" @specifiedBy(url: {Printer.PrintString(type.SpecifiedByUrl)})";

        private static string Description(string? description, string indent = "", bool isFirst = true)
        {
            if (description is null) return "";
            var text = BlockString.CanHold(description)
                ? BlockString.Print(description)
                : Printer.PrintString(description);
            // An empty line keeps one member from the next one's description.
            var start = indent.Length > 0 && !isFirst ? "\n" + indent : indent;
            return $"{start}{text.Replace("\n", "\n" + indent, StringComparison.Ordinal)}\n";
        }

        private static string Block(List<string> lines) =>
            lines.Count == 0 ? "" : $" {{\n{string.Join('\n', lines)}\n}}";

        private IEnumerable<T> InOrder<T>(IEnumerable<T> items, Func<T, string> name) => options.Sorted
            ? items.OrderBy(name, Comparer<string>.Create(NaturalOrder.Compare))
            : items;
    }
}
