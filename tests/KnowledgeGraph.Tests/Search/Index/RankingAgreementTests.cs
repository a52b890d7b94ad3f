using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;
using KnowledgeGraph.Tests.Search.Scoring;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>
/// The index against a ranking by brute force: the same hits with the same scores, bit by bit, whatever is put,
/// removed, merged, hidden, filtered and asked. KNOWLEDGEGRAPH_SEARCH_SEED repeats a run,
/// KNOWLEDGEGRAPH_SEARCH_ROUNDS makes it longer.
/// </summary>
public class RankingAgreementTests(ITestOutputHelper output)
{
    private const int IdsMax = 300;

    private readonly int _rounds = RandomSeed.Count("KNOWLEDGEGRAPH_SEARCH_ROUNDS", 25);

    [Fact]
    public void Answers_equal_those_of_brute_force()
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_SEARCH_SEED", output);
        for (var round = 0; round < _rounds; round++) Compare(new Random(seed + round), $"seed {seed}, round {round}");
    }

    [Fact]
    public void Lists_of_many_blocks_and_windows_are_ranked_so_too()
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_SEARCH_SEED", output);
        for (var round = 0; round < (_rounds + 24) / 25; round++)
        {
            var random = new Random(seed + round);
            var collection = new RandomCollection(random, 25);
            var model = new SortedDictionary<int, ReferenceDocument>();
            using var index = SearchIndex.Create(RandomCollection.Schema);
            for (var id = 0; id < 5000; id++)
            {
                var document = collection.ShortDocument();
                index.Put(id, document);
                model[id] = ReferenceDocument.From(document);
            }

            var snapshot = index.Publish();
            for (var i = 0; i < 60; i++) Ask(random, collection, snapshot, model, $"seed {seed}, round {round}", 5000);
        }
    }

    [Fact]
    public void Beginnings_of_many_words_are_ranked_so_too()
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_SEARCH_SEED", output);
        for (var round = 0; round < (_rounds + 24) / 25; round++)
        {
            var random = new Random(seed + round);
            var collection = new RandomCollection(random, 400);
            var model = new SortedDictionary<int, ReferenceDocument>();
            using var index = SearchIndex.Create(RandomCollection.Schema);
            for (var version = 0; version < 4; version++)
            {
                for (var i = 0; i < 6; i++) Change(random, collection, index, model, 2_000);
                var snapshot = index.Publish();
                for (var i = 0; i < 20; i++)
                {
                    Ask(random, collection, snapshot, model, $"seed {seed}, round {round}", 2_000,
                        collection.Begun());
                }
            }
        }
    }

    private static void Compare(Random random, string where)
    {
        var collection = new RandomCollection(random);
        var model = new SortedDictionary<int, ReferenceDocument>();
        var options = new SearchIndexOptions
        {
            MergeFactor = random.Next(2, 5),
            BackgroundMergeBytesMin = random.Next(3) == 0 ? 1 : 1 << 20,
            BufferBytesMax = random.Next(3) == 0 ? 100_000 : 1 << 20,
        };
        using var index = SearchIndex.Create(RandomCollection.Schema, options);
        for (var version = 0; version < 8; version++)
        {
            Change(random, collection, index, model);
            var snapshot = index.Publish();
            Assert.Equal(model.Count, snapshot.DocumentCount);
            for (var i = 0; i < 12; i++) Ask(random, collection, snapshot, model, $"{where}, version {version}");
        }
    }

    private static void Change(
        Random random, RandomCollection collection, SearchIndex index, SortedDictionary<int, ReferenceDocument> model,
        int idsMax = IdsMax)
    {
        for (var i = random.Next(80); i > 0; i--)
        {
            var id = random.Next(idsMax);
            if (random.Next(4) == 0)
            {
                index.Remove(id);
                model.Remove(id);
                continue;
            }

            var document = collection.Document();
            index.Put(id, document);
            model[id] = ReferenceDocument.From(document);
        }
    }

    private static void Ask(
        Random random, RandomCollection collection, SearchSnapshot snapshot,
        SortedDictionary<int, ReferenceDocument> model, string where, int idsMax = IdsMax, SearchQuery? query = null)
    {
        query ??= collection.Query();
        var request = new SearchRequest(random.Next(3) == 0 ? collection.Raised(query) : query)
        {
            Top = random.Next(12),
            Visible = random.Next(3) == 0 ? collection.Mask(idsMax, random.Next(2, 6)) : null,
            Filters = random.Next(3) == 0 ? [collection.Mask(idsMax, 3)] : [],
            CountUpTo = random.Next(3) switch { 0 => 0, 1 => random.Next(30), _ => int.MaxValue },
        };
        var reference = new ReferenceRanking(snapshot.Schema, model, request.Visible);
        SearchHit[] matches = [.. reference.Matches(request)];
        if (matches.Length > 0 && random.Next(3) == 0)
        {
            request = request with { After = matches[random.Next(matches.Length)] };
        }

        var (expected, actual) = (reference.Search(request), snapshot.Search(request));
        Assert.True(
            expected.Hits.SequenceEqual(actual.Hits),
            $"{where}: {request}\n{string.Join(' ', expected.Hits)}, but was\n{string.Join(' ', actual.Hits)}");
        if (actual.IsCountExact) Assert.Equal(matches.Length, actual.Count);
        else Assert.InRange(request.CountUpTo, 0, Math.Max(actual.Count, 0));
        Assert.Equal(matches.Length, snapshot.Count(request));

        var collector = new Collected([]);
        snapshot.Collect(request, ref collector);
        Assert.Equal(matches.Select(hit => hit.Document).Order(), collector.Ids.Order());
        foreach (var hit in actual.Hits.Take(2))
        {
            var explanation = snapshot.Explain(request, hit.Document);
            Assert.True(explanation is not null && (float)explanation.Value == hit.Score, $"{where}: {request} {hit}");
        }
    }

    private readonly record struct Collected(List<int> Ids) : IHitCollector
    {
        public void Collect(int document) => Ids.Add(document);
    }
}
