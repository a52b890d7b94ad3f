namespace KnowledgeGraph.Server.Http;

/// <summary>Where to go from here: what the program prints once it listens, and what `GET /` answers.</summary>
internal static class FirstSteps
{
    /// <summary>A query that says something about any community.</summary>
    public const string Query =
        "{ topics(first: 3) { nodes { name documents(first: 1) { totalCount nodes { title } } } } }";

    private const string RequestBody = $$"""{"query":"{{Query}}"}""";

    private const string AnswerShape =
        """{"data":{"topics":{"nodes":[{"name":"...","documents":{"totalCount":1,"nodes":[{"title":"..."}]}},...]}}}""";

    /// <param name="address">The address of the server, without a slash at its end.</param>
    public static string Text(string address) =>
        $"""
        KnowledgeGraph listens on {address}
          GraphQL: {address}/graphql   health: {address}/healthz   ready: {address}/readyz
        A first query:
          curl -s {address}/graphql -H 'content-type: application/json' -d '{RequestBody}'
        It answers:
          {AnswerShape}
        """;
}
