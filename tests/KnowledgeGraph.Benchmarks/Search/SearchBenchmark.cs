using System.Diagnostics;
using System.Globalization;
using System.Text;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Benchmarks.Search;

/// <summary>
/// How fast are indexing and searching beside Lucene 9.11, in one run on the same tokens and queries, one thread each?
/// Both give the ten best and count up to a thousand, which is what Lucene does by default.
/// </summary>
internal static class SearchBenchmark
{
    // Of each query the fastest pass counts: on a machine with other work the rest is that work's.
    private const int Passes = 5;
    private static readonly string[] AllKinds = ["or", "and", "phrase", "prefix", "fuzzy", "not", "fields", "suggest"];

    private static readonly IndexSchema Schema = new(new FieldDefinition("title"), new FieldDefinition("body"));

    public static Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var queryCount = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000;
        var isAlone = args.Length > 2 && args[2] == "alone";
        // Some kinds alone, for a profiler.
        var kinds = args.Length > 3 ? args[3].Split(',') : AllKinds;
        var corpus = new TokenCorpus(count);
        var queries = kinds.ToDictionary(kind => kind, kind => corpus.Queries(kind, queryCount));
        var folder = Directory.CreateTempSubdirectory("knowledge-graph-search-");
        try
        {
            var ours = Ours(corpus, queries, Path.Combine(folder.FullName, "ours"));
            var theirs = isAlone ? [] : LucenePeer.Bench(corpus, queries, folder.FullName);
            Print(count, kinds, ours, theirs);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.FromResult(0);
    }

    private static Dictionary<string, double[]> Ours(
        TokenCorpus corpus, Dictionary<string, IReadOnlyList<string>> queries, string folder)
    {
        var figures = new Dictionary<string, double[]>();
        var clock = Stopwatch.StartNew();
        using (var index = SearchIndex.Create(Schema))
        {
            var tokens = new TokenBuffer();
            foreach (var (id, (title, body)) in corpus.Documents.Index())
            {
                tokens.Clear();
                Add(tokens, 0, title);
                Add(tokens, 1, body);
                index.Put(id, tokens);
            }

            index.FinishMerges();
            index.Save(folder, []);
        }

        figures["index"] = [clock.Elapsed.TotalMilliseconds];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        clock.Restart();
        using var opened = SearchIndex.Open(folder, Schema);
        figures["open"] = [clock.Elapsed.TotalMilliseconds];
        var snapshot = opened.Current;
        foreach (var (kind, texts) in queries) figures[kind] = Measure(snapshot, kind, texts);
        figures["heap"] = [GC.GetTotalMemory(forceFullCollection: true) - before];
        figures["version"] = [PublishMicroseconds(opened, corpus)];
        figures["busy"] = WhileIndexing(opened, corpus, queries.First());
        figures["bytes"] = [Directory.GetFiles(folder).Sum(file => (double)new FileInfo(file).Length)];
        figures["segments"] = [snapshot.SegmentCount];
        return figures;
    }

    private static double[] Measure(SearchSnapshot snapshot, string kind, IReadOnlyList<string> texts)
    {
        var times = new double[texts.Count];
        Array.Fill(times, double.MaxValue);
        long hits = 0, allocated = 0;
        for (var pass = 0; pass < Passes; pass++)
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < times.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var top = snapshot.Search(new SearchRequest(Parse(kind, texts[i])) { CountUpTo = 1000 });
                times[i] = Math.Min(times[i], Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                hits += top.Hits.Count;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        Array.Sort(times);
        return [times.Average(), times[(int)(times.Length * 0.99)], hits / Passes, allocated / (double)times.Length];
    }

    /// <summary>The processor time of a version in which one document is replaced, merges included.</summary>
    private static double PublishMicroseconds(SearchIndex index, TokenCorpus corpus)
    {
        const int Versions = 1000;
        var tokens = new TokenBuffer();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Versions; i++)
        {
            tokens.Clear();
            var (title, body) = corpus.Documents[i * 7919 % corpus.Documents.Length];
            Add(tokens, 0, title);
            Add(tokens, 1, body);
            index.Put(i * 7919 % corpus.Documents.Length, tokens);
            index.Publish();
        }

        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / Versions;
    }

