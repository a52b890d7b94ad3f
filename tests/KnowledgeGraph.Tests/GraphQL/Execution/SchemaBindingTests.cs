using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>
/// What does not fit between schema and resolvers is said when they are joined, all of it, with its place.
/// </summary>
public class SchemaBindingTests
{
    private const string Sdl = """
        type Query { a: Int  row: Row  rows: [Row]  node: Node }
        interface Node { id: ID! }
        type Row implements Node { id: ID!  tags: [String] }
        """;

    [Fact]
    public void Everything_that_is_missing_or_wrong_is_said_at_once_with_file_and_line()
    {
        var result = ResolverSchema.TryBuild(Sdl, builder =>
        {
            builder.Object<Root>("Query").Each("row", (_, _) => 1).Each("none", (_, _) => 1).Each("a", (_, _) => 1);
            builder.Object<int>("Row").Each("tags", (_, _) => "x");
            builder.Object<int>("Nowhere").Each("x", (_, _) => 1);
        });
        Assert.Null(result.Schema);
        Assert.Equal(
            [
                "Resolvers are registered for Nowhere, which the schema does not define.",
                "test.graphql:1:1: There is a resolver for Query.none, and no such field.",
                "test.graphql:1:22: The resolver of Query.row gives a leaf; the field is of type Row.",
                "test.graphql:1:32: Query.rows has no resolver.",
                "test.graphql:1:45: Query.node has no resolver.",
                "test.graphql:3:28: Row.id has no resolver.",
                "test.graphql:3:37: The resolver of Row.tags gives a leaf; the field is of type [String].",
            ],
            result.Report().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Row_types_have_to_agree()
    {
        var result = ResolverSchema.TryBuild(Sdl, builder =>
        {
            builder.Object<Root>("Query")
                .Each("a", (_, _) => 1)
                .EachObject<string>("row", (_, _) => "x")
                .EachObjects("rows", (_, _) => (int[])[1])
                .EachObject<int>("node", (_, _) => 1);
            builder.Object<int>("Row").Each("id", (_, _) => "x").EachList("tags", (_, _) => (string[])["t"]);
            builder.Abstract<long>("Node", ["Row"], (_, _, _) => { });
        });
        Assert.Equal(
            [
                "test.graphql:1:22: The resolver of Query.row gives rows of String; those of Row are Int32.",
                "test.graphql:1:45: The resolver of Query.node gives rows of Int32; those of Node are Int64.",
                "test.graphql:2:1: Rows of Node are Int64, those of Row Int32.",
            ],
            result.Report().Split('\n').Order(StringComparer.Ordinal).Except(
                ["test.graphql:3:1: Row is a type of Node and is not registered as one."]));
    }

    [Fact]
    public void Abstract_types_need_all_their_types()
    {
        const string Types = "type Query{n:N o:N} interface N{a:Int} type A implements N{a:Int} type B{a:Int}";
        var result = ResolverSchema.TryBuild(Types, builder =>
        {
            builder.Object<Root>("Query").EachObject<int>("n", (_, _) => 1).EachObject<int>("o", (_, _) => 1);
            builder.Object<int>("B").Each("a", (_, _) => 1);
            builder.Abstract<int>("N", ["B"], (_, _, _) => { });
        });
        Assert.Equal(
            [
                "test.graphql:1:21: A is a type of N and is not registered as one.",
                "test.graphql:1:21: B is registered as a type of N, and is none.",
                "test.graphql:1:40: No rows and no resolvers are registered for A.",
            ],
            result.Report().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_type_keeps_one_type_of_rows()
    {
        var builder = new ExecutableSchemaBuilder();
        builder.Object<int>("Row");
        Assert.Same(builder.Object<int>("Row"), builder.Object<int>("Row"));
        Assert.Throws<InvalidOperationException>(() => builder.Object<long>("Row"));
    }

    [Fact]
    public async Task A_resolver_of_an_interface_serves_the_types_that_have_none_of_their_own()
    {
        var executor = ResolverSchema.Build(
            "type Query{n:[N]} interface N{id:ID} type A implements N{id:ID} type B implements N{id:ID}",
            builder =>
            {
                builder.Object<Root>("Query").EachObjects("n", (_, _) => (int[])[0, 1]);
                builder.Interface<int>("N").Each("id", (row, _) => $"n{row}");
                builder.Object<int>("A");
                builder.Object<int>("B").Each("id", (row, _) => $"b{row}");
                builder.Abstract<int>("N", ["A", "B"], (rows, types, _) => rows.CopyTo(types));
            });
        Assert.Equal("""{"data":{"n":[{"id":"n0"},{"id":"b1"}]}}""", await executor.ExecuteAsync("{n{id}}"));
    }
}
