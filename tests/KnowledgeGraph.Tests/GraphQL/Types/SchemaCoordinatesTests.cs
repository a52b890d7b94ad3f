using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.GraphQL.Validation;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

/// <summary>https://spec.graphql.org/September2025/#sec-Schema-Coordinates</summary>
public class SchemaCoordinatesTests
{
    private static readonly Schema Schema = TestSchema.Of(
        """
        type Query { search(text: String, filter: Filter): Result }
        interface Named { name(short: Boolean): String }
        type Person implements Named { name(short: Boolean): String }
        union Result = Person
        enum Order { NAME }
        input Filter { order: Order }
        scalar Any
        directive @private(scope: String) on FIELD
        """);

    [Theory]
    [InlineData("Person")]
    [InlineData("Result")]
    [InlineData("Any")]
    [InlineData("String")]
    public void A_type(string coordinate) =>
        Assert.Equal(coordinate, Assert.IsType<NamedType>(Find(coordinate), false).Name);

    [Theory]
    [InlineData("Query.search")]
    [InlineData("Named.name")]
    [InlineData("__Type.fields")]
    public void A_field(string coordinate) =>
        Assert.Equal(coordinate, Assert.IsType<FieldDefinition>(Find(coordinate)).ToString());

    [Theory]
    [InlineData("Query.search(filter:)", "filter")]
    [InlineData("Person.name(short:)", "short")]
    [InlineData("Filter.order", "order")]
    [InlineData("@private(scope:)", "scope")]
    [InlineData("@skip(if:)", "if")]
    public void An_argument_or_an_input_field(string coordinate, string name) =>
        Assert.Equal(name, Assert.IsType<InputValueDefinition>(Find(coordinate)).Name);

    [Fact]
    public void An_enum_value() => Assert.Equal("NAME", Assert.IsType<EnumValueDefinition>(Find("Order.NAME")).Name);

    [Theory]
    [InlineData("@private")]
    [InlineData("@deprecated")]
    public void A_directive(string coordinate) =>
        Assert.Equal(coordinate[1..], Assert.IsType<DirectiveDefinition>(Find(coordinate)).Name);

    [Theory]
    [InlineData("Nothing")]
    [InlineData("Nothing.name")]
    [InlineData("Person.age")]
    [InlineData("Person.name(long:)")]
    [InlineData("Person.age(long:)")]
    [InlineData("Person.__typename")]
    [InlineData("Query.__schema")]
    [InlineData("Result.name")]
    [InlineData("Any.name")]
    [InlineData("Order.TITLE")]
    [InlineData("Order.NAME(short:)")]
    [InlineData("Filter.order(short:)")]
    [InlineData("@public")]
    [InlineData("@public(scope:)")]
    [InlineData("@private(reason:)")]
    public void What_the_schema_does_not_have(string coordinate) => Assert.Null(Find(coordinate));

    private static object? Find(string coordinate)
    {
        var node = Parser.ParseSchemaCoordinate(new Source(coordinate)).Node;
        Assert.NotNull(node);
        return SchemaCoordinates.Find(Schema, node);
    }
}