    /// <summary>
    /// Queries of the first kind on the latest version while another thread replaces documents, ten a version.
    /// </summary>
    private static double[] WhileIndexing(
        SearchIndex index, TokenCorpus corpus, KeyValuePair<string, IReadOnlyList<string>> queries)
    {
        var (kind, texts) = queries;
        using var stop = new CancellationTokenSource();
        var replaced = 0;
        var writer = Task.Run(() =>
        {
            var tokens = new TokenBuffer();
            for (; !stop.IsCancellationRequested; replaced++)
            {
                tokens.Clear();
                Add(tokens, 0, corpus.Documents[replaced % corpus.Documents.Length].Title);
                Add(tokens, 1, corpus.Documents[replaced % corpus.Documents.Length].Body);
                index.Put(replaced % corpus.Documents.Length, tokens);
                if (replaced % 10 == 9) index.Publish();
            }
        });
        var clock = Stopwatch.StartNew();
        var times = new List<double>();
        while (clock.Elapsed.TotalSeconds < 3)
        {
            var start = Stopwatch.GetTimestamp();
            index.Current.Search(new SearchRequest(Parse(kind, texts[times.Count % texts.Count])) { CountUpTo = 1000 });
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        stop.Cancel();
        writer.Wait();
        times.Sort();
        return [times.Average(), times[(int)(times.Count * 0.99)], replaced / clock.Elapsed.TotalSeconds];
    }

    private static SearchQuery Parse(string kind, string text)
    {
        var words = text.Split(' ');
        return kind switch
        {
            "suggest" => new PrefixQuery(new Term(0, TokenKind.Exact, text)),
            "phrase" => PhraseQuery.Of([.. words.Select(Body)]),
            "fuzzy" => new FuzzyQuery(Body(words[0]), words[0].Length < 9 ? 1 : 2),
            "or" => BooleanQuery.Any([.. words.Select(In)]),
            "and" => BooleanQuery.All([.. words.Select(In)]),
            "not" => new BooleanQuery { Should = [.. words[..^1].Select(In)], MustNot = [In(words[^1])] },
            "prefix" => BooleanQuery.All([.. words[..^1].Select(In), new PrefixQuery(Body(words[^1]))]),
            _ => BooleanQuery.All([.. words.Select(word => new BestOfQuery(
                [new TermQuery(new Term(0, TokenKind.Exact, word)), In(word)], 0.1f))]),
        };

        static Term Body(string word) => new(1, TokenKind.Exact, word);
        static SearchQuery In(string word) => new TermQuery(Body(word));
    }

    private static void Add(TokenBuffer tokens, int field, string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        var position = 0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var length = Encoding.UTF8.GetBytes(text.AsSpan()[range], bytes);
            tokens.Add(field, TokenKind.Exact, bytes[..length], position++);
        }
    }

    private static void Print(
        int count, string[] kinds, Dictionary<string, double[]> ours, Dictionary<string, double[]> theirs)
    {
        Console.WriteLine($"{count} documents, one thread; times in microseconds, bytes allocated a query");
        Console.WriteLine($"{"",-8}{"mean",10}{"Lucene",10}{"ratio",8}{"p99",10}{"Lucene",10}{"ratio",8}{"bytes",10}");
        foreach (var kind in kinds)
        {
            if (!theirs.TryGetValue(kind, out var peer)) peer = [double.NaN, double.NaN, double.NaN];
            var own = ours[kind];
            Console.WriteLine(
                $"{kind,-8}{own[0],10:F1}{peer[0],10:F1}{peer[0] / own[0],8:F2}"
                + $"{own[1],10:F1}{peer[1],10:F1}{peer[1] / own[1],8:F2}{own[3],10:F0}"
                + (double.IsNaN(peer[2]) || own[2] == peer[2] ? "" : $"  hits {own[2]} and {peer[2]}"));
        }

        var busy = ours["busy"];
        Console.WriteLine(
            $"while {busy[2]:F0} documents a second are replaced, of each ten a version: "
            + $"{kinds[0]} {busy[0]:F1} mean, {busy[1]:F1} p99");
        Console.WriteLine($"a version of one document takes {ours["version"][0]:F0} of processor time");
        Console.WriteLine($"{"",-8}{"ours",14}{"Lucene",14}{"ratio",8}");
        foreach (var name in (string[])["index", "open", "bytes", "heap", "segments"])
        {
            var peer = theirs.TryGetValue(name, out var figures) ? figures[0] : double.NaN;
            Console.WriteLine($"{name,-8}{ours[name][0],14:F1}{peer,14:F1}{peer / ours[name][0],8:F2}");
        }
    }
}
