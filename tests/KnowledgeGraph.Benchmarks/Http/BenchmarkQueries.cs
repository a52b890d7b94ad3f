using System.Text.Json;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>A query to be measured, as the body of a request.</summary>
internal sealed record BenchmarkQuery(string Name, string Json)
{
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
    ];

    private static BenchmarkQuery Make(string name, object variables, string query) =>
        new(name, JsonSerializer.Serialize(new { query, variables }));
}
