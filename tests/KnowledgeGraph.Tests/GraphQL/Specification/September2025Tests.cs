using System.Text;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;
using KnowledgeGraph.Tests.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Specification;

/// <summary>
/// What the September 2025 edition added or made plain, clause by clause (https://spec.graphql.org/September2025/, the
/// anchor of each in its row). Where each other clause is tested stands in docs/specification.md.
/// </summary>
public class September2025Tests
{
    private const string Sdl = """
        directive @mark(n: Int) repeatable on SCHEMA | OBJECT | SCALAR | FIELD_DEFINITION | FIELD
        schema { query: Query subscription: Subscription }
        extend schema @mark(n: 1) @mark(n: 2)
        type Query {
          find(by: By, old: Int @deprecated(reason: "no"), text: String): String
          at(time: Moment): Moment
          kind: Kind
          node: Node
        }
        extend type Query @mark { added: Int @mark(n: 3) }
        type Subscription { ticks: Int  tocks: Int }
        input By @oneOf { id: ID  name: String }
        input Filter { size: Int  weight: Int @deprecated(reason: "never needed") }
        extend input Filter { colour: String }
        scalar Moment @specifiedBy(url: "https://scalars.graphql.org/andimarek/date-time.html")
        extend scalar Moment @mark
        enum Kind { NEW OLD @deprecated }
        extend enum Kind { OTHER }
        interface Node { id: ID }
        extend interface Node { size: Int }
        type A implements Node { id: ID }
        extend type A { size: Int }
        union Any = A
        type B { id: ID }
        extend union Any = B
        """;

    private static readonly GraphQLExecutor Executor = PlainSchema.Build(Sdl);

    [Theory]
    [InlineData("#sec-Descriptions, of an operation", "\"What it is for\" query Q { kind }")]
    [InlineData("#sec-Descriptions, in block form", "\"\"\"\nWhat it\nis for\n\"\"\"\nquery Q { kind }")]
    [InlineData("#sec-Descriptions, of a fragment", "{ ...F } \"About F\" fragment F on Query { kind }")]
    [InlineData("#sec-Descriptions, of a variable", "query Q(\"How it is found\" $by: By) { find(by: $by) }")]
    [InlineData("#sec-Language.Directives, repeated", "{ kind @mark(n: 1) @mark(n: 2) }")]
    [InlineData("#sec-OneOf-Input-Objects, a literal", "{ find(by: { id: 1 }) }")]
    [InlineData("#sec-OneOf-Input-Objects, a variable that is non-null", "query($i: ID!) { find(by: { id: $i }) }")]
    [InlineData("#sec-OneOf-Input-Objects, a whole variable", "query($by: By) { find(by: $by) }")]
    [InlineData("#sec-Single-Root-Field, in a fragment",
        "subscription { ...F } fragment F on Subscription { ticks }")]
    [InlineData("#sec-String-Value, an escape beyond 16 bits", "{ find(text: \"\\u{1F600}\") }")]
    [InlineData("#sec-String-Value, a pair of escapes", "{ find(text: \"\\uD83D\\uDE00\") }")]
    [InlineData("#sec-String-Value, the character itself", "{ find(text: \"😀\") }")]
    [InlineData("#sec-Type-Extensions, of each kind", "{ added node { size } }")]
    public void A_document_that_the_clause_allows(string clause, string document)
    {
        Assert.True(Errors(document).Count == 0, $"{clause}: {string.Join('\n', Errors(document))}");
        var printed = Printer.Print(Parser.Parse(new Source(document)).Document!);
        Assert.Equal(printed, Printer.Print(Parser.Parse(new Source(printed)).Document!));
    }

