using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Benchmarks.Http;

namespace KnowledgeGraph.Benchmarks.Search;

/// <summary>
/// How long does a search take through GraphQL over HTTP, with 20 highlighted hits and four facets, on the real dump?
/// The queries are words of the dump's own titles, typed as they are and with a mistake. One client on one core, the
/// server on the other.
/// </summary>
internal static class SearchHttpBenchmark
{
    private const int QueryCount = 500;

    private static readonly string[] Kinds =
        ["one word", "two words", "a question", "typing", "with a mistake", "suggest"];

    private const string Document = """
        query($q: String!) { search(query: $q, first: 20, typing: TYPING, facets: [KIND, TOPIC, AUTHOR, YEAR]) {
          totalCount droppedTerms didYouMean { query }
          hits { score match node { id } highlights { field html ranges { start end } } }
          facets { field values { value count } } } }
        """;

    private const string Suggest = "query($q: String!) { suggest(prefix: $q, first: 8) { text node { id } } }";

    public static async Task<int> RunAsync(string[] args)
    {
        var copies = QueryBenchmark.Option(args, "--copies", 1);
        var seconds = TimeSpan.FromSeconds(QueryBenchmark.Option(args, "--seconds", 8));
        ServerProcess.KeepToSecondCore();
        var community = await BenchmarkCommunity.PrepareAsync(copies);
        Console.WriteLine(community.Description);
        using var server = await Peers.OursAsync(community.DataFolder);
        var titles = Titles(community.ExportFile);
        var kinds = Kinds.ToDictionary(kind => kind, kind =>
        {
            var random = new Random(20240601);
            return Enumerable.Range(0, QueryCount)
                .Select(_ => Request(Text(kind, titles, random), kind, server.Port)).ToArray();
        });
        // Before the first is measured, all of them have made the server compile what they need.
        foreach (var (_, requests) in kinds) Run(server, requests, TimeSpan.Zero, seconds, () => { });
        foreach (var (kind, requests) in kinds)
        {
            var cpu = new List<double>();
            var result = Run(server, requests, TimeSpan.FromSeconds(1), seconds, () => cpu.Add(server.CpuSeconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{kind,-15} p50 {result.Percentile(0.5),6:F2} ms  p99 {result.Percentile(0.99),6:F2} ms  "
                + $"{(cpu[1] - cpu[0]) * 1000 / result.Requests,6:F2} ms CPU  {result.Requests} requests  "
                + $"{result.BodyBytes} B"));
        }

        return 0;
    }

    private static LoadResult Run(
        ServerProcess server, byte[][] requests, TimeSpan warmUp, TimeSpan seconds, Action mark) => LoadGenerator.Run(
        server.Port, connections: 1, warmUp, seconds, (_, count) => requests[count % QueryCount], mark);

    private static byte[] Request(string text, string kind, int port) => HttpConnection.Post(
        "/graphql",
        JsonSerializer.Serialize(new
        {
            query = kind == "suggest"
                ? Suggest
                : Document.Replace("TYPING", kind == "typing" ? "true" : "false", StringComparison.Ordinal),
            variables = new { q = text },
        }),
        port);

    private static string Text(string kind, List<string[]> titles, Random random)
    {
        var words = titles[random.Next(titles.Count)];
        var at = random.Next(words.Length - 1);
        return kind switch
        {
            "one word" => words[at],
            "two words" => $"{words[at]} {words[at + 1]}",
            "suggest" => words[at + 1][..Math.Min(words[at + 1].Length, 1 + random.Next(8))],
            "typing" => $"{words[at]} {words[at + 1][..Math.Min(words[at + 1].Length, 1 + random.Next(4))]}",
            "with a mistake" => string.Join(' ', words.Select(word => word.Length > 6 ? word.Remove(3, 1) : word)),
            _ => string.Join(' ', words),
        };
    }

    private static List<string[]> Titles(string export)
    {
        var titles = new List<string[]>();
        foreach (var line in File.ReadLines(export))
        {
            using var row = JsonDocument.Parse(line);
            if (!row.RootElement.TryGetProperty("node", out var kind) || kind.GetString() != "Document") continue;
            if (!row.RootElement.TryGetProperty("title", out var title)) continue;
            // An answer that names this word looks like one with errors.
            if (title.GetString() is { } text && !text.Contains("errors", StringComparison.Ordinal)
                && text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 2 } words)
            {
                titles.Add(words);
            }
        }

        return titles.Count > 0 ? titles : throw new InvalidOperationException($"{export} has no titles.");
    }
}
