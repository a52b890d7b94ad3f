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

    /// <summary>How to get what changes need.</summary>
    /// <param name="issuer">Whose tokens are taken; empty for the program's own.</param>
    public static string Tokens(string issuer) => issuer.Length > 0
        ? $"Changes need a token of {issuer}."
        : """
        Changes need a token, which this prints (with the same --data):
          dotnet run --project src/KnowledgeGraph.Server -- token create --role ADMINISTRATOR --expires 8h
        """;
}