    [Theory]
    [InlineData("#sec-Descriptions, not of a short query", "\"What for\" { kind }", "Syntax Error")]
    [InlineData("#sec-OneOf-Input-Objects, two fields", "{ find(by: { id: 1, name: \"a\" }) }", "exactly one key")]
    [InlineData("#sec-OneOf-Input-Objects, none", "{ find(by: {}) }", "exactly one key")]
    [InlineData("#sec-OneOf-Input-Objects, null", "{ find(by: { id: null }) }", "must be non-null")]
    [InlineData("#sec-All-Variable-Usages-Are-Allowed, nullable in a OneOf",
        "query($i: ID) { find(by: { id: $i }) }", "$i")]
    [InlineData("#sec-Single-Root-Field, two", "subscription { ticks tocks }", "only one top level field")]
    [InlineData("#sec-Single-Root-Field, introspection", "subscription { __typename }", "introspection")]
    [InlineData("#sec-Single-Root-Field, with @skip",
        "subscription($s: Boolean!) { ticks @skip(if: $s) }", "`@skip` or `@include`")]
    [InlineData("#sec-Single-Root-Field, a fragment with @include",
        "subscription($s: Boolean!) { ... @include(if: $s) { ticks } }", "`@skip` or `@include`")]
    [InlineData("#sec-String-Value, half a pair", "{ find(text: \"\\uD83D\") }", "Syntax Error")]
    [InlineData("#sec-String-Value, beyond Unicode", "{ find(text: \"\\u{110000}\") }", "Syntax Error")]
    [InlineData("#sec-Directives-Are-Unique-per-Location",
        "{ kind @skip(if: true) @skip(if: true) }", "only be used once")]
    public void A_document_that_the_clause_forbids(string clause, string document, string reason) => Assert.True(
        Errors(document).Any(error => error.Contains(reason, StringComparison.Ordinal)),
        $"{clause}: {string.Join('\n', Errors(document))}");

    [Theory]
    [InlineData("#sec-OneOf-Input-Objects, a variable with two fields",
        "query($by: By) { find(by: $by) }", """{"by":{"id":1,"name":"a"}}""", "Exactly one key")]
    [InlineData("#sec-OneOf-Input-Objects, a variable with null",
        "query($by: By) { find(by: $by) }", """{"by":{"id":null}}""", "must be non-null")]
    public async Task Variables_that_the_clause_forbids(string clause, string document, string variables, string reason)
    {
        var response = await Executor.ExecuteAsync(document, variables: variables);
        Assert.True(response.Contains(reason, StringComparison.OrdinalIgnoreCase), $"{clause}: {response}");
        Assert.DoesNotContain("\"data\"", response);
    }

    [Theory]
    [InlineData("#sec-The-__Type-Type, isOneOf", "{ __type(name: \"By\") { isOneOf } }", """{"isOneOf":true}""")]
    [InlineData("#sec-The-__Type-Type, not OneOf", "{ __type(name: \"Filter\") { isOneOf } }", """{"isOneOf":false}""")]
    [InlineData("#sec-The-__Type-Type, isOneOf of others",
        "{ __type(name: \"Kind\") { isOneOf } }", """{"isOneOf":null}""")]
    [InlineData("#sec-The-__Type-Type, specifiedByURL", "{ __type(name: \"Moment\") { specifiedByURL } }",
        """{"specifiedByURL":"https://scalars.graphql.org/andimarek/date-time.html"}""")]
    [InlineData("#sec-The-__Type-Type, inputFields", "{ __type(name: \"Filter\") { inputFields { name } } }",
        """{"inputFields":[{"name":"size"},{"name":"colour"}]}""")]
    [InlineData("#sec-The-__Type-Type, deprecated inputFields",
        "{ __type(name: \"Filter\") { inputFields(includeDeprecated: true) { name isDeprecated deprecationReason } } }",
        """
        {"inputFields":[{"name":"size","isDeprecated":false,"deprecationReason":null},
        {"name":"weight","isDeprecated":true,"deprecationReason":"never needed"},
        {"name":"colour","isDeprecated":false,"deprecationReason":null}]}
        """)]
    [InlineData("#sec-The-__Field-Type, deprecated args",
        "{ __type(name: \"Query\") { fields { args { name } all: args(includeDeprecated: true) { name } } } }",
        """
        {"fields":[{"args":[{"name":"by"},{"name":"text"}],"all":[{"name":"by"},{"name":"old"},{"name":"text"}]},
        {"args":[{"name":"time"}],"all":[{"name":"time"}]},{"args":[],"all":[]},{"args":[],"all":[]},
        {"args":[],"all":[]}]}
        """)]
    [InlineData("#sec-The-__EnumValue-Type, deprecated without a reason",
        "{ __type(name: \"Kind\") { enumValues(includeDeprecated: true) { name deprecationReason } } }",
        """
        {"enumValues":[{"name":"NEW","deprecationReason":null},{"name":"OLD","deprecationReason":"No longer supported"},
        {"name":"OTHER","deprecationReason":null}]}
        """)]
    [InlineData("#sec-Union-Extensions", "{ __type(name: \"Any\") { possibleTypes { name } } }",
        """{"possibleTypes":[{"name":"A"},{"name":"B"}]}""")]
    public async Task What_introspection_says(string clause, string document, string expected)
    {
        var response = JsonNode.Parse(await Executor.ExecuteAsync(document))!;
        Assert.True(
            PlainSchema.Normalize(expected) == response["data"]!["__type"]!.ToJsonString(),
            $"{clause}: {response.ToJsonString()}");
    }

