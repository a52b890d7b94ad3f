using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>
/// The index against Lucene 9.11 on the same tokens: the same documents match, with the same scores to rounding.
/// tests/lucene/LucenePeer.java runs on a JDK and the libraries of `../shared/neo4j/lib`.
/// </summary>
public sealed class LuceneAgreementTests : IDisposable
{
    private static readonly IndexSchema Schema = new(new FieldDefinition("title"), new FieldDefinition("body"));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LuceneFact]
    public void Terms_Booleans_and_phrases_match_and_score_as_in_Lucene()
    {
        var random = new Random(7);
        var documents = Enumerable.Range(0, 1500).Select(_ => Text(random, random.Next(5)) + '\t'
            + Text(random, random.Next(random.Next(50) == 0 ? 3000 : 60) + 1)).ToArray();
        var queries = Enumerable.Range(0, 300).Select(i => Query(random, i)).ToArray();
        using var index = SearchIndex.Create(Schema);
        foreach (var (id, line) in documents.Index()) index.Put(id, Tokens(line.Split('\t')));
        var snapshot = index.Publish();

        var answers = Lucene(documents, queries);
        Assert.Equal(queries.Length, answers.Length);
        foreach (var (query, answer) in queries.Zip(answers))
        {
            var expected = answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hit => hit.Split(':'))
                .ToDictionary(hit => int.Parse(hit[0], CultureInfo.InvariantCulture), Score);
            var hits = snapshot.Search(new SearchRequest(Parse(query)) { Top = documents.Length }).Hits;
            Assert.Equal(expected.Keys.Order(), hits.Select(hit => hit.Document).Order());
            foreach (var (document, score) in hits)
            {
                Assert.True(
                    Math.Abs(score - expected[document]) <= 1e-5f * Math.Max(1, score),
                    $"{query}: document {document} has {score}, in Lucene {expected[document]}");
            }
        }
    }

    private static float Score(string[] hit) => float.Parse(hit[1], CultureInfo.InvariantCulture);

    private string[] Lucene(string[] documents, string[] queries)
    {
        File.WriteAllLines(_folder.PathOf("documents"), documents);
        File.WriteAllLines(_folder.PathOf("queries"), queries);
        var libraries = Path.Combine(LuceneFactAttribute.Libraries, "*");
        var source = Repository.PathOf("tests/lucene/LucenePeer.java");
        LuceneFactAttribute.Run("javac", ["-cp", libraries, "-d", _folder.PathOf("classes"), source]);
        var output = LuceneFactAttribute.Run("java", [
            "-cp", $"{_folder.PathOf("classes")}{Path.PathSeparator}{libraries}", "LucenePeer", "rank",
            _folder.PathOf("documents"), _folder.PathOf("queries"), _folder.PathOf("lucene")]);
        return output.Split('\n')[..^1];
    }

    private static string Query(Random random, int number) => (number % 5) switch
    {
        0 => $"or\t{Text(random, random.Next(1, 6))}",
        1 => $"and\t{Text(random, random.Next(1, 4))}",
        2 => $"phrase\t{Text(random, random.Next(2, 4))}",
        3 => $"not\t{Text(random, random.Next(2, 4))}",
        _ => $"fields\t{Text(random, random.Next(1, 3))}",
    };

    private static SearchQuery Parse(string query)
    {
        var (kind, words) = (query.Split('\t')[0], query.Split('\t')[1].Split(' '));
        return kind switch
        {
            "or" => BooleanQuery.Any([.. words.Select(Body)]),
            "and" => BooleanQuery.All([.. words.Select(Body)]),
            "phrase" => PhraseQuery.Of([.. words.Select(word => new Term(1, TokenKind.Exact, word))]),
            "not" => new BooleanQuery { Should = [.. words[..^1].Select(Body)], MustNot = [Body(words[^1])] },
            _ => BooleanQuery.All([.. words.Select(word => new BestOfQuery(
                [new TermQuery(new Term(0, TokenKind.Exact, word)), Body(word)], 0.1f))]),
        };
    }

    private static SearchQuery Body(string word) => new TermQuery(new Term(1, TokenKind.Exact, word));

    private static TokenBuffer Tokens(string[] fields)
    {
        var tokens = new TokenBuffer();
        for (var field = 0; field < fields.Length; field++)
        {
            foreach (var (position, word) in fields[field].Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
            {
                tokens.Add(field, TokenKind.Exact, System.Text.Encoding.UTF8.GetBytes(word), position);
            }
        }

        return tokens;
    }

    /// <summary>Words w0, w1 ..., the first of them often.</summary>
    private static string Text(Random random, int length) => string.Join(
        ' ', Enumerable.Range(0, length).Select(_ => $"w{(int)(120 * Math.Pow(random.NextDouble(), 3))}"));
}

/// <summary>A test beside Lucene; skipped where there is no JDK or no library of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LuceneFactAttribute : FactAttribute
{
    public LuceneFactAttribute()
    {
        if (!Directory.Exists(Libraries)) Skip = "The folder ../shared/neo4j/lib, beside the repository, is not there.";
        else if (!HasCompiler()) Skip = "There is no Java compiler.";
    }

    public static string Libraries { get; } =
        Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "neo4j", "lib"));

    public static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static bool HasCompiler()
    {
        try
        {
            Run("javac", ["-version"]);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
