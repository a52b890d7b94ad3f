using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>The postings of a segment's terms that begin so, gone through term by term. For one thread.</summary>
internal sealed class PrefixPostings
{
    private readonly SegmentDictionary _part;
    private readonly int _start;
    private readonly int _end;

    private PrefixPostings(in SegmentDictionary part, int start, int end)
    {
        (_part, _start, _end) = (part, start, end);
        var entries = _part.Entries.Seek(start);
        for (var number = start; number < end; number++) Count += entries.Next().DocumentFrequency;
    }

    /// <summary>How many there are.</summary>
    public long Count { get; }

    /// <summary>Null where no term begins so.</summary>
    public static PrefixPostings? Of(Segment segment, Term prefix)
    {
        var dictionary = segment.DictionaryOf(prefix.Field, prefix.Kind);
        if (dictionary < 0) return null;
        ref readonly var part = ref segment.Dictionaries[dictionary];
        var (start, end) = part.Terms.FindPrefix(prefix.Bytes.Span);
        return start < end ? new(part, start, end) : null;
    }

    /// <summary>Marks the documents from one up to before another.</summary>
    public void Mark(ulong[] bits, int from, int to, TermPostings postings)
    {
        var entries = _part.Entries.Seek(_start);
        for (var number = _start; number < _end; number++)
        {
            var entry = entries.Next();
            if (entry.DocumentFrequency == 1)
            {
                var document = (int)entry.Postings;
                if (document >= from && document < to) bits[document >> 6] |= 1UL << document;
                continue;
            }

            postings.Open(_part, entry);
            postings.Mark(bits, from, to);
        }
    }

    /// <summary>
    /// Marks all documents in an empty bitmap, and tells how often each has the term that it has most often.
    /// </summary>
    public void Fill(ulong[] bits, int[] frequencies, TermPostings postings)
    {
        var entries = _part.Entries.Seek(_start);
        for (var number = _start; number < _end; number++)
        {
            var entry = entries.Next();
            if (entry.DocumentFrequency == 1)
            {
                Take(bits, frequencies, (int)entry.Postings, entry.OnlyFrequency);
                continue;
            }

            postings.Open(_part, entry);
            for (var block = 0; block < postings.BlockCount; block++)
            {
                postings.MoveToBlock(block);
                var (documents, often) = (postings.Documents, postings.Frequencies);
                for (var i = 0; i < postings.Count; i++) Take(bits, frequencies, documents[i], often[i]);
            }
        }
    }

    private static void Take(ulong[] bits, int[] frequencies, int document, int often)
    {
        ref var word = ref bits[document >> 6];
        var bit = 1UL << document;
        frequencies[document] = (word & bit) == 0 ? often : Math.Max(often, frequencies[document]);
        word |= bit;
    }
}
