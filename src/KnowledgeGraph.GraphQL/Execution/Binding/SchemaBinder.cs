using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Joins what was registered with a schema, and collects everything that does not fit.</summary>
internal sealed class SchemaBinder(Schema schema, ExecutableSchemaBuilder builder)
{
    private readonly List<GraphQLError> _errors = [];
    private readonly Dictionary<ObjectType, ObjectBinding> _objects = [];
    private readonly Dictionary<NamedType, AbstractBinding> _abstracts = [];
    private readonly Dictionary<(string Type, string Field), FieldResolver> _resolvers = [];

    public ExecutableSchemaResult Bind()
    {
        BindTypes();
        CheckResolvers();
        foreach (var registered in builder.Abstracts) BindAbstract(registered);
        foreach (var type in _objects.Values) BindFields(type);
        foreach (var type in schema.Types) CheckIsRegistered(type);
        var sources = BindSources();
        return new ExecutableSchemaResult(
            _errors.Count == 0 ? new ExecutableSchema(schema, _objects, _abstracts, sources) : null, _errors);
    }

    private Dictionary<FieldDefinition, SubscriptionSource> BindSources()
    {
        var sources = new Dictionary<FieldDefinition, SubscriptionSource>();
        foreach (var (name, source) in builder.Sources)
        {
            if (schema.SubscriptionType?.Field(name) is { } field) sources.Add(field, source);
            else Add($"There is a source of events for the subscription {name}, and no such field.");
        }

        return sources;
    }

    private void BindTypes()
    {
        foreach (var (name, registered) in builder.Types)
        {
            switch (schema.Type(name), registered.IsInterface)
            {
                case (ObjectType type, false):
                    _objects.Add(type, new ObjectBinding(type, registered.Row, registered.NewRows));
                    break;
                case (InterfaceType, true):
                    break;
                case (null, _):
                    Add($"Resolvers are registered for {name}, which the schema does not define.");
                    break;
                case ({ } type, _):
                    Add($"{name} is registered as {(registered.IsInterface ? "an interface" : "an object type")}, "
                        + "and is none.", type);
                    break;
            }
        }
    }

    private void CheckResolvers()
    {
        foreach (var (typeName, fieldName, resolver) in builder.Fields)
        {
            if (!_resolvers.TryAdd((typeName, fieldName), resolver))
                Add($"{typeName}.{fieldName} has two resolvers.");
            if (schema.Type(typeName) is not FieldedType type || FieldOf(type, fieldName) is not null) continue;
            Add($"There is a resolver for {typeName}.{fieldName}, and no such field.", type);
        }
    }

    private void BindAbstract(ExecutableSchemaBuilder.AbstractRegistration registered)
    {
        if (schema.Type(registered.Type) is not { IsAbstract: true } type)
        {
            Add($"{registered.Type} is registered as an interface or a union, and is none.");
            return;
        }

        var possible = new List<ObjectBinding>();
        foreach (var name in registered.PossibleTypes)
        {
            if (schema.Type(name) is not ObjectType member || !Schema.IsSubtype(member, type))
                Add($"{name} is registered as a type of {type.Name}, and is none.", type);
            else if (!_objects.TryGetValue(member, out var binding))
                Add($"{name} is registered as a type of {type.Name}, and has no rows of its own.", type);
            else if (!registered.Row.IsAssignableFrom(binding.RowType))
                Add($"Rows of {type.Name} are {registered.Row.Name}, those of {name} {binding.RowType.Name}.", type);
            else possible.Add(binding);
        }

        foreach (var member in schema.PossibleTypes(type))
        {
            if (!registered.PossibleTypes.Contains(member.Name))
                Add($"{member.Name} is a type of {type.Name} and is not registered as one.", type);
        }

        if (!_abstracts.TryAdd(type, registered.Bind(type, [.. possible])))
            Add($"{type.Name} is registered twice.", type);
    }

