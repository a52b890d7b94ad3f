namespace KnowledgeGraph.GraphQL.Language;

/// <summary>Writes syntax as text, byte for byte as graphql-js's `print` does. Thread-safe.</summary>
public static partial class Printer
{
    private const int ArgumentsLineMax = 80;

    public static string Print(SyntaxNode node) => node switch
    {
        DocumentNode document => Join(document.Definitions, "\n\n"),
        NameNode name => name.Value,
        OperationDefinitionNode operation => Operation(operation),
        VariableDefinitionNode definition => VariableDefinition(definition),
        SelectionSetNode selections => Block(selections.Selections),
        FieldNode field => Field(field),
        ArgumentNode argument => $"{argument.Name.Value}: {Print(argument.Value)}",
        FragmentSpreadNode spread => $"...{spread.Name.Value}{Wrap(" ", Directives(spread.Directives))}",
        InlineFragmentNode fragment => JoinFilled(
            " ",
            "...",
            Wrap("on ", fragment.TypeCondition?.Name.Value),
            Directives(fragment.Directives),
            Print(fragment.SelectionSet)),
        FragmentDefinitionNode fragment => Fragment(fragment),
        DirectiveNode directive => $"@{directive.Name.Value}{Wrap("(", Join(directive.Arguments, ", "), ")")}",
        ValueNode value => Value(value),
        ObjectFieldNode field => $"{field.Name.Value}: {Print(field.Value)}",
        TypeNode type => Type(type),
        SchemaCoordinateNode coordinate => Coordinate(coordinate),
        _ => TypeSystem(node),
    };

    private static string Operation(OperationDefinitionNode node)
    {
        var keyword = Keyword(node.Operation);
        var variables = List(node.VariableDefinitions, indents: false);
        var prefix = Description(node.Description)
            + JoinFilled(" ", keyword, node.Name?.Value + variables, Directives(node.Directives));
        // An anonymous query with nothing before its selections has the short form.
        var isShort = node.Operation == OperationType.Query && prefix == keyword;
        return (isShort ? "" : prefix + " ") + Print(node.SelectionSet);
    }

    private static string Fragment(FragmentDefinitionNode node) =>
        $"{Description(node.Description)}fragment {node.Name.Value} on {node.TypeCondition.Name.Value} "
        + Wrap("", Directives(node.Directives), " ")
        + Print(node.SelectionSet);

    private static string VariableDefinition(VariableDefinitionNode node) =>
        $"{Description(node.Description)}${node.Variable.Name.Value}: {Type(node.Type)}"
        + Wrap(" = ", node.DefaultValue is null ? null : Value(node.DefaultValue))
        + Wrap(" ", Directives(node.Directives));

    private static string Field(FieldNode node)
    {
        var prefix = Wrap("", node.Alias?.Value, ": ") + node.Name.Value;
        var line = prefix + Wrap("(", Join(node.Arguments, ", "), ")");
        if (line.Length > ArgumentsLineMax)
        {
            line = prefix + Wrap("(\n", Indent(Join(node.Arguments, "\n")), "\n)");
        }

        return line
            + Wrap(" ", Directives(node.Directives))
            + Wrap(" ", node.SelectionSet is null ? null : Print(node.SelectionSet));
    }

    private static string Value(ValueNode node) => node switch
    {
        VariableNode variable => $"${variable.Name.Value}",
        IntValueNode integer => integer.Value,
        FloatValueNode number => number.Value,
        StringValueNode text => text.IsBlock ? BlockString.Print(text.Value) : PrintString(text.Value),
        BooleanValueNode boolean => boolean.Value ? "true" : "false",
        NullValueNode => "null",
        EnumValueNode value => value.Value,
        ListValueNode list => $"[{Join(list.Values, ", ")}]",
        ObjectValueNode @object => $"{{{Join(@object.Fields, ", ")}}}",
        _ => throw Unknown(node),
    };

    private static string Type(TypeNode node) => node switch
    {
        NamedTypeNode named => named.Name.Value,
        ListTypeNode list => $"[{Type(list.Type)}]",
        NonNullTypeNode nonNull => $"{Type(nonNull.Type)}!",
        _ => throw Unknown(node),
    };

    private static string Coordinate(SchemaCoordinateNode node) =>
        (node.IsDirective ? "@" : "") + node.Name.Value
        + Wrap(".", node.MemberName?.Value)
        + Wrap("(", node.ArgumentName?.Value, ":)");

    private static string Keyword(OperationType operation) => operation switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };

    private static string Description(StringValueNode? description) =>
        Wrap("", description is null ? null : Value(description), "\n");

    private static string Directives(IReadOnlyList<DirectiveNode> directives) => Join(directives, " ");

    private static string Block(IReadOnlyList<SyntaxNode> nodes) => Wrap("{\n", Indent(Join(nodes, "\n")), "\n}");

    /// <summary>Items in parentheses: on one line, or each on its own where one of them takes several.</summary>
    private static string List(IReadOnlyList<SyntaxNode> nodes, bool indents)
    {
        var items = nodes.Select(Print).ToArray();
        if (!items.Any(item => item.Contains('\n'))) return Wrap("(", string.Join(", ", items), ")");
        var lines = string.Join('\n', items);
        return Wrap("(\n", indents ? Indent(lines) : lines, "\n)");
    }

    private static string Join(IReadOnlyList<SyntaxNode> nodes, string separator) =>
        nodes.Count == 0 ? "" : string.Join(separator, nodes.Select(Print));

    private static string JoinFilled(string separator, params IEnumerable<string?> parts) =>
        string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string Indent(string text) =>
        Wrap("  ", text.Replace("\n", "\n  ", StringComparison.Ordinal));

    private static string Wrap(string start, string? text, string end = "") =>
        string.IsNullOrEmpty(text) ? "" : start + text + end;

    private static ArgumentException Unknown(SyntaxNode node) =>
        new($"There is no text for {node.GetType().Name}.", nameof(node));
}
