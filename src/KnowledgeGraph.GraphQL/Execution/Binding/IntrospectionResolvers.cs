using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Resolvers of the introspection types (https://spec.graphql.org/September2025/#sec-Schema-Introspection): their rows
/// are the type system itself.
/// </summary>
internal static class IntrospectionResolvers
{
    /// <summary>Registers the introspection types of a schema, in place of those of another one.</summary>
    public static void Register(ExecutableSchemaBuilder builder, Schema schema)
    {
        foreach (var name in builder.Types.Keys.Where(IsMeta).ToArray()) builder.Types.Remove(name);
        builder.Fields.RemoveAll(field => IsMeta(field.Type));
        RegisterSchema(builder);
        RegisterType(builder, schema);
        RegisterField(builder);
        RegisterInputValue(builder);
        RegisterEnumValue(builder);
        RegisterDirective(builder);
    }

    /// <summary>The resolver of `__schema` or `__type`, whatever the rows of the query type are.</summary>
    public static FieldResolver RootResolver(ObjectBinding queryType, FieldDefinition field, Schema schema) =>
        field == schema.MetaFields.Schema
            ? new RootFieldResolver<Schema>(queryType.RowType, _ => schema)
            : new RootFieldResolver<SchemaType>(queryType.RowType, context => schema.Type(context.String("name")!));

    private static bool IsMeta(string type) => type.StartsWith("__", StringComparison.Ordinal);

    private static void RegisterSchema(ExecutableSchemaBuilder builder) => builder.Object<Schema>("__Schema")
        .Each("description", (schema, _) => schema.Description)
        .EachObjects<SchemaType>("types", (schema, _) => schema.Types)
        .EachObject<SchemaType>("queryType", (schema, _) => schema.QueryType)
        .EachObject<SchemaType>("mutationType", (schema, _) => schema.MutationType)
        .EachObject<SchemaType>("subscriptionType", (schema, _) => schema.SubscriptionType)
        .EachObjects("directives", (schema, _) => schema.Directives);

    private static void RegisterType(ExecutableSchemaBuilder builder, Schema schema) =>
        builder.Object<SchemaType>("__Type")
            .Each("kind", (type, _) => KindOf(type))
            .Each("name", (type, _) => (type as NamedType)?.Name)
            .Each("description", (type, _) => (type as NamedType)?.Description)
            .Each("specifiedByURL", (type, _) => (type as ScalarType)?.SpecifiedByUrl)
            .EachObjects("fields", (type, context) => type is FieldedType fielded
                ? Shown(fielded.Fields, field => field.DeprecationReason, context)
                : null)
            .EachObjects<SchemaType>("interfaces", (type, _) => (type as FieldedType)?.Interfaces)
            .EachObjects<SchemaType>("possibleTypes", (type, _) => type is NamedType { IsAbstract: true } named
                ? schema.PossibleTypes(named)
                : null)
            .EachObjects("enumValues", (type, context) => type is EnumType @enum
                ? Shown(@enum.Values, value => value.DeprecationReason, context)
                : null)
            .EachObjects("inputFields", (type, context) => type is InputObjectType input
                ? Shown(input.Fields, field => field.DeprecationReason, context)
                : null)
            .EachObject("ofType", (type, _) => (type as ListType)?.Of ?? (type as NonNullType)?.Of)
            .Each("isOneOf", (type, _) => (type as InputObjectType)?.IsOneOf);

    private static void RegisterField(ExecutableSchemaBuilder builder) => builder.Object<FieldDefinition>("__Field")
        .Each("name", (field, _) => field.Name)
        .Each("description", (field, _) => field.Description)
        .EachObjects("args", (field, context) =>
            Shown(field.Arguments, argument => argument.DeprecationReason, context))
        .EachObject("type", (field, _) => field.Type)
        .Each("isDeprecated", (field, _) => field.DeprecationReason is not null)
        .Each("deprecationReason", (field, _) => field.DeprecationReason);

    private static void RegisterInputValue(ExecutableSchemaBuilder builder) =>
        builder.Object<InputValueDefinition>("__InputValue")
            .Each("name", (input, _) => input.Name)
            .Each("description", (input, _) => input.Description)
            .EachObject("type", (input, _) => input.Type)
            .Each("defaultValue", (input, _) => input.DefaultValue is { } value ? Printer.Print(value) : null)
            .Each("isDeprecated", (input, _) => input.DeprecationReason is not null)
            .Each("deprecationReason", (input, _) => input.DeprecationReason);

    private static void RegisterEnumValue(ExecutableSchemaBuilder builder) =>
        builder.Object<EnumValueDefinition>("__EnumValue")
            .Each("name", (value, _) => value.Name)
            .Each("description", (value, _) => value.Description)
            .Each("isDeprecated", (value, _) => value.DeprecationReason is not null)
            .Each("deprecationReason", (value, _) => value.DeprecationReason);

    private static void RegisterDirective(ExecutableSchemaBuilder builder) =>
        builder.Object<DirectiveDefinition>("__Directive")
            .Each("name", (directive, _) => directive.Name)
            .Each("description", (directive, _) => directive.Description)
            .Each("isRepeatable", (directive, _) => directive.IsRepeatable)
            .EachList("locations", (directive, _) => directive.Locations)
            .EachObjects("args", (directive, context) =>
                Shown(directive.Arguments, argument => argument.DeprecationReason, context));

    private static IReadOnlyList<T> Shown<T>(
        IReadOnlyList<T> all, Func<T, string?> deprecation, FieldContext context) =>
        context.Boolean("includeDeprecated") == true || all.All(item => deprecation(item) is null)
            ? all
            : [.. all.Where(item => deprecation(item) is null)];

    private static string KindOf(SchemaType type) => type switch
    {
        ScalarType => "SCALAR",
        ObjectType => "OBJECT",
        InterfaceType => "INTERFACE",
        UnionType => "UNION",
        EnumType => "ENUM",
        InputObjectType => "INPUT_OBJECT",
        ListType => "LIST",
        _ => "NON_NULL",
    };

    private sealed class RootFieldResolver<TChild>(Type parentRow, Func<FieldContext, TChild?> child)
        : FieldResolver(ResolverShape.Object)
        where TChild : class
    {
        public override Type ParentRow => parentRow;

        public override Type ChildRow => typeof(TChild);

        public override FieldColumn NewColumn(FieldBinding field) => new ObjectColumn<TChild>();

        public override ValueTask Invoke(RowSet parents, FieldColumn column, FieldContext context)
        {
            ((ObjectColumn<TChild>)column).Rows().Fill(child(context)!);
            return ValueTask.CompletedTask;
        }
    }
}