    private void BindFields(ObjectBinding type)
    {
        foreach (var field in type.Type.Fields) BindField(type, field, ResolverOf(type, field));
        if (type.Type != schema.QueryType) return;
        foreach (var field in new[] { schema.MetaFields.Schema, schema.MetaFields.Type })
            BindField(type, field, IntrospectionResolvers.RootResolver(type, field, schema));
    }

    private void BindField(ObjectBinding type, FieldDefinition field, FieldResolver? resolver)
    {
        if (resolver is null)
        {
            Add($"{type.Type.Name}.{field.Name} has no resolver.", field);
            return;
        }

        if (resolver.ParentRow != type.RowType)
        {
            Add($"The resolver of {type.Type.Name}.{field.Name} takes rows of {resolver.ParentRow.Name}; "
                + $"those of the type are {type.RowType.Name}.", field);
        }

        var binding = new FieldBinding(field, resolver);
        if (CheckShape(field, binding) && field.Type.IsComposite) CheckChildren(field, binding);
        type.Add(binding);
    }

    private bool CheckShape(FieldDefinition field, FieldBinding binding)
    {
        var (wanted, depth) = binding.Resolver.Shape switch
        {
            ResolverShape.Leaf => ("a leaf", 0),
            ResolverShape.LeafList => ("a list of leaves", 1),
            ResolverShape.Object => ("an object", 0),
            ResolverShape.List => ("a list of objects", 1),
            _ => ("", binding.ListDepth),
        };
        var isLeaf = binding.Resolver.Shape is ResolverShape.Leaf or ResolverShape.LeafList;
        if (binding.Resolver.Shape == ResolverShape.Plain) return true;
        if (depth == binding.ListDepth && isLeaf == field.Type.IsLeaf) return true;
        Add($"The resolver of {field} gives {wanted}; the field is of type {field.Type}.", field);
        return false;
    }

    private void CheckChildren(FieldDefinition field, FieldBinding binding)
    {
        var child = field.Type.Named;
        Type? row = null;
        if (child is ObjectType type && _objects.TryGetValue(type, out var known))
            (row, binding.NewChildRows) = (known.RowType, known.NewRows);
        else if (_abstracts.TryGetValue(child, out var knownAbstract))
            (row, binding.NewChildRows) = (knownAbstract.RowType, knownAbstract.NewRows);
        if (row is null)
        {
            Add($"{field} is of type {field.Type}, for which no rows are registered.", field);
            return;
        }

        if (binding.Resolver.ChildRow is { } given && given != row)
            Add($"The resolver of {field} gives rows of {given.Name}; those of {child} are {row.Name}.", field);
    }

    private void CheckIsRegistered(NamedType type)
    {
        if (type is not ObjectType @object || _objects.ContainsKey(@object)) return;
        Add($"No rows and no resolvers are registered for {type.Name}.", type);
    }

    /// <summary>The type's own resolver, else that of an interface of it with the same rows.</summary>
    private FieldResolver? ResolverOf(ObjectBinding type, FieldDefinition field)
    {
        if (_resolvers.TryGetValue((type.Type.Name, field.Name), out var own)) return own;
        foreach (var @interface in type.Type.Interfaces)
        {
            if (!_resolvers.TryGetValue((@interface.Name, field.Name), out var shared)) continue;
            if (shared.ParentRow == type.RowType) return shared;
        }

        return null;
    }

    private static FieldDefinition? FieldOf(FieldedType type, string name) => type.Field(name);

    private void Add(string message, NamedType type) => Add(
        message, type.Sources.Count > 0 ? type.Sources[0] : null, type.Syntax.Count > 0 ? type.Syntax[0] : null);

    private void Add(string message, FieldDefinition field) => Add(message, field.Source, field.Syntax);

    private void Add(string message, Source? source = null, SyntaxNode? syntax = null)
    {
        if (source is null || syntax is null)
        {
            _errors.Add(new GraphQLError(message));
            return;
        }

        _errors.Add(new GraphQLError(message, [source.LocationAt(syntax.Span.Start)])
        {
            Extensions = new Dictionary<string, object?> { [SchemaResult.SourcesExtension] = new[] { source.Name } },
        });
    }
}
