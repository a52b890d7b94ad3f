using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Types.Diff;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>
/// What of a schema a document uses, so that it can be said which documents a change of the schema concerns. Immutable.
/// </summary>
public sealed class DocumentUsage
{
    private readonly Schema _schema;
    private readonly HashSet<string> _elements;
    private readonly HashSet<string> _wholeTypes;

    private DocumentUsage(Schema schema, HashSet<string> elements, HashSet<string> wholeTypes) =>
        (_schema, _elements, _wholeTypes) = (schema, elements, wholeTypes);

    /// <summary>Looks through a document that is valid against the schema.</summary>
    public static DocumentUsage Of(Schema schema, DocumentNode document)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(document);
        var context = new ValidationContext(schema, document, ValidationOptions.Default);
        var collector = new Collector(context);
        new DocumentWalker(context, new RuleSet([collector])).Walk();
        return new DocumentUsage(schema, collector.Elements, collector.WholeTypes);
    }

    /// <summary>
    /// The document uses what a change is about: the element itself; or, of an enum that it selects or an input object
    /// that one of its variables can hold, any part; or the field or directive that an argument was added to.
    /// </summary>
    /// <param name="change">A change from this schema to another.</param>
    public bool IsConcernedBy(SchemaChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var coordinate = change.Coordinate;
        if (_elements.Contains(coordinate)) return true;
        if (coordinate.IndexOf('(', StringComparison.Ordinal) is var argument and >= 0)
        {
            return !HasArgument(coordinate, argument) && _elements.Contains(coordinate[..argument]);
        }

        return coordinate.IndexOf('.', StringComparison.Ordinal) is var member and >= 0
            && _wholeTypes.Contains(coordinate[..member]);
    }

    private bool HasArgument(string coordinate, int argument)
    {
        var name = coordinate[(argument + 1)..].TrimEnd(')', ':');
        if (coordinate[0] == '@') return _schema.Directive(coordinate[1..argument])?.Argument(name) is not null;
        var member = coordinate.IndexOf('.', StringComparison.Ordinal);
        return _schema.Type(coordinate[..member]) is FieldedType type
            && type.Field(coordinate[(member + 1)..argument])?.Argument(name) is not null;
    }

    /// <summary>Notes what the walk comes by.</summary>
    private sealed class Collector(ValidationContext context)
        : IEnter<FieldNode>, IEnter<ArgumentNode>, IEnter<DirectiveNode>, IEnter<NamedTypeNode>, IEnter<ValueNode>,
            IEnter<ObjectFieldNode>, IEnter<VariableDefinitionNode>
    {
        private readonly TypeInfo _info = context.TypeInfo;

        public HashSet<string> Elements { get; } = new(StringComparer.Ordinal);

        public HashSet<string> WholeTypes { get; } = new(StringComparer.Ordinal);

        public void Enter(FieldNode node)
        {
            if (_info.Field is not { Owner: not null } field) return;
            Elements.Add(field.ToString());
            Elements.Add(field.Owner.Name);
            Elements.Add(field.Type.Named.Name);
            if (field.Type.Named is EnumType) WholeTypes.Add(field.Type.Named.Name);
        }

        public void Enter(ArgumentNode node)
        {
            var owner = _info.Directive is { } directive ? $"@{directive.Name}" : _info.Field?.ToString();
            if (_info.Argument is { } argument) Elements.Add($"{owner}({argument.Name}:)");
        }

        public void Enter(DirectiveNode node) => Elements.Add($"@{node.Name.Value}");

        public void Enter(NamedTypeNode node) => Elements.Add(node.Name.Value);

        public void Enter(ValueNode node)
        {
            if (_info.InputType?.Named is not { } type) return;
            Elements.Add(type.Name);
            if (node is EnumValueNode value) Elements.Add($"{type.Name}.{value.Value}");
        }

        public void Enter(ObjectFieldNode node)
        {
            if (_info.ParentInputType?.Named is InputObjectType type) Elements.Add($"{type.Name}.{node.Name.Value}");
        }

        // What a variable holds is not known here: all that it can hold counts.
        public void Enter(VariableDefinitionNode node)
        {
            if (TypeReference.Find(context.Schema, node.Type) is { } type) AddWhole(type.Named);
        }

        private void AddWhole(NamedType type)
        {
            if (type is not (EnumType or InputObjectType) || !WholeTypes.Add(type.Name)) return;
            Elements.Add(type.Name);
            if (type is not InputObjectType input) return;
            foreach (var field in input.Fields) AddWhole(field.Type.Named);
        }
    }
}
