using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>https://spec.graphql.org/September2025/#sec-Introspection</summary>
public class IntrospectionTests
{
    private const string Sdl = """"
        "The schema."
        schema { query: Query mutation: Change }
        "Asks."
        type Query implements Named & Thing {
          name: String
          old(reason: String = "x" @deprecated(reason: "gone") kept: [Int!]! = [1, 2]): Int @deprecated
          any(in: In, pick: Pick): Any!
        }
        type Change { set(color: Color! = RED): Color }
        interface Named implements Thing { name: String }
        interface Thing { name: String }
        union Any = Query | Change
        enum Color { RED "Like grass." GREEN BLUE @deprecated(reason: "cold") }
        input In { a: Int = 5 b: [In!] old: String @deprecated }
        input Pick @oneOf { a: Int b: String }
        """Points to a page."""
        scalar Url @specifiedBy(url: "https://url.spec.whatwg.org")
        directive @mark(text: String!) repeatable on FIELD | OBJECT
        """";

    [Fact]
    public Task Types_tell_their_kind_and_what_belongs_to_it() => PlainSchema.Build(Sdl).ExpectAsync(
        """
        { query: __type(name: "Query") { kind name description interfaces { name } possibleTypes { name }
            ofType { name } fields { name }
            all: fields(includeDeprecated: true) { name isDeprecated deprecationReason } }
          named: __type(name: "Named") { kind possibleTypes { name } interfaces { name } enumValues { name } }
          color: __type(name: "Color") { kind enumValues { name description } fields { name } }
          url: __type(name: "Url") { kind specifiedByURL isOneOf }
          pick: __type(name: "Pick") { kind isOneOf inputFields { name type { kind name ofType { name } } } }
          none: __type(name: "None") { kind } }
        """,
        """
        {"data":{
        "query":{"kind":"OBJECT","name":"Query","description":"Asks.","interfaces":[{"name":"Named"},{"name":"Thing"}],
          "possibleTypes":null,"ofType":null,"fields":[{"name":"name"},{"name":"any"}],
          "all":[{"name":"name","isDeprecated":false,"deprecationReason":null},
          {"name":"old","isDeprecated":true,"deprecationReason":"No longer supported"},
          {"name":"any","isDeprecated":false,"deprecationReason":null}]},
        "named":{"kind":"INTERFACE","possibleTypes":[{"name":"Query"}],"interfaces":[{"name":"Thing"}],
          "enumValues":null},
        "color":{"kind":"ENUM","enumValues":[{"name":"RED","description":null},
          {"name":"GREEN","description":"Like grass."}],"fields":null},
        "url":{"kind":"SCALAR","specifiedByURL":"https://url.spec.whatwg.org","isOneOf":null},
        "pick":{"kind":"INPUT_OBJECT","isOneOf":true,"inputFields":[{"name":"a","type":{"kind":"SCALAR","name":"Int",
          "ofType":null}},{"name":"b","type":{"kind":"SCALAR","name":"String","ofType":null}}]},
        "none":null}}
        """);

    [GraphQLJsFact]
    public async Task The_full_introspection_says_what_that_of_graphql_js_says()
    {
        const string Query = """
            { __schema { description queryType { name } mutationType { name } subscriptionType { name }
                types { ...Full } directives { name description isRepeatable locations
                  args(includeDeprecated: true) { ...Input } } } }
            fragment Full on __Type { kind name description specifiedByURL isOneOf
              fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...Input }
                type { ...Ref } isDeprecated deprecationReason }
              inputFields(includeDeprecated: true) { ...Input } interfaces { ...Ref }
              enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
              possibleTypes { ...Ref } }
            fragment Input on __InputValue { name description type { ...Ref } defaultValue isDeprecated
              deprecationReason }
            fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }
            """;
        var own = JsonNode.Parse(await PlainSchema.Build(Sdl).ExecuteAsync(Query))!["data"]!;
        var reference = GraphQLJs.Ask(new { operation = "execute", schema = Sdl, document = Query, data = new { } });
        Assert.Equal(Sorted(JsonNode.Parse(reference.GetProperty("data").GetRawText())!), Sorted(own));
    }

    /// <summary>
    /// Types, directives and possible types by name: each engine has an order of its own. What the specification brings
    /// along is left out: graphql-js 16 has that of an older edition.
    /// </summary>
    private static string Sorted(JsonNode data)
    {
        var schema = data["__schema"]!.AsObject();
        string[] older = ["deprecated", "include", "skip", "specifiedBy", "oneOf"];
        foreach (var key in new[] { "types", "directives" })
        {
            var kept = schema[key]!.AsArray()
                .Where(item => !item!["name"]!.GetValue<string>().StartsWith("__", StringComparison.Ordinal)
                    && !older.Contains(item["name"]!.GetValue<string>()))
                .OrderBy(item => item!["name"]!.GetValue<string>(), StringComparer.Ordinal);
            schema[key] = new JsonArray([.. kept.Select(item => item!.DeepClone())]);
        }

        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
