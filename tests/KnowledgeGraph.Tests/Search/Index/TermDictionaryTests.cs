using System.Runtime.CompilerServices;
using System.Text;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Scoring;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>
/// The term dictionary against a sorted array, and its automaton against the table of dynamic programming.
/// </summary>
public unsafe class TermDictionaryTests(ITestOutputHelper output)
{
    private readonly int _rounds = RandomSeed.Count("KNOWLEDGEGRAPH_SEARCH_ROUNDS", 40);

    [Fact]
    public void Finds_reads_and_walks_what_a_sorted_array_holds()
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_SEARCH_SEED", output);
        for (var round = 0; round < _rounds; round++)
        {
            var random = new Random(seed + round);
            var terms = Terms(random, random.Next(1, 400));
            using var dictionary = new Dictionary(terms);
            Compare(random, terms, dictionary.Trie);
        }
    }

    [Fact]
    public void Finds_the_words_that_are_close_by_dynamic_programming()
    {
        var seed = RandomSeed.Next("KNOWLEDGEGRAPH_SEARCH_SEED", output);
        for (var round = 0; round < _rounds; round++)
        {
            var random = new Random(seed + round);
            var terms = Words(random, random.Next(1, 300));
            using var dictionary = new Dictionary(terms);
            for (var i = 0; i < 20; i++)
            {
                var known = Encoding.UTF8.GetString(terms[random.Next(terms.Length)]);
                var word = random.Next(2) == 0 ? Word(random, 8) : known;
                var (edits, prefix) = (random.Next(3), random.Next(4));
                var found = new List<FuzzyTerms.Found>();
                FuzzyTerms.Find(dictionary.Trie, Encoding.UTF8.GetBytes(word), edits, prefix, found);
                Assert.Equal(Close(terms, word, edits, prefix), found.OrderBy(match => match.Number));
            }
        }
    }

    [Fact]
    public void A_word_longer_than_the_automaton_takes_is_found_too()
    {
        var word = new string('a', 100);
        using var dictionary = new Dictionary([Encoding.UTF8.GetBytes(word[1..]), Encoding.UTF8.GetBytes(word + "bc")]);
        var found = new List<FuzzyTerms.Found>();
        FuzzyTerms.Find(dictionary.Trie, Encoding.UTF8.GetBytes(word), 2, 1, found);
        Assert.Equal([new FuzzyTerms.Found(0, 1), new FuzzyTerms.Found(1, 2)], found);
    }

    private static void Compare(Random random, byte[][] terms, TermTrie trie)
    {
        var read = new byte[1];
        for (var number = 0; number < terms.Length; number++)
        {
            Assert.Equal(number, trie.Find(terms[number]));
            var length = trie.Read(number, ref read);
            Assert.Equal(terms[number], read[..length]);
        }

        var from = random.Next(terms.Length);
        var walk = new TermWalk(trie, from);
        for (var number = from; number < terms.Length; number++)
        {
            Assert.True(walk.MoveNext());
            Assert.Equal(number, walk.Number);
            Assert.Equal(terms[number], walk.Term.ToArray());
        }

        Assert.False(walk.MoveNext());
        for (var i = 0; i < 50; i++)
        {
            var probe = Bytes(random, 4);
            var (start, end) = trie.FindPrefix(probe);
            Assert.Equal(terms.Count(term => term.AsSpan().StartsWith(probe)), end - start);
            if (start < end) Assert.Equal(Array.FindIndex(terms, term => term.AsSpan().StartsWith(probe)), start);
            Assert.Equal(Array.FindIndex(terms, term => term.AsSpan().SequenceEqual(probe)), trie.Find(probe));
        }
    }

    private static IEnumerable<FuzzyTerms.Found> Close(byte[][] terms, string word, int editsMax, int prefix)
    {
        var typed = Points(word);
        foreach (var (number, term) in terms.Index())
        {
            var points = Points(Encoding.UTF8.GetString(term));
            var fixedCount = Math.Min(prefix, typed.Length);
            if (!points.Take(fixedCount).SequenceEqual(typed.Take(fixedCount))) continue;
            var edits = EditDistance.Between(typed, points);
            if (edits <= editsMax) yield return new FuzzyTerms.Found(number, edits);
        }
    }

    private static int[] Points(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private static byte[][] Terms(Random random, int count) => Sorted(
        Enumerable.Range(0, count).Select(_ => Bytes(random, random.Next(20) == 0 ? 200 : 8)));

    private static byte[][] Words(Random random, int count) => Sorted(
        Enumerable.Range(0, count).Select(_ => Encoding.UTF8.GetBytes(Word(random, 8))));

    private static byte[][] Sorted(IEnumerable<byte[]> terms) =>
    [
        .. terms.DistinctBy(Convert.ToHexString)
            .Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))),
    ];

    private static byte[] Bytes(Random random, int lengthMax)
    {
        var bytes = new byte[random.Next(1, lengthMax + 1)];
        foreach (ref var value in bytes.AsSpan()) value = (byte)random.Next(random.Next(10) == 0 ? 256 : 4);
        return bytes;
    }

    private static string Word(Random random, int lengthMax) => string.Concat(
        Enumerable.Range(0, random.Next(1, lengthMax + 1)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static readonly string[] Letters = ["a", "b", "c", "é", "图", "😀"];

    /// <summary>A dictionary in memory of its own.</summary>
    private sealed class Dictionary : IDisposable
    {
        private readonly byte[] _memory;

        public Dictionary(byte[][] terms)
        {
            var output = new ByteWriter();
            output.Write(7);
            var builder = new TermTrieBuilder(output);
            foreach (var term in terms) builder.Add(term);
            var root = builder.End();
            _memory = GC.AllocateArray<byte>(output.Length + 64, pinned: true);
            output.Written.CopyTo(_memory);
            Trie = new TermTrie((byte*)Unsafe.AsPointer(ref _memory[0]) + 1, root, terms.Length);
        }

        public TermTrie Trie { get; }

        public void Dispose() => GC.KeepAlive(_memory);
    }
}
