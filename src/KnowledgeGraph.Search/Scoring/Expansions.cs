using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>Finds the terms that a prefix or a word with typos stands for, over all segments of a version.</summary>
internal static class Expansions
{
    /// <summary>A term with its place in each segment, and its edits.</summary>
    public readonly record struct Expansion(ResolvedTerm Term, int Edits);

    /// <summary>
    /// The visible terms that begin so, in the order of their bytes, at most <paramref name="limit"/>.
    /// </summary>
    public static List<Expansion> ByPrefix(Statistics statistics, Term prefix, int limit)
    {
        var ranges = new List<Range>();
        for (var view = 0; view < statistics.Views.Length; view++)
        {
            var segment = statistics.Views[view].Segment;
            var dictionary = segment.DictionaryOf(prefix.Field, prefix.Kind);
            if (dictionary < 0) continue;
            var (start, end) = segment.Dictionaries[dictionary].Terms.FindPrefix(prefix.Bytes.Span);
            if (start < end) ranges.Add(new Range(view, dictionary, segment.Dictionaries[dictionary], start, end));
        }

        var found = new List<Expansion>();
        while (ranges.Count > 0 && found.Count < limit)
        {
            var lowest = ranges[0];
            foreach (var range in ranges)
            {
                if (range.Term.SequenceCompareTo(lowest.Term) < 0) lowest = range;
            }

            var term = lowest.Term.ToArray();
            var entries = new (int, TermEntry)[statistics.Views.Length];
            var frequency = 0;
            for (var i = ranges.Count - 1; i >= 0; i--)
            {
                var range = ranges[i];
                if (!range.Term.SequenceEqual(term)) continue;
                entries[range.View] = (range.Dictionary, range.Entry);
                frequency += statistics.DocumentFrequency(range.View, range.Dictionary, range.Number, range.Entry);
                if (!range.MoveNext()) ranges.RemoveAt(i);
            }

            if (frequency == 0) continue;
            found.Add(new Expansion(
                new ResolvedTerm(prefix with { Bytes = term }, frequency, entries), 0));
        }

        return found;
    }

    /// <summary>
    /// The visible terms within so many edits, the closest first, of those the most frequent, of those by bytes. A term
    /// of which nothing would be left is none.
    /// </summary>
    public static List<Expansion> BySimilarity(Statistics statistics, Term word, int editsMax, int prefixCharacters)
    {
        var found = new Dictionary<Term, ((int, TermEntry)[] Entries, int Frequency, int Edits)>();
        var matches = new List<FuzzyTerms.Found>();
        var length = LengthOf(word.Bytes.Span);
        for (var view = 0; view < statistics.Views.Length; view++)
        {
            var segment = statistics.Views[view].Segment;
            var dictionary = segment.DictionaryOf(word.Field, word.Kind);
            if (dictionary < 0) continue;
            var part = segment.Dictionaries[dictionary];
            matches.Clear();
            FuzzyTerms.Find(part.Terms, word.Bytes.Span, editsMax, prefixCharacters, matches);
            foreach (var match in matches)
            {
                var bytes = new byte[64];
                var term = word with { Bytes = bytes.AsMemory(0, part.Terms.Read(match.Number, ref bytes)) };
                term = term with { Bytes = bytes.AsMemory(0, term.Bytes.Length) };
                if (match.Edits >= Math.Min(length, LengthOf(term.Bytes.Span))) continue;
                var known = found.TryGetValue(term, out var value)
                    ? value
                    : (Entries: new (int, TermEntry)[statistics.Views.Length], Frequency: 0, match.Edits);
                var entry = part.Entries[match.Number];
                known.Entries[view] = (dictionary, entry);
                known.Frequency += statistics.DocumentFrequency(view, dictionary, match.Number, entry);
                found[term] = known;
            }
        }

        var expansions = new List<Expansion>(found.Count);
        foreach (var (term, (entries, frequency, edits)) in found)
        {
            if (frequency > 0) expansions.Add(new Expansion(new ResolvedTerm(term, frequency, entries), edits));
        }

        expansions.Sort(static (left, right) =>
        {
            var order = left.Edits.CompareTo(right.Edits);
            if (order == 0) order = right.Term.DocumentFrequency.CompareTo(left.Term.DocumentFrequency);
            return order != 0
                ? order
                : left.Term.Term.Bytes.Span.SequenceCompareTo(right.Term.Term.Bytes.Span);
        });
        return expansions;
    }

    /// <summary>What a correction's score is taken times: 1 for the word itself, less with every edit.</summary>
    public static float Closeness(Term word, in Expansion expansion) => expansion.Edits == 0
        ? 1f
        : 1f - expansion.Edits / (float)Math.Min(
            LengthOf(word.Bytes.Span), LengthOf(expansion.Term.Term.Bytes.Span));

    /// <summary>The number of code points.</summary>
    private static int LengthOf(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            if ((value & 0xC0) != 0x80) count++;
        }

        return count;
    }

    /// <summary>The terms of one segment from a first to a last.</summary>
    private sealed class Range
    {
        private readonly int _end;
        private TermWalk _terms;
        private TermEntries.Cursor _entries;

        public Range(int view, int dictionary, in SegmentDictionary part, int start, int end)
        {
            (View, Dictionary, _end) = (view, dictionary, end);
            _terms = new TermWalk(part.Terms, start);
            _entries = part.Entries.Seek(start);
            MoveNext();
        }

        public int View { get; }

        public int Dictionary { get; }

        public int Number => _terms.Number;

        public ReadOnlySpan<byte> Term => _terms.Term;

        public TermEntry Entry { get; private set; }

        public bool MoveNext()
        {
            if (!_terms.MoveNext() || _terms.Number >= _end) return false;
            Entry = _entries.Next();
            return true;
        }
    }
}
