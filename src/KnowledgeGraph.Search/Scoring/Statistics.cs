using System.Collections.Concurrent;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>A field's numbers over the visible documents of a version.</summary>
/// <param name="Documents">The documents that have the field.</param>
/// <param name="AverageLength">Their average length; 1 where there are none.</param>
/// <param name="Factors">For each code of a length the factor of <see cref="Bm25"/>.</param>
internal sealed record FieldStatistics(long Documents, float AverageLength, float[] Factors);

/// <summary>A term and where it stands in each segment of a version.</summary>
/// <param name="Term">The term.</param>
/// <param name="DocumentFrequency">In how many visible documents it occurs.</param>
/// <param name="Entries">Its entry by segment; one without documents where it does not occur.</param>
internal sealed record ResolvedTerm(Term Term, int DocumentFrequency, (int Dictionary, TermEntry Entry)[] Entries);

/// <summary>
/// What ranking needs to know of a version's documents, counted over those that one class of readers may see, so that
/// nothing hidden shows in a score. Shared between threads.
/// </summary>
internal sealed class Statistics(IndexSchema schema, SegmentView[] views, DocumentMask? visible)
{
    private const int PrefixesMax = 1024;

    private readonly SegmentCounts.Visible[] _counts = [.. views.Select(view => view.Counts.Of(visible))];
    private readonly ConcurrentDictionary<int, FieldStatistics> _fields = [];
    private readonly ConcurrentDictionary<Term, int> _highest = [];

    public IndexSchema Schema => schema;

    public SegmentView[] Views => views;

    /// <summary>A segment's documents that the readers may see, as a bitmap; null where all.</summary>
    public ulong[]? VisibleBits(int view) => _counts[view].Bits;

    public FieldStatistics Field(int field) => _fields.GetOrAdd(field, static (field, self) => self.Count(field), this);

    /// <summary>Looks a term up in every segment.</summary>
    public ResolvedTerm Resolve(Term term)
    {
        var entries = new (int, TermEntry)[views.Length];
        var frequency = 0;
        for (var i = 0; i < views.Length; i++)
        {
            var segment = views[i].Segment;
            var dictionary = segment.DictionaryOf(term.Field, term.Kind);
            if (dictionary < 0) continue;
            ref readonly var part = ref segment.Dictionaries[dictionary];
            var number = part.Terms.Find(term.Bytes.Span);
            if (number < 0) continue;
            var entry = part.Entries[number];
            entries[i] = (dictionary, entry);
            frequency += DocumentFrequency(i, dictionary, number, entry);
        }

        return new ResolvedTerm(term, frequency, entries);
    }

    /// <summary>
    /// How many terms begin so, whether anybody sees them or not; one of several segments counts for each.
    /// </summary>
    public int CountFrom(Term prefix)
    {
        var terms = 0;
        for (var view = 0; view < views.Length; view++) terms += RangeFrom(view, prefix).Count;
        return terms;
    }

    /// <summary>
    /// In how many visible documents the most frequent of the terms occurs that begin so. What somebody begins to type
    /// is asked often: it is kept.
    /// </summary>
    public int HighestFrom(Term prefix)
    {
        if (_highest.TryGetValue(prefix, out var known)) return known;
        if (_highest.Count >= PrefixesMax) _highest.Clear();
        return _highest[prefix] = FindHighestFrom(prefix);
    }

    /// <summary>In how many visible documents of a segment a term occurs.</summary>
    public int DocumentFrequency(int view, int dictionary, int number, in TermEntry entry) =>
        _counts[view].DocumentFrequency(views[view], dictionary, number, entry);

    private int FindHighestFrom(Term prefix)
    {
        var holding = Enumerable.Range(0, views.Length).Where(view => RangeFrom(view, prefix).Count > 0).ToArray();
        var highest = 0;
        if (holding.Length > 1)
        {
            // The same term of several segments is one.
            foreach (var expansion in Expansions.ByPrefix(this, prefix, int.MaxValue))
                highest = Math.Max(highest, expansion.Term.DocumentFrequency);
            return highest;
        }

        foreach (var view in holding)
        {
            var (dictionary, start, count) = RangeFrom(view, prefix);
            var entries = views[view].Segment.Dictionaries[dictionary].Entries.Seek(start);
            for (var number = start; number < start + count; number++)
                highest = Math.Max(highest, DocumentFrequency(view, dictionary, number, entries.Next()));
        }

        return highest;
    }

    // The numbers of a segment's terms that begin so.
    private (int Dictionary, int Start, int Count) RangeFrom(int view, Term prefix)
    {
        var dictionary = views[view].Segment.DictionaryOf(prefix.Field, prefix.Kind);
        if (dictionary < 0) return (dictionary, 0, 0);
        var (start, end) = views[view].Segment.Dictionaries[dictionary].Terms.FindPrefix(prefix.Bytes.Span);
        return (dictionary, start, Math.Max(0, end - start));
    }

    private FieldStatistics Count(int field)
    {
        long documents = 0, lengths = 0;
        for (var i = 0; i < views.Length; i++)
        {
            var (with, sum) = _counts[i].Field(views[i], field);
            documents += with;
            lengths += sum;
        }

        var average = documents == 0 ? 1f : (float)(lengths / (double)documents);
        var factors = new float[Bm25.LengthCodes];
        Bm25.FillFactors(factors, schema[field].K1, schema[field].B, average);
        return new FieldStatistics(documents, average, factors);
    }
}
