using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Benchmarks.Search;

/// <summary>
/// How long do the product's own search and suggestions take in process? On documents of a kilobyte made from the real
/// ones, with topics and authors, one thread; of each query the fastest of three passes.
/// </summary>
internal static class SearchProductBenchmark
{
    private const int Passes = 3;
    private const int Topics = 500;
    private const int Authors = 5_000;
    private static readonly long Now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private static readonly FacetField[] Facets =
        [FacetField.Kind, FacetField.Topic, FacetField.Author, FacetField.Year];

    public static Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var queryCount = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500;
        var corpus = new TokenCorpus(count);
        var reader = Rebuild.Of(Nodes(corpus), Edges(count)).Read(Viewer.Program);
        var clock = Stopwatch.StartNew();
        Suggestions.Of(reader, "q", null, 8);
        Console.WriteLine($"{count} documents, indexed in {clock.Elapsed.TotalSeconds:F1} s; times in microseconds");
        Measure("suggest", corpus.Queries("suggest", queryCount), text => Suggestions.Of(reader, text, null, 8).Count);
        foreach (var (kind, typing) in ((string, bool)[])[("or", false), ("prefix", true), ("fuzzy", false)])
        {
            var texts = corpus.Queries(kind, queryCount);
            var request = new FindRequest { IsTyping = typing, Now = Now };
            Measure($"{kind}, hits", texts, text =>
                Finder.Find(reader, request with { Text = text, CountsAll = false }).Hits.Count);
            Measure($"{kind}, counted", texts, text => Finder.Find(reader, request with { Text = text }).Count);
            Measure($"{kind}, facets", texts, text =>
                Finder.Find(reader, request with { Text = text, Facets = Facets }).Count);
        }

        return Task.FromResult(0);
    }

    private static void Measure(string name, IReadOnlyList<string> texts, Func<string, int> ask)
    {
        var times = new double[texts.Count];
        Array.Fill(times, double.MaxValue);
        long found = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            for (var i = 0; i < times.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                found += ask(texts[i]);
                times[i] = Math.Min(times[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-18} mean {times.Average(),9:F0}  p50 {times[times.Length / 2],9:F0}  "
            + $"p99 {times[(int)(times.Length * 0.99)],9:F0}  found {found / Passes}"));
    }

    private static IEnumerable<NodeRecord> Nodes(TokenCorpus corpus)
    {
        for (var topic = 0; topic < Topics; topic++)
            yield return Node(NodeKind.Topic, topic, ("name", $"topic {topic}"));
        for (var author = 0; author < Authors; author++)
            yield return Node(NodeKind.Member, author, ("displayName", $"member {author}"));
        for (var document = 0; document < corpus.Documents.Length; document++)
        {
            var (title, body) = corpus.Documents[document];
            var node = Node(NodeKind.Document, document, ("title", title), ("body", body));
            node.Values[NodeKinds.Document["createdAt"].Index] =
                PropertyValue.InstantFromTicks(Now - (document % 3_000 * TimeSpan.TicksPerDay));
            yield return node;
        }
    }

    private static IEnumerable<EdgeRecord> Edges(int documents)
    {
        for (var document = 0; document < documents; document++)
        {
            var id = $"document:{document}";
            yield return Edge(EdgeType.About, id, $"topic:{document * 31L % Topics}");
            yield return Edge(EdgeType.About, id, $"topic:{((document * 17L) + 1) % Topics}");
            yield return Edge(EdgeType.Authored, $"member:{document * 13L % Authors}", id);
        }
    }

    private static EdgeRecord Edge(EdgeType type, string from, string to) =>
        new(type, from, to, null, null, new PropertyValue[EdgeTypes.Of(type).Properties.Count]);

    private static NodeRecord Node(NodeKind kind, int number, params (string Name, string Text)[] texts)
    {
        var definition = NodeKinds.Of(kind);
        PropertyValue[] values = [.. definition.Properties.Select(property => property.Default)];
        foreach (var (name, text) in texts) values[definition[name].Index] = PropertyValue.Text(text);
        return new($"{definition.IdPrefix}:{number}", kind, values);
    }
}
