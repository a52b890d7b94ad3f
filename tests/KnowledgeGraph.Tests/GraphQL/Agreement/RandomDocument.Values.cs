using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>Arguments, values, variables and directives.</summary>
internal sealed partial class RandomDocument
{
    private static readonly string[] Literals =
    [
        "1", "-7", "2147483648", "1.5", "1e3", "\"text\"", "\"\"\"\n  block\n    text\n\"\"\"", "\"\\u00e9\\n\\\"\"",
        "true", "null", "NAME", "[]", "[1, \"x\"]", "{}", "{ name: 1 }", "{ name: { size: [NAMES] } }", "\"中文 😀\"",
    ];

    private int _variables;

    private string Arguments(IReadOnlyList<InputValueDefinition> definitions)
    {
        var given = definitions.Where(argument => (argument.IsRequired && !Mistake(2)) || random.Next(3) == 0)
            .Select(argument => (Name: Mistake(2) ? Misspelt(argument.Name) : argument.Name, argument.Type))
            .ToList();
        if (given.Count > 0 && Mistake(2)) given.Add(given[0]);
        if (given.Count == 0) return "";
        var texts = given.Select(argument => $"{argument.Name}: {Value(argument.Type, 0)}");
        return $"({string.Join(random.Next(2) == 0 ? ", " : " ", texts)})";
    }

    private string Value(SchemaType type, int depth)
    {
        if (_current.Type is not null && random.Next(5) == 0) return Variable(type);
        if (Mistake(2)) return Any(Literals);
        if (type is NonNullType nonNull) return Literal(nonNull.Of, depth);
        return random.Next(10) == 0 ? "null" : Literal(type, depth);
    }

    private string Literal(SchemaType type, int depth)
    {
        if (type is ListType list)
        {
            if (random.Next(4) == 0 && depth < DepthMax && list.Of is not ListType) return Value(list.Of, depth + 1);
            var count = depth >= DepthMax ? 0 : random.Next(3);
            return $"[{string.Join(", ", Enumerable.Range(0, count).Select(_ => Value(list.Of, depth + 1)))}]";
        }

        return type switch
        {
            EnumType @enum => Mistake(2) ? Misspelt(@enum.Values[0].Name) : Any(@enum.Values).Name,
            InputObjectType input => InputObject(input, depth),
            ScalarType { Name: "Int" } => random.Next(-5, 100).ToString(),
            ScalarType { Name: "Float" } => Any<string>(["1", "2.5", "-1.0e-3"]),
            ScalarType { Name: "String" } => Any<string>(["\"\"", "\"text\"", "\"\"\"block\"\"\"", "\"中文 😀\""]),
            ScalarType { Name: "Boolean" } => Any<string>(["true", "false"]),
            ScalarType { Name: "ID" } => Any<string>(["\"id\"", "7"]),
            _ => Any(Literals.Where(literal => literal != "null")),
        };
    }

    private string InputObject(InputObjectType type, int depth)
    {
        IEnumerable<InputValueDefinition> given = type.IsOneOf && !Mistake()
            ? [Any(type.Fields)]
            : type.Fields.Where(field => (field.IsRequired && !Mistake(2)) || (depth < 2 && random.Next(3) == 0));
        var fields = given
            .Select(field => (Name: Mistake(2) ? Misspelt(field.Name) : field.Name, field.Type))
            .ToList();
        if (fields.Count > 0 && Mistake(2)) fields.Add(fields[^1]);
        var texts = fields.Select(field => $"{field.Name}: {FieldValue(field.Type)}");
        return $"{{ {string.Join(", ", texts)} }}";

        string FieldValue(SchemaType fieldType) =>
            type.IsOneOf && !Mistake() ? Literal(fieldType, depth + 1) : Value(fieldType, depth + 1);
    }

    private int _deferrals;

    private string Variable(SchemaType expected)
    {
        if (_current.Variables.Count > 0 && (Mistake() || random.Next(8) == 0))
        {
            var known = Any(_current.Variables);
            if (Mistake(5) || known.Type == expected) return "$" + known.Name;
        }

        var name = $"v{_variables++}";
        if (!Mistake(2)) _current.Variables.Add((name, expected));
        return "$" + name;
    }

    /// <summary>The definitions of all variables that the operation reaches.</summary>
    private string Definitions(Definition operation)
    {
        var reached = new List<Definition> { operation };
        for (var index = 0; index < reached.Count; index++)
        {
            reached.AddRange(reached[index].Spreads.Where(fragment => !reached.Contains(fragment)).Distinct());
        }

        var definitions = reached.SelectMany(definition => definition.Variables).Where(_ => !Mistake(2))
            .Select(variable => VariableDefinition(variable.Name, variable.Type)).ToList();
        if (definitions.Count > 0 && Mistake()) definitions.Add(definitions[0]);
        if (Mistake(2)) definitions.Add("$unused: Int");
        return definitions.Count == 0 ? "" : $"({string.Join(", ", definitions)})";
    }

    private string VariableDefinition(string name, SchemaType expected)
    {
        var type = Mistake(3) ? Any(schema.Types) : expected;
        if (Mistake(3)) type = type.Nullable;
        if (!type.IsNonNull && random.Next(3) == 0) type = type.NonNull;
        var text = Mistake() ? Misspelt(type.Named.Name) : type.ToString();
        var current = _current;
        _current = new Definition("", null);
        var value = random.Next(6) == 0 && type.IsInput ? $" = {Value(type, 1)}" : "";
        var directives = Directives("VARIABLE_DEFINITION");
        _current = current;
        return $"${name}: {text}{value}{directives}";
    }

    private string Directives(string location, NamedType? parent = null)
    {
        var text = "";
        while (random.Next(10) == 0)
        {
            var fitting = schema.Directives.Where(directive =>
                (Mistake() || directive.Locations.Contains(location)) && MayStandOn(directive.Name, parent)).ToArray();
            if (fitting.Length == 0) return text;
            var chosen = Any(fitting);

            // The reason is `String! = "No longer supported"` by the newer specification, nullable in graphql-js 16.
            var arguments = chosen.Name == "deprecated" ? "" : Arguments(chosen.Arguments);
            text += $" @{(Mistake() ? Misspelt(chosen.Name) : chosen.Name)}{arguments}";
            if (chosen.IsRepeatable || Mistake()) continue;
            return text;
        }

        return text;
    }

    private string Defer(NamedType parent) =>
        !Deferred(parent) ? "" : $" @defer(label: \"d{_deferrals++}\"{If()})";

    private string Stream(NamedType parent, SchemaType type) => type.Nullable is not ListType || !Deferred(parent)
        ? ""
        : $" @stream(label: \"s{_deferrals++}\", initialCount: {random.Next(3)}{If()})";

    private bool Deferred(NamedType parent) => deferrals > 0 && random.NextDouble() < deferrals
        && parent != schema.MutationType && parent != schema.SubscriptionType;

    private string If() => random.Next(8) switch { 0 => ", if: false", 1 => ", if: true", _ => "" };

    // Conditions at the root of a subscription are refused by the newer specification only.
    private bool MayStandOn(string directive, NamedType? parent) =>
        directive is not ("skip" or "include") || (parent is not null && parent != schema.SubscriptionType);
}
