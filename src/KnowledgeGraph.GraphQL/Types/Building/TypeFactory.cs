using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>
/// Makes the types that a document defines and fills them in, whatever is wrong with them: the rules look afterwards.
/// Of two things with one name the first counts; an unknown type becomes a placeholder outside of <see cref="Types"/>.
/// </summary>
internal sealed class TypeFactory
{
    private readonly Dictionary<string, ScalarType> _unknown = [];

    /// <summary>
    /// Makes what the document defines and what the specification adds. A built-in scalar or an introspection type that
    /// the document defines again stays the specification's; a directive may be defined anew.
    /// </summary>
    public TypeFactory(
        SchemaDocument document, SchemaDocument specified, IReadOnlyDictionary<string, ScalarCoercion> scalars)
    {
        var reserved = specified.Types.Select(type => type.Node.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var definition in document.Types)
        {
            if (!reserved.Contains(definition.Node.Name.Value)) Declare(definition, document, isBuiltIn: false);
        }

        foreach (var definition in specified.Types) Declare(definition, specified, isBuiltIn: true);
        foreach (var type in Types.Values) Fill(type, type.IsBuiltIn ? BuiltInScalars.All : scalars);
        foreach (var definition in document.Directives) Declare(definition, isBuiltIn: false);
        foreach (var definition in specified.Directives) Declare(definition, isBuiltIn: true);
    }

    /// <summary>The types by name, in the order of their definitions.</summary>
    public OrderedDictionary<string, NamedType> Types { get; } = [];

    public OrderedDictionary<string, DirectiveDefinition> Directives { get; } = [];

    public bool IsUnknown(SchemaType type) => type.Named is ScalarType scalar && _unknown.ContainsValue(scalar);

    private void Declare(Placed<TypeDefinitionNode> definition, SchemaDocument document, bool isBuiltIn)
    {
        var name = definition.Node.Name.Value;
        if (Types.ContainsKey(name)) return;
        var type = Shell(definition.Node);
        var kind = definition.Node.GetType();
        Placed<TypeDefinitionNode>[] parts =
            [definition, .. document.ExtensionsByName[name].Where(extension => extension.Node.GetType() == kind)];
        type.Syntax = [.. parts.Select(part => part.Node)];
        type.Sources = [.. parts.Select(part => part.Source)];
        type.IsBuiltIn = isBuiltIn;
        Types.Add(name, type);
    }

    private void Declare(Placed<DirectiveDefinitionNode> definition, bool isBuiltIn) =>
        Directives.TryAdd(definition.Node.Name.Value, Directive(definition, isBuiltIn));

    public SchemaType Resolve(TypeNode node) => node switch
    {
        ListTypeNode list => Resolve(list.Type).List,
        NonNullTypeNode nonNull => Resolve(nonNull.Type).NonNull,
        NamedTypeNode named => Resolve(named.Name.Value),
        _ => throw new ArgumentException($"Not a type reference: {node.GetType().Name}.", nameof(node)),
    };

    private NamedType Resolve(string name)
    {
        if (Types.TryGetValue(name, out var type)) return type;
        if (!_unknown.TryGetValue(name, out var unknown)) _unknown.Add(name, unknown = new ScalarType(name));
        return unknown;
    }

    private static NamedType Shell(TypeDefinitionNode node) => node switch
    {
        ScalarTypeNode => new ScalarType(node.Name.Value),
        ObjectTypeNode => new ObjectType(node.Name.Value),
        InterfaceTypeNode => new InterfaceType(node.Name.Value),
        UnionTypeNode => new UnionType(node.Name.Value),
        EnumTypeNode => new EnumType(node.Name.Value),
        InputObjectTypeNode => new InputObjectType(node.Name.Value),
        _ => throw new ArgumentException($"Not a type definition: {node.GetType().Name}.", nameof(node)),
    };

    private void Fill(NamedType type, IReadOnlyDictionary<string, ScalarCoercion> scalars)
    {
        type.Description = type.Syntax[0].Description?.Value;
        type.Directives = Applied(type.Syntax.SelectMany(node => node.Directives));
        switch (type)
        {
            case ScalarType scalar:
                var specifiedBy = Find(type.Directives, "specifiedBy")?.Argument("url");
                scalar.SpecifiedByUrl = (specifiedBy as StringValueNode)?.Value;
                scalar.Coercion = scalars.GetValueOrDefault(scalar.Name, ScalarCoercion.Any);
                break;
            case FieldedType fielded:
                Fill(fielded);
                break;
            case UnionType union:
                union.Types = [.. Parts<UnionTypeNode>(type)
                    .SelectMany(part => part.Node.Types)
                    .Select(member => Types.GetValueOrDefault(member.Name.Value))
                    .OfType<ObjectType>()
                    .Distinct()];
                break;
            case EnumType @enum:
                Fill(@enum);
                break;
            case InputObjectType input:
                input.IsOneOf = Find(type.Directives, "oneOf") is not null;
                input.Fields = InputValues(Parts<InputObjectTypeNode>(type)
                    .SelectMany(part => part.Node.Fields.Select(field => (field, part.Source))));
                input.FieldsByName = input.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
                break;
        }

        if (!type.IsBuiltIn) return;
        type.Syntax = [];
        type.Sources = [];
    }