    [Theory]
    [InlineData("#sec-Schema-Coordinates, a type", "Filter")]
    [InlineData("#sec-Schema-Coordinates, a field", "Query.find")]
    [InlineData("#sec-Schema-Coordinates, an argument", "Query.find(by:)")]
    [InlineData("#sec-Schema-Coordinates, an input field", "Filter.weight")]
    [InlineData("#sec-Schema-Coordinates, an enum value", "Kind.OLD")]
    [InlineData("#sec-Schema-Coordinates, a directive", "@mark")]
    [InlineData("#sec-Schema-Coordinates, an argument of a directive", "@mark(n:)")]
    public void A_coordinate_finds_what_it_names(string clause, string coordinate) => Assert.True(
        SchemaCoordinates.Find(Executor.Schema, Parser.ParseSchemaCoordinate(new Source(coordinate)).Node!) is not null,
        clause);

    [Theory]
    [InlineData("#sec-Objects.Type-Validation, a deprecated field of an interface's that is not",
        "interface N { id: ID } type Query implements N { id: ID @deprecated }")]
    [InlineData("#sec-Input-Objects.Type-Validation, deprecated and required",
        "type Query { a(i: I): Int } input I { a: Int! @deprecated }")]
    [InlineData("#sec-Field-Arguments, deprecated and required", "type Query { a(i: Int! @deprecated): Int }")]
    [InlineData("#sec-OneOf-Input-Objects, with a default",
        "type Query { a(i: I): Int } input I @oneOf { a: Int = 1 }")]
    [InlineData("#sec-OneOf-Input-Objects, with a required field",
        "type Query { a(i: I): Int } input I @oneOf { a: Int! }")]
    [InlineData("#sec-Root-Operation-Types, one type for two", "schema { query: Q mutation: Q } type Q { a: Int }")]
    [InlineData("#sec-Input-Objects.Circular-References", "type Query { a(i: I): Int } input I { i: I! }")]
    [InlineData("#sec-Schema-Extension, an unknown directive", "type Query { a: Int } extend schema @nothing")]
    [InlineData("#sec-Scalar-Extensions, of nothing", "type Query { a: Int } extend scalar S @specifiedBy(url: \"u\")")]
    public void A_schema_that_the_clause_forbids(string clause, string sdl) =>
        Assert.True(SchemaBuilder.Build([new Source(sdl)]).Schema is null, clause);

    [Fact]
    public void Schema_extensions_and_repeated_directives_are_kept_and_printed()
    {
        var schema = Executor.Schema;
        Assert.Equal(["mark", "mark"], schema.AppliedDirectives.Select(directive => directive.Name));
        Assert.True(schema.Directive("mark")!.IsRepeatable);
        Assert.Contains("directive @mark(n: Int) repeatable on", SchemaPrinter.Print(schema));
    }

    private static List<string> Errors(string document)
    {
        var parsed = Parser.Parse(new Source(Encoding.UTF8.GetBytes(document), "test"));
        return parsed.Document is null
            ? [parsed.Error!.Message]
            : [.. DocumentValidator.Validate(Executor.Schema, parsed.Document).Select(error => error.Message)];
    }
}
