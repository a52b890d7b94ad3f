using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Search;

/// <summary>
/// Documents made from real ones, and queries of their own words: each body is some passages of posts, comments and
/// abstracts of `../shared/data`, about a kilobyte, each title one of theirs. Drawn from a seed.
/// </summary>
internal sealed partial class TokenCorpus
{
    private const int BodyBytes = 1000;
    private const int PassageWords = 40;

    private readonly List<string[]> _passages = [];
    private readonly List<string> _titles = [];
    private readonly Random _random = new(20240601);

    public TokenCorpus(int documents)
    {
        ReadTexts();
        Documents = [.. Enumerable.Range(0, documents).Select(_ => MakeDocument())];
    }

    /// <summary>Title and body, as words between single spaces.</summary>
    public (string Title, string Body)[] Documents { get; }

    /// <summary>Queries of a kind, each as words between spaces.</summary>
    public IReadOnlyList<string> Queries(string kind, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => MakeQuery(kind))];

    private string MakeQuery(string kind)
    {
        while (true)
        {
            if (kind == "suggest")
            {
                var title = _titles[_random.Next(_titles.Count)].Split(' ');
                var typed = title[_random.Next(title.Length)];
                return typed[..(1 + _random.Next(typed.Length))];
            }

            var words = Documents[_random.Next(Documents.Length)].Body.Split(' ');
            var at = _random.Next(words.Length - 4);
            switch (kind)
            {
                case "phrase": return $"{words[at]} {words[at + 1]}";
                case "fuzzy":
                    var word = words[at];
                    if (word.Length < 5) continue;
                    return Misspell(word);
                case "prefix":
                    var last = words[at + 1];
                    if (last.Length < 4) continue;
                    return $"{words[at]} {last[..(2 + _random.Next(last.Length - 3))]}";
                default:
                    var some = Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => words[_random.Next(words.Length)]);
                    return string.Join(' ', some.Distinct());
            }
        }
    }

    private string Misspell(string word)
    {
        var at = 1 + _random.Next(word.Length - 2);
        return _random.Next(3) switch
        {
            0 => word.Remove(at, 1),
            1 => word.Insert(at, "x"),
            _ => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
        };
    }

    private (string Title, string Body) MakeDocument()
    {
        var body = new StringBuilder(BodyBytes + 200);
        while (body.Length < BodyBytes)
        {
            if (body.Length > 0) body.Append(' ');
            body.AppendJoin(' ', _passages[_random.Next(_passages.Count)]);
        }

        return (_titles[_random.Next(_titles.Count)], body.ToString());
    }

    private void ReadTexts()
    {
        var shared = Path.Combine(RepositoryRoot.Path, "..", "shared", "data");
        foreach (var name in (string[])["Posts.xml", "Comments.xml"])
        {
            var file = Path.Combine(shared, "quantumcomputing.stackexchange", name);
            foreach (var row in XDocument.Load(file).Root!.Elements("row"))
            {
                if (row.Attribute("Title") is { } title) AddTitle(title.Value);
                Add((row.Attribute("Body") ?? row.Attribute("Text"))!.Value);
            }
        }

        var abstracts = File.ReadAllText(Path.Combine(shared, "cranfield", "cran.all.1400.xml"));
        foreach (Match match in Abstract().Matches(abstracts))
        {
            AddTitle(match.Groups[1].Value);
            Add(match.Groups[2].Value);
        }
    }

    private void AddTitle(string text)
    {
        var words = WordsOf(text);
        if (words.Length > 0) _titles.Add(string.Join(' ', words));
    }

    private void Add(string text)
    {
        foreach (var passage in WordsOf(Tag().Replace(text, " ")).Chunk(PassageWords))
        {
            if (passage.Length > 4) _passages.Add(passage);
        }
    }

    private static string[] WordsOf(string text) =>
        [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("<title>(.*?)</title>.*?<text>(.*?)</text>", RegexOptions.Singleline)]
    private static partial Regex Abstract();
}