    private void Fill(FieldedType type)
    {
        var interfaces = new List<InterfaceType>();
        var fields = new List<FieldDefinition>();
        foreach (var (node, source) in type.Syntax.Zip(type.Sources))
        {
            var names = node is ObjectTypeNode o ? o.Interfaces : ((InterfaceTypeNode)node).Interfaces;
            interfaces.AddRange(names.Select(name => Types.GetValueOrDefault(name.Name.Value)).OfType<InterfaceType>());
            var nodes = node is ObjectTypeNode o2 ? o2.Fields : ((InterfaceTypeNode)node).Fields;
            foreach (var field in nodes)
            {
                var made = Field(field, source, type);
                if (type.FieldsByName.TryAdd(made.Name, made)) fields.Add(made);
            }
        }

        type.Interfaces = [.. interfaces.Distinct()];
        type.Fields = [.. fields];
    }

    private static void Fill(EnumType type)
    {
        var values = new List<EnumValueDefinition>();
        foreach (var node in Parts<EnumTypeNode>(type).SelectMany(part => part.Node.Values))
        {
            var directives = Applied(node.Directives);
            var value = new EnumValueDefinition(node.Name.Value, values.Count)
            {
                Description = node.Description?.Value,
                Directives = directives,
                DeprecationReason = DeprecationReason(directives),
                Syntax = type.IsBuiltIn ? null : node,
            };
            if (type.ValuesByName.TryAdd(value.Name, value)) values.Add(value);
        }

        type.Values = [.. values];
    }

    private FieldDefinition Field(FieldDefinitionNode node, Source source, FieldedType owner)
    {
        var directives = Applied(node.Directives);
        return new FieldDefinition(node.Name.Value)
        {
            Description = node.Description?.Value,
            Owner = owner,
            Type = Resolve(node.Type),
            Arguments = InputValues(node.Arguments.Select(argument => (argument, source))),
            Directives = directives,
            DeprecationReason = DeprecationReason(directives),
            Syntax = owner.IsBuiltIn ? null : node,
            Source = owner.IsBuiltIn ? null : source,
        };
    }

    private DirectiveDefinition Directive(Placed<DirectiveDefinitionNode> definition, bool isBuiltIn) =>
        new(definition.Node.Name.Value)
        {
            Description = definition.Node.Description?.Value,
            Arguments = InputValues(definition.Node.Arguments.Select(argument => (argument, definition.Source))),
            IsRepeatable = definition.Node.IsRepeatable,
            Locations = [.. definition.Node.Locations.Select(location => location.Value).Distinct()],
            Syntax = isBuiltIn ? null : definition.Node,
            Source = isBuiltIn ? null : definition.Source,
            IsBuiltIn = isBuiltIn,
        };

    private InputValueDefinition[] InputValues(
        IEnumerable<(InputValueDefinitionNode Node, Source Source)> definitions) =>
        [.. definitions.DistinctBy(definition => definition.Node.Name.Value).Select(definition =>
        {
            var directives = Applied(definition.Node.Directives);
            return new InputValueDefinition(definition.Node.Name.Value)
            {
                Description = definition.Node.Description?.Value,
                Type = Resolve(definition.Node.Type),
                DefaultValue = definition.Node.DefaultValue,
                Directives = directives,
                DeprecationReason = DeprecationReason(directives),
                Syntax = definition.Node,
                Source = definition.Source,
            };
        })];

    public static IReadOnlyList<AppliedDirective> Applied(IEnumerable<DirectiveNode> directives) =>
        [.. directives.Select(directive => new AppliedDirective(directive.Name.Value, directive.Arguments))];

    private static IEnumerable<(TNode Node, Source Source)> Parts<TNode>(NamedType type)
        where TNode : TypeDefinitionNode =>
        type.Syntax.Zip(type.Sources).Select(part => ((TNode)part.First, part.Second));

    private static AppliedDirective? Find(IReadOnlyList<AppliedDirective> directives, string name) =>
        directives.FirstOrDefault(directive => directive.Name == name);

    private static string? DeprecationReason(IReadOnlyList<AppliedDirective> directives) =>
        Find(directives, "deprecated") is not { } deprecated ? null
        : deprecated.Argument("reason") is StringValueNode reason ? reason.Value
        : SpecifiedSchema.DefaultDeprecationReason;
}
