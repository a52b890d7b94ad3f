using System.Text.Json;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>A query to be measured, as the body of a request.</summary>
internal sealed record BenchmarkQuery(string Name, string Json)
{
    public const string Introspection = "introspection";

    public static IReadOnlyList<BenchmarkQuery> All(BenchmarkCommunity community) =>
    [
        Make("one document", new { id = community.DocumentId }, """
            query($id: ID!) { document(id: $id) { id title authors { id displayName } topics { id name } } }
            """),
        Make("20 documents", new { }, """
            { documents(first: 20) { nodes { id title authors { id displayName } topics { id name } } } }
            """),
        Make("20 x 50", new { }, """
            {
              topics(first: 20) {
                nodes {
                  id
                  name
                  documents(first: 50) {
                    nodes {
                      id title createdAt score viewCount
                      authors { id displayName }
                      topics { id name }
                    }
                  }
                }
              }
            }
            """),
        Make("four deep", new { id = community.TopicId }, """
            query($id: ID!) {
              topic(id: $id) {
                name
                documents(first: 10) {
                  nodes {
                    title
                    authors {
                      displayName
                      documents(first: 5) {
                        nodes { title topics { name documents(first: 3) { nodes { id title } } } }
                      }
                    }
                  }
                }
              }
            }
            """),
        Make("10,000 items", new { }, """
            { topics(first: 100) { nodes { documents(first: 100) { nodes { id } } } } }
            """),
        Make(Introspection, new { }, """
            {
              __schema {
                queryType { name }
                types {
                  kind name description
                  fields(includeDeprecated: true) {
                    name description isDeprecated
                    args { name description defaultValue type { ...Reference } }
                    type { ...Reference }
                  }
                  inputFields { name description defaultValue type { ...Reference } }
                  interfaces { name }
                  enumValues(includeDeprecated: true) { name description isDeprecated }
                  possibleTypes { name }
                }
                directives { name description locations args { name type { ...Reference } } }
              }
            }
            fragment Reference on __Type {
              kind name ofType { kind name ofType { kind name ofType { kind name } } }
            }
            """),
    ];

    private static BenchmarkQuery Make(string name, object variables, string query) =>
        new(name, JsonSerializer.Serialize(new { query, variables }));
}
