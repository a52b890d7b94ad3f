using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

public sealed class SchemaBuilderTests
{
    [Fact]
    public void Several_sources_make_one_schema()
    {
        var schema = Build(
            "type Query { topic(id: ID!): Topic }",
            "# nothing but a comment",
            "",
            "type Topic { title: String! } extend type Query { topics(first: Int = 20): [Topic!]! }");

        Assert.Equal(["topic", "topics"], schema.QueryType.Fields.Select(field => field.Name));
        Assert.Equal("[Topic!]!", schema.QueryType.Field("topics")!.Type.ToString());
        Assert.Equal(20, schema.QueryType.Field("topics")!.Argument("first")!.Default!.AsInteger());
        Assert.Same(schema.Type("Topic"), schema.QueryType.Field("topic")!.Type);
    }

    [Fact]
    public void A_schema_has_the_types_of_introspection_and_the_built_in_scalars_it_refers_to()
    {
        var schema = Build("type Query { a(b: Int): ID }");

        Assert.Equal(
            [
                "Query", "Int", "String", "Boolean", "ID", "__Schema", "__Type", "__TypeKind", "__Field",
                "__InputValue", "__EnumValue", "__Directive", "__DirectiveLocation",
            ],
            schema.Types.Select(type => type.Name));
        Assert.Equal(
            ["include", "skip", "deprecated", "specifiedBy", "oneOf"],
            schema.Directives.Select(directive => directive.Name));
        Assert.Equal("[__Field!]", ((ObjectType)schema.Type("__Type")!).Field("fields")!.Type.ToString());
    }

    [Fact]
    public void Wrappers_are_made_once_even_when_many_threads_ask()
    {
        var type = Build("type Query { a: Int }").QueryType;
        var asked = new SchemaType[64];

        Parallel.For(0, asked.Length, index => asked[index] = index % 2 == 0 ? type.NonNull.List : type.NonNull.List);

        Assert.All(asked, wrapper => Assert.Same(asked[0], wrapper));
    }

    [Fact]
    public void Root_types_may_have_any_names()
    {
        var schema = Build(
            "schema { query: Q mutation: M } type Q { a: Int } type M { a: Int } type Mutation { a: Int }");

        Assert.Equal("Q", schema.QueryType.Name);
        Assert.Equal("M", schema.MutationType!.Name);
        Assert.Null(schema.SubscriptionType);
    }

    [Fact]
    public void Errors_name_the_source_and_the_line()
    {
        var result = SchemaBuilder.Build(
        [
            new Source("type Query {\n  topic: Topc\n}", "query.graphql"),
            new Source("type Topic {\n  title: Strin\n}", "topic.graphql"),
        ]);

        Assert.Null(result.Schema);
        Assert.Equal(
            """
            query.graphql:2:10: Unknown type "Topc". Did you mean "Topic"?
            topic.graphql:2:10: Unknown type "Strin". Did you mean "String"?
            """,
            result.Report());
    }

    [Fact]
    public void Syntax_errors_of_all_sources_are_said_at_once()
    {
        var result = SchemaBuilder.Build([new Source("type", "a.graphql"), new Source("type A {", "b.graphql")]);

        Assert.Equal(
            """
            a.graphql:1:5: Syntax Error: Expected Name, found <EOF>.
            b.graphql:1:9: Syntax Error: Expected Name, found <EOF>.
            """,
            result.Report());
    }

    [Fact]
    public void The_schema_of_this_service_is_valid()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "schema"), "*.graphql").Order();

        var result = SchemaBuilder.Build([.. files.Select(file => new Source(File.ReadAllText(file), file))]);

        Assert.Equal("", result.Report());
    }

    private static Schema Build(params string[] texts)
    {
        var result = SchemaBuilder.Build([.. texts.Select((text, index) => new Source(text, $"{index}.graphql"))]);
        return result.Schema ?? throw new InvalidOperationException(result.Report());
    }
}
