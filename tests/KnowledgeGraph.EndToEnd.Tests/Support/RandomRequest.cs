using System.Text;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.GraphQL.Agreement;

namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>
/// Requests as bytes: good ones for a schema, with mistakes, damaged texts, cut bodies, flipped bytes, batches, ids of
/// documents that are not there, and headers that make no sense.
/// </summary>
internal sealed class RandomRequest(Schema schema, Random random)
{
    private static readonly string[] Accepts =
    [
        "application/json", "application/graphql-response+json", "*/*", "text/html", "text/event-stream",
        "application/json;q=0", "multipart/mixed", ";;;", "",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json", "application/json; charset=utf-8", "application/json; charset=latin1",
        "text/plain", "multipart/form-data", "", "application/graphql",
    ];

    private static readonly string[] Paths = ["/graphql/d/x", "/", "/readyz", "/no"];

    public byte[] Next()
    {
        var body = Body();
        if (random.Next(12) == 0) return Get();
        var sent = random.Next(8) switch
        {
            0 => body[..random.Next(body.Length + 1)],
            1 => Flipped(body, 1 + random.Next(4)),
            _ => body,
        };
        // A body that is cut after its length was told, and one whose length says so.
        var length = random.Next(2) == 0 ? body.Length : sent.Length;
        var request = Bytes("POST", random.Next(40) == 0 ? Any(Paths) : "/graphql", length, sent);
        return random.Next(16) == 0 ? Flipped(request, 1 + random.Next(4)) : request;
    }

    private byte[] Get()
    {
        var query = Uri.EscapeDataString(Document());
        var more = random.Next(3) switch
        {
            0 => "&variables=" + Uri.EscapeDataString(Value(3)?.ToJsonString() ?? "null"),
            1 => "&extensions=%7B%22persistedQuery%22%3A1%7D&operationName=x",
            _ => "",
        };
        // Longer ones the server refuses before it reads them.
        return Bytes("GET", $"/graphql?query={query[..Math.Min(query.Length, 6_000)]}{more}", 0, []);
    }

    private byte[] Bytes(string method, string target, int length, byte[] body)
    {
        var head = $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + $"Accept: {Mostly(Accepts)}\r\n"
            + (random.Next(4) == 0 ? "Accept-Encoding: gzip, br\r\n" : "")
            + (random.Next(4) == 0 ? "GraphQL-Require-Preflight: 1\r\n" : "")
            + (random.Next(8) == 0 ? $"GraphQL-Cost: {Any(["report", "validate", "x"])}\r\n" : "")
            + (method == "POST" ? $"Content-Type: {Mostly(ContentTypes)}\r\nContent-Length: {length}\r\n" : "")
            + "\r\n";
        return [.. Encoding.Latin1.GetBytes(head), .. body];
    }

    private byte[] Body()
    {
        JsonNode request = random.Next(12) switch
        {
            0 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => (JsonNode)Request())]),
            1 => Value(4) ?? JsonValue.Create(1),
            _ => Request(),
        };
        return Encoding.UTF8.GetBytes(request.ToJsonString());
    }

    private JsonObject Request()
    {
        var request = new JsonObject();
        if (random.Next(20) != 0) request["query"] = Document();
        if (random.Next(3) == 0) request["variables"] = Value(4);
        if (random.Next(6) == 0) request["operationName"] = Any(["O0", "O1", "", "none"]);
        if (random.Next(10) == 0) request["documentId"] = $"sha256:{random.Next():x8}";
        if (random.Next(8) == 0)
        {
            request["extensions"] = new JsonObject
            {
                ["persistedQuery"] = new JsonObject { ["version"] = 1, ["sha256Hash"] = Value(1) },
            };
        }

        return request;
    }

    private string Document()
    {
        var document = new RandomDocument(schema, random, random.Next(3) == 0 ? 0.05 : 0).Make();
        return random.Next(4) == 0 ? DamagedText.Of(document, random) : document;
    }

    private JsonNode? Value(int depth) => random.Next(depth > 0 ? 9 : 7) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-3, 200),
        3 => random.NextDouble() * 1e300,
        4 => "topic:" + random.Next(5),
        5 => new string((char)random.Next(0x20, 0x2fff), random.Next(40)),
        6 => long.MinValue,
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(4)).Select(
            number => KeyValuePair.Create($"v{number}", Value(depth - 1)))),
    };

    private byte[] Flipped(byte[] bytes, int count)
    {
        var flipped = bytes.ToArray();
        for (var time = 0; time < count && flipped.Length > 0; time++)
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        return flipped;
    }

    private string Any(string[] words) => words[random.Next(words.Length)];

    /// <summary>The first, but for one in ten.</summary>
    private string Mostly(string[] words) => random.Next(10) == 0 ? Any(words) : words[0];
}
