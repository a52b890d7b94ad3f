using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;
using Xunit;
using static KnowledgeGraph.Tests.Search.Index.SmallIndex;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>What each node of the query tree matches, by example.</summary>
public class SearchQueryTests
{
    private readonly SearchSnapshot _index = SmallIndex.Of(
        "graph search", "search the graph", "graph of graphs", "grape juice", "the search for a graph");

    [Fact]
    public void A_term_matches_where_it_stands_shorter_texts_first() =>
        Assert.Equal([0, 1, 2, 4], _index.Ids(Of("graph")));

    [Fact]
    public void An_exact_phrase_keeps_the_order() =>
        Assert.Equal([0], _index.Ids(PhraseQuery.Of(Word("graph"), Word("search"))));

    [Fact]
    public void A_loose_phrase_matches_the_nearer_better() => Assert.Equal([1, 0, 4], _index.Ids(
        new PhraseQuery([new PhraseSlot(0, [Word("search")]), new PhraseSlot(1, [Word("graph")])], 2)));

    [Fact]
    public void A_prefix_matches_every_word_that_begins_so() =>
        Assert.Equal([0, 1, 2, 3, 4], _index.Ids(new PrefixQuery(Word("gra"))));

    [Fact]
    public void Typos_come_after_the_word_itself() => Assert.Equal([3, 0, 1, 2, 4], _index.Ids(
        new BestOfQuery([Of("grape"), new BoostQuery(new FuzzyQuery(Word("grape"), 1, WithoutExact: true), 0.1f)])));

    // Rare words are followed far at a time: here over more documents than a window of sums has.
    [Fact]
    public void Rare_words_that_stand_close_together_count_wherever_they_stand()
    {
        const int documents = 80_000;
        const int close = 2_132;
        using var index = SearchIndex.Create(Schema);
        for (var id = 0; id < documents; id++)
        {
            var isBest = id >= close - 20;
            index.Put(id, Tokens(id >= close ? "else" : id % 4 > 0 ? "lifts" : isBest ? "leads lifts" : "leads only"));
        }

        static CombinedTermQuery Word(string word) => new([(SmallIndex.Word(word), 1f)]);
        Assert.Equal([2112, 2116, 2120, 2124, 2128], index.Publish().Ids(
            new BooleanQuery { Must = [Word("leads")], Should = [Word("lifts")], MustNot = [Of("else")] }, 5));
    }

    [Fact]
    public void What_must_not_match_is_left_out() => Assert.Equal([2], _index.Ids(
        new BooleanQuery { Must = [Of("graph")], MustNot = [Of("search")] }));

    [Fact]
    public void Enough_of_what_should_match_has_to() => Assert.Equal([1, 4], _index.Ids(
        new BooleanQuery { Should = [Of("graph"), Of("search"), Of("the")], ShouldMin = 3 }));

    [Fact]
    public void An_empty_any_of_matches_nothing() => Assert.Empty(_index.Ids(BooleanQuery.Any()));

    [Fact]
    public void What_is_hidden_is_in_no_hit_no_count_and_no_statistic()
    {
        var without = SmallIndex.Of("graph search", "", "graph of graphs", "grape juice", "");
        var visible = DocumentMask.Of(0, 2, 3);
        var masked = _index.Search(new SearchRequest(Of("graph")) { Visible = visible, CountUpTo = int.MaxValue });
        Assert.Equal(without.Search(new SearchRequest(Of("graph"))).Hits, masked.Hits);
        Assert.Equal(2, masked.Count);
        Assert.Empty(_index.TermsWithPrefix(Word("the"), 10, visible));
    }

    [Fact]
    public void A_page_goes_on_after_the_last_hit()
    {
        var first = _index.Search(new SearchRequest(Of("graph")) { Top = 2 });
        var second = _index.Search(new SearchRequest(Of("graph")) { Top = 2, After = first.Hits[^1] });
        Assert.Equal([2, 4], second.Hits.Select(hit => hit.Document));
    }
}
