using System.Text;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;
using KnowledgeGraph.Tests.Support;
using Xunit;
using static KnowledgeGraph.Tests.Search.Index.SmallIndex;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>Sizes beyond the usual: nothing is cut off, and nothing takes for ever.</summary>
public class LargeIndexTests
{
    /// <summary>Two million in the long run (KNOWLEDGEGRAPH_SEARCH_TERMS), a tenth of them otherwise.</summary>
    private static readonly int TermsCount = RandomSeed.Count("KNOWLEDGEGRAPH_SEARCH_TERMS", 200_000);

    [Fact]
    public void Millions_of_terms_are_all_found()
    {
        using var index = SearchIndex.Create(Schema, new SearchIndexOptions { BufferBytesMax = 16 << 20 });
        var tokens = new TokenBuffer();
        const int PerDocument = 1000;
        for (var id = 0; id < TermsCount / PerDocument; id++)
        {
            tokens.Clear();
            for (var i = 0; i < PerDocument; i++) tokens.Add(Body, TokenKind.Exact, WordOf(id * PerDocument + i), i);
            index.Put(id, tokens);
        }

        var snapshot = index.FinishMerges();
        for (var number = 0; number < TermsCount; number += 997)
        {
            var term = new Term(Body, TokenKind.Exact, WordOf(number));
            Assert.Equal([number / PerDocument], snapshot.Ids(new TermQuery(term)));
            Assert.Contains(snapshot.SimilarTerms(term, 1, 1, 5), match => match.Term == term && match.Edits == 0);
        }

        Assert.Equal(TermsCount, snapshot.TermsWithPrefix(Word("t"), int.MaxValue).Count);
    }

    [Fact]
    public void A_document_of_ten_megabytes_is_indexed_to_its_end()
    {
        using var index = SearchIndex.Create(Schema);
        var tokens = new TokenBuffer();
        const int Words = 1_600_000;
        for (var i = 0; i < Words; i++) tokens.Add(Body, TokenKind.Exact, Encoding.UTF8.GetBytes($"w{i % 5003}"), i);
        tokens.Add(Body, TokenKind.Exact, "needle"u8, Words);
        index.Put(1, tokens);
        index.Put(0, Tokens("w7 and w8"));
        var snapshot = index.Publish();
        Assert.Equal([1], snapshot.Ids(PhraseQuery.Of(Word($"w{(Words - 1) % 5003}"), Word("needle"))));
        Assert.Equal(2, snapshot.Count(new SearchRequest(Of("w7"))));
        var explained = snapshot.Explain(new SearchRequest(Of("w1")), 1)!;
        Assert.Contains(explained.Parts, part => part is { Description: "occurrences", Value: 320 });
        Assert.Contains(explained.Parts, part => part is { Description: "length of the field", Value: Words + 1 });
    }

    [Fact]
    public void A_query_of_a_thousand_words_is_answered()
    {
        var random = new Random(3);
        using var index = SearchIndex.Create(Schema);
        for (var id = 0; id < 3000; id++)
        {
            index.Put(id, Tokens(string.Join(' ', Enumerable.Range(0, 20).Select(_ => $"w{random.Next(2000)}"))));
        }

        var snapshot = index.Publish();
        SearchQuery[] words = [.. Enumerable.Range(0, 1000).Select(i => Of($"w{i}"))];
        Assert.Equal(10, snapshot.Search(new SearchRequest(BooleanQuery.Any(words))).Hits.Count);
        Assert.Empty(snapshot.Search(new SearchRequest(BooleanQuery.All(words))).Hits);
        var some = new BooleanQuery { Should = words, ShouldMin = 12 };
        Assert.InRange(snapshot.Count(new SearchRequest(some)), 1, 2999);
        Assert.Equal(10, snapshot.Search(new SearchRequest(new BestOfQuery(words, 0.1f))).Hits.Count);
    }

    [Fact]
    public async Task Readers_see_whole_versions_while_one_writes()
    {
        var options = new SearchIndexOptions { MergeFactor = 3, BackgroundMergeBytesMin = 1 };
        using var index = SearchIndex.Create(Schema, options);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                // Every version holds each id of its generation, or none of it.
                var snapshot = index.Current;
                var counted = snapshot.Count(new SearchRequest(Of("always")));
                Assert.Equal(snapshot.DocumentCount, counted);
                Assert.Equal(0, counted % 10);
            }
        })).ToArray();
        for (var version = 0; version < 300; version++)
        {
            for (var i = 0; i < 10; i++) index.Put(version % 50 * 10 + i, Tokens($"always v{version} d{i}"));
            index.Publish();
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        var last = index.FinishMerges();
        Assert.Equal(500, last.DocumentCount);
        Assert.Equal(10, last.Count(new SearchRequest(Of("v299"))));
        Assert.Equal(0, last.Count(new SearchRequest(Of("v200"))));
    }

    [Fact]
    public void A_search_allocates_by_its_words_and_not_by_its_hits()
    {
        using var index = SearchIndex.Create(Schema);
        for (var id = 0; id < 20_000; id++) index.Put(id, Tokens($"graph search {id % 100}"));
        var snapshot = index.Publish();
        var request = new SearchRequest(BooleanQuery.Any(Of("graph"), Of("search"))) { CountUpTo = int.MaxValue };
        for (var i = 0; i < 5; i++) snapshot.Search(request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(20_000, snapshot.Search(request).Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    private static byte[] WordOf(int number) => Encoding.UTF8.GetBytes($"t{number * 7919L % 10_000_019:x}");
}
