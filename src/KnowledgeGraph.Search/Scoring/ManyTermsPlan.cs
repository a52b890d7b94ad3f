using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// All terms that begin so, as one: a document scores as the one of them that it has most often, since all weigh the
/// same. Their postings are gone through once, term by term, instead of by a scorer for each.
/// </summary>
internal sealed unsafe class ManyTermsPlan : QueryPlan
{
    private readonly Statistics _statistics;
    private readonly Term _prefix;
    private readonly float _weight;
    private readonly Func<QueryPlan> _termByTerm;

    /// <param name="statistics">The version.</param>
    /// <param name="prefix">How they begin.</param>
    /// <param name="weight">What an occurrence is worth at most.</param>
    /// <param name="termByTerm">The same with a scorer for each, for explanations.</param>
    public ManyTermsPlan(Statistics statistics, Term prefix, float weight, Func<QueryPlan> termByTerm)
    {
        (_statistics, _prefix, _weight) = (statistics, prefix, weight);
        _termByTerm = termByTerm;
    }

    public override Scorer? Open(int view, SearchScratch scratch)
    {
        var segment = _statistics.Views[view].Segment;
        var dictionary = segment.DictionaryOf(_prefix.Field, _prefix.Kind);
        if (dictionary < 0) return null;
        ref readonly var part = ref segment.Dictionaries[dictionary];
        var (start, end) = part.Terms.FindPrefix(_prefix.Bytes.Span);
        if (start >= end) return null;
        var count = segment.DocumentCount;
        var found = new Found(
            scratch.TakeBitmap(count), scratch.TakeNumbers(count), count, segment.LengthCodes(_prefix.Field));
        var (entries, postings) = (part.Entries.Seek(start), scratch.TakePostings());
        for (var number = start; number < end; number++)
        {
            var entry = entries.Next();
            if (entry.DocumentFrequency == 1)
            {
                found.Take((int)entry.Postings, entry.OnlyFrequency);
                continue;
            }

            postings.Open(part, entry);
            for (var block = 0; block < postings.BlockCount; block++)
            {
                postings.MoveToBlock(block);
                found.Take(postings.Documents.AsSpan(0, postings.Count), postings.Frequencies);
            }
        }

        return new ManyTermsScorer(found, count, _weight, _statistics.Field(_prefix.Field).Factors);
    }

    public override Explanation? Explain(int view, int document, SearchScratch scratch) =>
        _termByTerm().Explain(view, document, scratch);

    /// <summary>Which documents have one of the terms, and how often the one that each has most often.</summary>
    /// <param name="bits">A bit for each document that has one.</param>
    /// <param name="frequencies">By document; holds where the bit is set.</param>
    /// <param name="count">The number of documents.</param>
    /// <param name="lengths">The codes of the documents' lengths.</param>
    internal sealed class Found(ulong[] bits, int[] frequencies, int count, byte* lengths)
    {
        /// <summary>So many documents have one bound.</summary>
        public const int BlockShift = 9;

        private readonly int[] _most = new int[(count >> BlockShift) + 1];
        private readonly byte[] _shortest = NoLengths((count >> BlockShift) + 1);

        public ulong[] Bits => bits;

        public int[] Frequencies => frequencies;

        public byte* Lengths => lengths;

        /// <summary>By block, the highest frequency; 0 where it has no document.</summary>
        public int[] Most => _most;

        /// <summary>By block, the code of the shortest length.</summary>
        public byte[] Shortest => _shortest;

        public void Take(ReadOnlySpan<int> documents, int[] often)
        {
            for (var i = 0; i < documents.Length; i++) Take(documents[i], often[i]);
        }

        public void Take(int document, int often)
        {
            ref var word = ref bits[document >> 6];
            var bit = 1UL << document;
            frequencies[document] = (word & bit) == 0 ? often : Math.Max(often, frequencies[document]);
            word |= bit;
            var block = document >> BlockShift;
            _most[block] = Math.Max(_most[block], often);
            _shortest[block] = Math.Min(_shortest[block], lengths[document]);
        }

        private static byte[] NoLengths(int blocks)
        {
            var lengths = new byte[blocks];
            Array.Fill(lengths, byte.MaxValue);
            return lengths;
        }
    }
}
