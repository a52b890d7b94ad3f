using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Server.CommandLine.Evaluate;

/// <summary>How good the rankings of judged queries are, on average; a judged document counts 1.</summary>
internal sealed record SearchQuality(int Queries, double Ndcg10, double Map, double Recall100);

/// <summary>
/// Searches a collection of documents as the product does, with nothing set for it, and compares with what people
/// judged.
/// </summary>
internal sealed class SearchEvaluation
{
    private const int RunLength = 1_000;
    private const string Prefix = "document:";

    private readonly GraphReader _reader;
    private readonly Dictionary<string, string> _queries;
    private readonly Dictionary<string, HashSet<string>> _judged = new(StringComparer.Ordinal);
    private readonly long _now;

    public SearchEvaluation(string documents, string queries, string judgements, string? links)
    {
        var nodes = ReadDocuments(documents).DistinctBy(node => node.Id).ToList();
        var ids = nodes.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        // Links lead out of most collections.
        var inside = ReadLinks(links).Where(link => ids.Contains(link.From) && ids.Contains(link.To!));
        _reader = Rebuild.Of(nodes, inside).Read(Viewer.Program);
        _queries = ReadLines(queries, 2).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        foreach (var line in ReadLines(judgements, 3))
        {
            if (!double.TryParse(line[2], CultureInfo.InvariantCulture, out var grade) || grade <= 0) continue;
            if (!_judged.TryGetValue(line[0], out var documentsOf)) _judged[line[0]] = documentsOf = [];
            documentsOf.Add(line[1]);
        }

        // No document has a time: freshness says nothing.
        _now = DateTime.UnixEpoch.Ticks;
    }

    public int DocumentCount => _reader.Count(NodeKind.Document);

    /// <summary>Searches for each judged query; each hit goes to <paramref name="run"/>, too.</summary>
    public SearchQuality Run(TextWriter? run, CancellationToken stop)
    {
        var (count, ndcg, map, recall) = (0, 0.0, 0.0, 0.0);
        foreach (var (id, text) in _queries)
        {
            stop.ThrowIfCancellationRequested();
            if (!_judged.TryGetValue(id, out var relevant)) continue;
            var result = Finder.Find(_reader, new FindRequest { Text = text, First = RunLength, Now = _now });
            var hits = result.Hits.Select(hit => _reader.Ids.String(hit.Node)![Prefix.Length..]).ToArray();
            for (var rank = 0; rank < hits.Length; rank++)
            {
                run?.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{id}\t{hits[rank]}\t{rank + 1}\t{result.Hits[rank].Score:R}"));
            }

            count++;
            ndcg += Ndcg(hits, relevant);
            map += AveragePrecision(hits, relevant);
            recall += (double)hits.Take(100).Count(relevant.Contains) / relevant.Count;
        }

        return count == 0 ? new(0, 0, 0, 0) : new(count, ndcg / count, map / count, recall / count);
    }

    private static double Ndcg(string[] hits, HashSet<string> relevant)
    {
        var (gain, ideal) = (0.0, 0.0);
        for (var rank = 0; rank < 10; rank++)
        {
            var share = 1 / Math.Log2(rank + 2);
            if (rank < hits.Length && relevant.Contains(hits[rank])) gain += share;
            if (rank < relevant.Count) ideal += share;
        }

        return gain / ideal;
    }

    private static double AveragePrecision(string[] hits, HashSet<string> relevant)
    {
        var (found, sum) = (0, 0.0);
        for (var rank = 0; rank < hits.Length; rank++)
        {
            if (relevant.Contains(hits[rank])) sum += (double)++found / (rank + 1);
        }

        return sum / relevant.Count;
    }

    private static IEnumerable<NodeRecord> ReadDocuments(string path)
    {
        var number = 0;
        foreach (var line in ReadText(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return Document(line, path, number);
        }
    }

    private static NodeRecord Document(string line, string path, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var id = json.RootElement.GetProperty("id");
            var definition = NodeKinds.Of(NodeKind.Document);
            PropertyValue[] values = [.. definition.Properties.Select(property => property.Default)];
            foreach (var name in new[] { "title", "body" })
            {
                if (json.RootElement.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String)
                    values[definition[name].Index] = PropertyValue.Text(value.GetString()!);
            }

            return new NodeRecord(
                Prefix + (id.ValueKind is JsonValueKind.String ? id.GetString() : id.GetRawText()),
                NodeKind.Document, values);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            throw new CommandException(
                ExitCode.Source, $"{path}: line {number} is no object with `id`, `title` and `body`.", exception);
        }
    }

    private static IEnumerable<EdgeRecord> ReadLinks(string? path)
    {
        if (path is null) yield break;
        var seen = new HashSet<(string, string)>();
        foreach (var line in ReadLines(path, 2))
        {
            if (line[0] != line[1] && seen.Add((line[0], line[1])))
            {
                yield return new EdgeRecord(
                    EdgeType.References, Prefix + line[0], Prefix + line[1], null, null,
                    new PropertyValue[EdgeTypes.Of(EdgeType.References).Properties.Count]);
            }
        }
    }

    private static IEnumerable<string[]> ReadLines(string path, int columns)
    {
        var number = 0;
        foreach (var line in ReadText(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var parts = line.Split('\t');
            if (parts.Length < columns)
            {
                throw new CommandException(
                    ExitCode.Source, $"{path}: line {number} has {parts.Length} columns of {columns}.");
            }

            yield return parts;
        }
    }

    private static IEnumerable<string> ReadText(string path)
    {
        try
        {
            return File.ReadLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Source, $"{path} cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }
}
