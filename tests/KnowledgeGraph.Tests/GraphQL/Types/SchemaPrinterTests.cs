using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

public sealed class SchemaPrinterTests
{
    private const string Sample = """"
        "All of it." schema @s { query: Root mutation: Change }
        """
        A root,
        with "quotes".
        """
        type Root implements B & A @cost(weight: "1") {
          z(b: Int = 1, a: [String] = ["x", null] @deprecated): Int @deprecated
          "A field."
          id(
            "An argument."
            id: ID = "5"
            f: Float = 1.50
            n: N = { i: 1 }
            e: [E] = Y
          ): ID @deprecated(reason: "It is \"old\".")
        }
        interface B implements A { id: ID @deprecated }
        interface A { id: ID @deprecated }
        type Change { a: U }
        union U = Root | Change
        enum E { "Second." Y X @deprecated }
        input N { o: O t: String = "a\nb" i: Int! j: JSON = { a: [1.5, "x", Z] } }
        input O @oneOf { b: Int a: Int }
        scalar S2 @specifiedBy(url: "https://example.com")
        scalar JSON
        "What it costs." directive @cost(weight: String!) on OBJECT | FIELD_DEFINITION
        directive @s repeatable on SCHEMA
        """";

    [Fact]
    public void A_schema_is_printed_in_the_order_of_its_definitions() => Assert.Equal(
        """"
        """All of it."""
        schema {
          query: Root
          mutation: Change
        }

        """What it costs."""
        directive @cost(weight: String!) on OBJECT | FIELD_DEFINITION

        directive @s repeatable on SCHEMA

        """
        A root,
        with "quotes".
        """
        type Root implements B & A {
          z(b: Int = 1, a: [String] = ["x", null] @deprecated): Int @deprecated

          """A field."""
          id(
            """An argument."""
            id: ID = 5
            f: Float = 1.5
            n: N = {t: "a\nb", i: 1, j: {a: [1.5, "x", Z]}}
            e: [E] = [Y]
          ): ID @deprecated(reason: "It is \"old\".")
        }

        interface B implements A {
          id: ID @deprecated
        }

        interface A {
          id: ID @deprecated
        }

        type Change {
          a: U
        }

        union U = Root | Change

        enum E {
          """Second."""
          Y
          X @deprecated
        }

        input N {
          o: O
          t: String = "a\nb"
          i: Int!
          j: JSON = {a: [1.5, "x", Z]}
        }

        input O @oneOf {
          b: Int
          a: Int
        }

        scalar S2 @specifiedBy(url: "https://example.com")

        scalar JSON
        """",
        SchemaPrinter.Print(Build(Sample)));

    [Fact]
    public void Applied_directives_are_printed_where_asked()
    {
        var printed = SchemaPrinter.Print(Build(Sample), new SchemaPrinterOptions { WithAppliedDirectives = true });

        Assert.Contains("schema @s {", printed, StringComparison.Ordinal);
        Assert.Contains("type Root implements B & A @cost(weight: \"1\") {", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_printed_makes_the_same_schema_again()
    {
        var printed = SchemaPrinter.Print(Build(Sample), new SchemaPrinterOptions { WithAppliedDirectives = true });

        Assert.Equal(
            printed, SchemaPrinter.Print(Build(printed), new SchemaPrinterOptions { WithAppliedDirectives = true }));
    }

    [GraphQLJsFact]
    public void Sorted_it_is_what_graphql_js_prints()
    {
        // A custom scalar's list and object defaults are left out: graphql-js cannot print them.
        var text = Sample.Replace(" = { a: [1.5, \"x\", Z] }", "", StringComparison.Ordinal);

        Assert.Equal(ByGraphQLJs(text), SchemaPrinter.Print(Build(text), new SchemaPrinterOptions { Sorted = true }));
    }

    [GraphQLJsFact]
    public void So_is_the_schema_of_this_service()
    {
        var files = Repository.Files("schema", ".graphql").Select(file => File.ReadAllText(Repository.PathOf(file)));
        var text = string.Join('\n', files);

        Assert.Equal(ByGraphQLJs(text), SchemaPrinter.Print(Build(text), new SchemaPrinterOptions { Sorted = true }));
    }

    private static string ByGraphQLJs(string text) =>
        GraphQLJs.Ask(new { operation = "printSchema", text, sorted = true }).GetProperty("printed").GetString()!;

    private static Schema Build(string text)
    {
        var result = SchemaBuilder.Build([new Source(text)]);
        return result.Schema ?? throw new InvalidOperationException(result.Report());
    }
}
