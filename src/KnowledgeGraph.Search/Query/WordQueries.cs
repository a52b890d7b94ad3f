using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Query;

/// <summary>One word's trees: as it is, unfinished, as it sounds, and with typing mistakes, over all fields.</summary>
internal sealed class WordQueries(
    SearchSnapshot snapshot, DocumentMask? visible, QueryLayout layout, QueryWeights weights)
{
    /// <summary>Words of fewer letters are never corrected.</summary>
    public const int LettersForOneEdit = 5;

    /// <summary>Words of fewer letters are corrected by one edit only.</summary>
    public const int LettersForTwoEdits = 9;

    private const float PrefixFactor = 0.5f;
    private const float CorrectedFactor = 0.5f;

    /// <summary>The word as typed or inflected.</summary>
    public SearchQuery Exact(QueryUnit unit) => unit switch
    {
        WordUnit word => Exact(word),
        CompoundUnit compound => new BestOfQuery([
            Combined(TokenKind.Exact, compound.Whole), BooleanQuery.All([.. compound.Words.Select(ExactOrPart)]),
        ]),
        RunUnit run => Run(run),
        _ => SearchQuery.Nothing,
    };

    /// <summary>The word by its stem, or by its own words or pairs; without what else it may mean.</summary>
    public SearchQuery Stem(QueryUnit unit) => unit switch
    {
        WordUnit word => Combined(word.Stem is null ? TokenKind.Exact : TokenKind.Stemmed, word.Stem ?? word.Exact),
        CompoundUnit { Words.Count: > 0 } compound => BooleanQuery.Any([.. compound.Words.Select(Stem)]),
        RunUnit { Pairs.Count: > 0 } run =>
            BooleanQuery.Any([.. run.Pairs.Select(pair => (SearchQuery)Combined(TokenKind.Bigram, pair))]),
        _ => Exact(unit),
    };

    /// <summary>The word as the beginning of one; null where that makes no sense.</summary>
    public SearchQuery? Prefix(QueryUnit unit)
    {
        var begin = unit switch
        {
            WordUnit word => word.Exact,
            CompoundUnit compound => compound.Whole,
            _ => null,
        };
        return begin is null ? null : OverFields(PrefixFactor, field =>
            new PrefixQuery(new Term(field, TokenKind.Exact, begin), ManyTermsScoring.Best));
    }

    /// <summary>What sounds so; null where the letters are no pinyin, or nothing can sound so.</summary>
    public SearchQuery? Sound(QueryUnit unit, bool isUnfinished)
    {
        if (layout.Sound is not { } field || unit is not WordUnit { Form: WordForm.Word } word) return null;
        var slots = PinyinReader.Read(System.Text.Encoding.UTF8.GetString(word.Exact), isUnfinished);
        if (slots.Count == 0 || (slots.Count == 1 && slots[0].IsInitial)) return null;
        PhraseSlot[] places = [.. slots.Select((slot, place) => new PhraseSlot(place, [.. TermsOf(slot, field)]))];
        // Many English words can be read as first letters: without such names nothing is looked for.
        return places.All(place => place.Terms.Any(IsKnown))
            ? new BoostQuery(new PhraseQuery(places), weights.Sound)
            : null;
    }

    /// <summary>The word with one typing mistake, or two; null where it is too short, a number or a code.</summary>
    public SearchQuery? Corrected(QueryUnit unit)
    {
        var edits = EditsOf(unit);
        return edits == 0 ? null : OverFields(CorrectedFactor, field => new FuzzyQuery(
            new Term(field, TokenKind.Exact, ((WordUnit)unit).Exact), edits));
    }

    /// <summary>How many mistakes the word may have.</summary>
    public static int EditsOf(QueryUnit unit)
    {
        if (unit is not WordUnit { Form: WordForm.Word } word) return 0;
        var letters = 0;
        foreach (var one in word.Exact)
        {
            if ((one & 0xC0) != 0x80) letters++;
        }

        return letters >= LettersForTwoEdits ? 2 : letters >= LettersForOneEdit ? 1 : 0;
    }

    /// <summary>Words in this order and nothing between them, in any one field.</summary>
    public SearchQuery Phrase(string text)
    {
        var tokens = new AnalyzedText();
        TextAnalyzer.Analyze(text, tokens);
        var all = tokens.Tokens;
        var places = new SortedDictionary<int, (TokenKind Kind, byte[] Bytes)>();
        foreach (var token in all)
        {
            if (token.Form is WordForm.Whole || token.Kind is TokenKind.Stemmed) continue;
            var isKnown = places.TryGetValue(token.Position, out var known);
            // A pair says more than its first character; the first of several ways to say a word is the word.
            if (isKnown && !(token.Kind is TokenKind.Bigram && known.Kind is TokenKind.Exact)) continue;
            places[token.Position] = (token.Kind, tokens.TermOf(token).ToArray());
        }

        if (places.Count == 0) return SearchQuery.Nothing;
        var first = places.Keys.First();
        return OverFields(1, field => new PhraseQuery(
            [.. places.Select(place => new PhraseSlot(place.Key - first, Terms(field, place.Value)))]));

        static IReadOnlyList<Term> Terms(int field, (TokenKind Kind, byte[] Bytes) place) =>
            place.Kind is TokenKind.Bigram
                ? [new(field, TokenKind.Bigram, place.Bytes)]
                : [new(field, TokenKind.Exact, place.Bytes), new(field, TokenKind.Part, place.Bytes)];
    }

    /// <summary>Two words near each other, by field.</summary>
    public IEnumerable<SearchQuery> Near(WordUnit left, WordUnit right) =>
        layout.Words.Take(2).Select(field => new BoostQuery(
            new PhraseQuery(
                [new(0, [StemOf(left, field.Field)]), new(1, [StemOf(right, field.Field)])], weights.ProximitySlop),
            weights.Proximity));

    private SearchQuery Exact(WordUnit word)
    {
        SearchQuery main = word.Stem is { } stem
            ? new BooleanQuery
            {
                Must = [Combined(TokenKind.Stemmed, stem)],
                Should = [new BoostQuery(Combined(TokenKind.Exact, word.Exact), weights.Exact)],
            }
            : Combined(TokenKind.Exact, word.Exact);
        byte[][] forms = word.Stem is { } other && !other.AsSpan().SequenceEqual(word.Exact)
            ? [word.Exact, other]
            : [word.Exact];
        var parts = forms.Where(form => IsKnown(TokenKind.Part, form))
            .Select(form => (SearchQuery)new BoostQuery(Combined(TokenKind.Part, form), weights.Part)).ToArray();
        return parts.Length == 0 ? main : new BestOfQuery([main, .. parts]);
    }

    private SearchQuery ExactOrPart(WordUnit word) => Exact(word);

    // Two characters: they stand together. More: together, or most of their pairs.
    private SearchQuery Run(RunUnit run)
    {
        if (run.Characters.Count == 1) return Combined(TokenKind.Exact, run.Characters[0]);
        if (run.Pairs.Count == 1) return Combined(TokenKind.Bigram, run.Pairs[0]);
        var together = OverFields(1, field => PhraseQuery.Of(
            [.. run.Pairs.Select(pair => new Term(field, TokenKind.Bigram, pair))]));
        return run.Pairs.Count == 2
            ? together
            : new BooleanQuery
            {
                Must =
                [
                    new BooleanQuery
                    {
                        Should = [.. run.Pairs.Select(pair => (SearchQuery)Combined(TokenKind.Bigram, pair))],
                        ShouldMin = Math.Max(2, (run.Characters.Count + 1) / 2),
                    },
                ],
                Should = [together],
            };
    }

    /// <summary>Any pair or word of a unit: all that relaxing leaves.</summary>
    public SearchQuery Loose(QueryUnit unit) => unit switch
    {
        RunUnit { Pairs.Count: > 1 } run => new BooleanQuery
        {
            Must = [BooleanQuery.Any([.. run.Pairs.Select(pair => (SearchQuery)Combined(TokenKind.Bigram, pair))])],
            Should = [Run(run)],
        },
        CompoundUnit { Words.Count: > 0 } compound => new BestOfQuery([
            Combined(TokenKind.Exact, compound.Whole), BooleanQuery.Any([.. compound.Words.Select(ExactOrPart)]),
        ]),
        _ => Exact(unit),
    };

    private CombinedTermQuery Combined(TokenKind kind, byte[] bytes) => new CombinedTermQuery(
        [.. layout.Words.Select(field => (new Term(field.Field, kind, bytes), field.Weight))]);

    private BestOfQuery OverFields(float factor, Func<int, SearchQuery> of) => new BestOfQuery(
        [.. layout.Words.Select(field => new BoostQuery(of(field.Field), factor * MathF.Sqrt(field.Weight)))]);

    private static Term StemOf(WordUnit word, int field) => word.Stem is { } stem
        ? new(field, TokenKind.Stemmed, stem)
        : new(field, TokenKind.Exact, word.Exact);

    private bool IsKnown(TokenKind kind, byte[] bytes) =>
        layout.Words.Any(field => IsKnown(new Term(field.Field, kind, bytes)));

    private bool IsKnown(Term term) => snapshot.DocumentFrequency(term, visible) > 0;

    private static IEnumerable<Term> TermsOf(PinyinSlot slot, int field)
    {
        if (slot.IsInitial) return [new Term(field, TokenKind.Initials, slot.Text)];
        return slot.IsPrefix
            ? PinyinTable.SyllablesFrom(slot.Text).Select(syllable => new Term(field, TokenKind.Sound, syllable))
            : [new Term(field, TokenKind.Sound, slot.Text)];
    }
}
