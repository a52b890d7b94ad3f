using System.Text.Json.Nodes;
using KnowledgeGraph.Api;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>What GraphiQL and code generators ask first.</summary>
public sealed class IntrospectionTests(IntrospectionTests.Fixture fixture) : IClassFixture<IntrospectionTests.Fixture>
{
    // graphql-js 16: getIntrospectionQuery with all of its options.
    private const string StandardQuery = """
            query IntrospectionQuery {
              __schema {
                description
                queryType { name kind }
                mutationType { name kind }
                subscriptionType { name kind }
                types {
                  ...FullType
                }
                directives {
                  name
                  description
                  isRepeatable


                  locations
                  args(includeDeprecated: true) {
                    ...InputValue
                  }
                }
              }
            }

            fragment FullType on __Type {
              kind
              name
              description
              specifiedByURL
              isOneOf
              fields(includeDeprecated: true) {
                name
                description
                args(includeDeprecated: true) {
                  ...InputValue
                }
                type {
                  ...TypeRef
                }
                isDeprecated
                deprecationReason
              }
              inputFields(includeDeprecated: true) {
                ...InputValue
              }
              interfaces {
                ...TypeRef
              }
              enumValues(includeDeprecated: true) {
                name
                description
                isDeprecated
                deprecationReason
              }
              possibleTypes {
                ...TypeRef
              }
            }

            fragment InputValue on __InputValue {
              name
              description
              type { ...TypeRef }
              defaultValue
              isDeprecated
              deprecationReason
            }

            fragment TypeRef on __Type {
              kind
              name
              ofType {
                name
                kind
                ofType {
                  name
                  kind
                  ofType {
                    name
                    kind
                    ofType {
                      name
                      kind
                      ofType {
                        name
                        kind
                        ofType {
                          name
                          kind
                          ofType {
                            name
                            kind
                            ofType {
                              name
                              kind
                              ofType {
                                name
                                kind
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }

        """;

    private static readonly Schema Schema = CommunityApi.ReadSchema();

    [Fact]
    public async Task The_standard_query_gives_every_type_with_every_field()
    {
        var types = (await fixture.Community.DataAsync(StandardQuery))["__schema"]!["types"]!.AsArray();
        Assert.Equal(
            Schema.Types.Select(type => type.Name).Order(), types.Select(type => (string)type!["name"]!).Order());
        foreach (var type in types)
        {
            if (Schema.Type((string)type!["name"]!) is not FieldedType fielded) continue;
            Assert.Equal(
                fielded.Fields.Select(field => field.Name),
                type["fields"]!.AsArray().Select(field => (string)field!["name"]!));
        }
    }

    [GraphQLJsFact]
    public async Task The_answer_is_the_one_that_graphql_js_gives_for_the_same_schema()
    {
        var schema = SchemaPrinter.Print(Schema);
        var expected = GraphQLJs.Ask(new { operation = "introspect", schema });
        Assert.Equal(
            InOrder(JsonNode.Parse(expected.GetRawText())!),
            InOrder(await fixture.Community.DataAsync(StandardQuery)));
    }

    // The order of types means nothing, and the words for the specification's own are of another edition there.
    private static string[] InOrder(JsonNode introspection) =>
    [
        .. introspection["__schema"]!["types"]!.AsArray()
            .Where(type => !Schema.Type((string)type!["name"]!)!.IsBuiltIn)
            .Select(Community.Show)
            .Order(StringComparer.Ordinal),
    ];

    public sealed class Fixture() : CommunityFixture("topic:any");
}
