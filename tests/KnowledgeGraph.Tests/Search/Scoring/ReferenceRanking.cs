using System.Text;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Tests.Search.Scoring;

/// <summary>A document's terms with their positions, and its fields' lengths.</summary>
internal sealed record ReferenceDocument(Dictionary<Term, List<int>> Positions, int[] Lengths)
{
    public static ReferenceDocument From(TokenBuffer tokens)
    {
        var positions = new Dictionary<Term, List<int>>();
        var places = new HashSet<(int Field, int Position)>();
        var lengths = new int[IndexSchema.FieldsMax];
        foreach (var entry in tokens.Entries)
        {
            var term = new Term(entry.Field, (TokenKind)entry.Kind, tokens.BytesOf(entry).ToArray());
            if (!positions.TryGetValue(term, out var list)) positions.Add(term, list = []);
            list.Add(entry.Position);
            if (places.Add((entry.Field, entry.Position))) lengths[entry.Field]++;
        }

        return new ReferenceDocument(positions, lengths);
    }
}

/// <summary>
/// Ranks by looking at every document, in the words of the formulas: what every faster way has to agree with.
/// </summary>
internal sealed class ReferenceRanking(
    IndexSchema schema, IReadOnlyDictionary<int, ReferenceDocument> documents, DocumentMask? visible)
{
    private readonly (int Id, ReferenceDocument Document)[] _visible =
    [
        .. from entry in documents where visible?.Contains(entry.Key) ?? true orderby entry.Key
           select (entry.Key, entry.Value),
    ];

    private readonly Dictionary<Term, int> _frequencies = [];
    private readonly Dictionary<SearchQuery, IReadOnlyList<TermMatch>> _expansions =
        new(ReferenceEqualityComparer.Instance);

    public TopHits Search(SearchRequest request)
    {
        var matches = Matches(request).ToArray();
        var hits = from hit in matches
                   where request.After is not { } after || hit.Score < after.Score
                       || (hit.Score == after.Score && hit.Document > after.Document)
                   orderby hit.Score descending, hit.Document
                   select hit;
        return new TopHits([.. hits.Take(request.Top)], matches.Length, true);
    }

    public IEnumerable<SearchHit> Matches(SearchRequest request) =>
        from entry in _visible
        where request.Filters.All(filter => filter.Contains(entry.Id))
        let score = Score(request.Query, entry.Id, entry.Document, 1f)
        where score is not null
        select new SearchHit(entry.Id, score.Value);

    public int DocumentFrequency(Term term)
    {
        if (!_frequencies.TryGetValue(term, out var frequency))
        {
            frequency = _visible.Count(entry => entry.Document.Positions.ContainsKey(term));
            _frequencies.Add(term, frequency);
        }

        return frequency;
    }

    public IEnumerable<TermMatch> TermsWithPrefix(Term prefix) =>
        from term in TermsOf(prefix)
        where term.Bytes.Span.StartsWith(prefix.Bytes.Span)
        select new TermMatch(term, DocumentFrequency(term), 0);

    public IEnumerable<TermMatch> SimilarTerms(Term word, int editsMax, int prefixCharacters)
    {
        var typed = CodePoints(word);
        return from term in TermsOf(word)
               let letters = CodePoints(term)
               where letters.Take(prefixCharacters).SequenceEqual(typed.Take(prefixCharacters))
               let edits = EditDistance.Between(typed, letters)
               where edits <= editsMax && edits < Math.Min(typed.Length, letters.Length)
               let match = new TermMatch(term, DocumentFrequency(term), edits)
               orderby match.Edits, match.DocumentFrequency descending
               select match;
    }

    /// <summary>The terms of a field and kind in visible documents, in the order of their bytes.</summary>
    private IEnumerable<Term> TermsOf(Term like) =>
        _visible.SelectMany(entry => entry.Document.Positions.Keys)
            .Where(term => term.Field == like.Field && term.Kind == like.Kind).Distinct()
            .Order(Comparer<Term>.Create((a, b) => a.Bytes.Span.SequenceCompareTo(b.Bytes.Span)));

    private static int[] CodePoints(Term term) =>
        [.. Encoding.UTF8.GetString(term.Bytes.Span).EnumerateRunes().Select(rune => rune.Value)];

    private float? Score(SearchQuery query, int id, ReferenceDocument document, float boost) => query switch
    {
        EveryQuery => boost,
        MaskQuery mask => mask.Mask.Contains(id) ? boost : null,
        TermQuery term => TermScore(term.Term, document, Weight(term.Term, boost)),
        CombinedTermQuery combined => CombinedScore(combined, document, boost),
        PhraseQuery phrase => PhraseScore(phrase, document, boost),
        PrefixQuery prefix => BestScore(
            Expanded(prefix, () => TermsWithPrefix(prefix.Prefix)), prefix.Prefix, prefix.Scoring, document, boost),
        FuzzyQuery fuzzy => BestScore(
            Expanded(fuzzy, () => Corrections(fuzzy)), fuzzy.Term, fuzzy.Scoring, document, boost),
        BooleanQuery boolean => BooleanScore(boolean, id, document, boost),
        BestOfQuery best => BestOfScore(best, id, document, boost),
        ConstantQuery constant =>
            Score(constant.Inner, id, document, 1f) is null ? null : boost * constant.Score,
        BoostQuery inner => Score(inner.Inner, id, document, boost * inner.Factor),
        ValueQuery value => ValueScore(value, id, document, boost),
        _ => throw new NotSupportedException($"No score for {query.GetType()}."),
    };

    private IReadOnlyList<TermMatch> Expanded(SearchQuery query, Func<IEnumerable<TermMatch>> expand)
    {
        if (!_expansions.TryGetValue(query, out var terms)) _expansions.Add(query, terms = [.. expand()]);
        return terms;
    }

    private IEnumerable<TermMatch> Corrections(FuzzyQuery fuzzy) =>
        SimilarTerms(fuzzy.Term, fuzzy.EditsMax, fuzzy.PrefixCharacters)
            .Where(match => match.Edits > 0 || !fuzzy.WithoutExact).Take(fuzzy.TermsMax);

    private float Weight(Term term, float boost) => boost * Bm25.InverseDocumentFrequency(
        DocumentFrequency(term), DocumentsWith(term.Field));

    private long DocumentsWith(int field) => _visible.LongCount(entry => entry.Document.Lengths[field] > 0);

    private float AverageLength(int field)
    {
        var documents = DocumentsWith(field);
        var sum = _visible.Sum(entry => (long)entry.Document.Lengths[field]);
        return documents == 0 ? 1f : (float)(sum / (double)documents);
    }

    private float Saturated(int field, ReferenceDocument document, float weight, float frequency)
    {
        var length = Bm25.LengthOf(Bm25.EncodeLength(document.Lengths[field]));
        var factor = Bm25.Factor(length, schema[field].K1, schema[field].B, AverageLength(field));
        return Bm25.Score(weight, frequency, factor);
    }

    private float? TermScore(Term term, ReferenceDocument document, float weight) =>
        document.Positions.TryGetValue(term, out var positions)
            ? Saturated(term.Field, document, weight, positions.Count)
            : null;

    private float? CombinedScore(CombinedTermQuery query, ReferenceDocument document, float boost)
    {
        if (query.Terms.Count == 0) return null;
        double frequency = 0, length = 0, average = 0;
        long all = 0;
        foreach (var (term, weight) in query.Terms)
        {
            if (document.Positions.TryGetValue(term, out var positions)) frequency += weight * positions.Count;
            length += weight * Bm25.LengthOf(Bm25.EncodeLength(document.Lengths[term.Field]));
            all = Math.Max(all, DocumentsWith(term.Field));
            if (DocumentsWith(term.Field) > 0) average += weight * AverageLength(term.Field);
        }

        if (frequency == 0) return null;
        var first = schema[query.Terms[0].Term.Field];
        var matching = query.Terms.Max(entry => DocumentFrequency(entry.Term));
        var factor = Bm25.Factor((float)length, first.K1, first.B, (float)average);
        return Bm25.Score(boost * Bm25.InverseDocumentFrequency(matching, all), (float)frequency, factor);
    }

    private float? PhraseScore(PhraseQuery phrase, ReferenceDocument document, float boost)
    {
        if (phrase.Slots.Count == 0) return null;
        var frequency = PhraseOccurrences.Frequency(
            [.. phrase.Slots.Select(slot => Positions(slot, document))],
            [.. phrase.Slots.Select(slot => slot.Offset)], phrase.Slop);
        if (frequency == 0) return null;
        var field = phrase.Slots[0].Terms[0].Field;
        var all = DocumentsWith(field);
        var idf = phrase.Slots.SelectMany(slot => slot.Terms).Where(term => DocumentFrequency(term) > 0)
            .Sum(term => (double)Bm25.InverseDocumentFrequency(DocumentFrequency(term), all));
        return Saturated(field, document, boost * (float)idf, frequency);
    }

    /// <summary>Where a slot's terms stand, in order.</summary>
    private static int[] Positions(PhraseSlot slot, ReferenceDocument document) =>
        [.. slot.Terms.SelectMany(term => document.Positions.GetValueOrDefault(term, [])).Distinct().Order()];

    private float? BestScore(
        IReadOnlyList<TermMatch> terms, Term typed, ManyTermsScoring scoring, ReferenceDocument document, float boost)
    {
        if (!terms.Any(match => document.Positions.ContainsKey(match.Term))) return null;
        if (scoring == ManyTermsScoring.Constant) return boost;
        var idf = Bm25.InverseDocumentFrequency(
            terms.Max(match => match.DocumentFrequency), DocumentsWith(typed.Field));
        return terms.Max(match => TermScore(match.Term, document, boost * idf * Closeness(match, typed)));
    }

    private static float Closeness(TermMatch match, Term typed) => match.Edits == 0
        ? 1f
        : 1f - match.Edits / (float)Math.Min(CodePoints(match.Term).Length, CodePoints(typed).Length);

    private float? BooleanScore(BooleanQuery query, int id, ReferenceDocument document, float boost)
    {
        var must = query.Must.Select(clause => Score(clause, id, document, boost)).ToArray();
        var filter = query.Filter.Select(clause => Score(clause, id, document, 1f)).ToArray();
        if (must.Contains(null) || filter.Contains(null)) return null;
        if (query.MustNot.Any(clause => Score(clause, id, document, 1f) is not null)) return null;
        var should = query.Should.Select(clause => Score(clause, id, document, boost)).OfType<float>().ToArray();
        var least = must.Length + filter.Length == 0 ? Math.Max(1, query.ShouldMin) : query.ShouldMin;
        if (should.Length < least) return null;
        return (float)(must.Sum(score => (double)score!.Value) + should.Sum(score => (double)score));
    }

    private float? BestOfScore(BestOfQuery query, int id, ReferenceDocument document, float boost)
    {
        var scores = query.Clauses.Select(clause => Score(clause, id, document, boost)).OfType<float>().ToArray();
        if (scores.Length == 0) return null;
        double best = scores.Max();
        return (float)(best + query.Tie * (scores.Sum(score => (double)score) - best));
    }

    private float? ValueScore(ValueQuery query, int id, ReferenceDocument document, float boost)
    {
        if (Score(query.Inner, id, document, boost) is not { } score) return null;
        var sum = query.Values.Sum(value => (double)value.Of(id));
        return query.Multiplies ? (float)(score * (1 + sum)) : (float)(score + boost * sum);
    }
}
