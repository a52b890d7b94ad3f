using System.Text;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Tests.Search.Index;

/// <summary>Documents and queries over few words, so that everything meets: drawn from a seed.</summary>
internal sealed class RandomCollection(Random random, int words = 60)
{
    public static IndexSchema Schema { get; } = new(
        new FieldDefinition("body"), new FieldDefinition("title", 2f, K1: 0.9f, B: 0.4f),
        new FieldDefinition("tags", StoresPositions: false));

    private static readonly string[] Syllables =
        ["ka", "to", "mi", "re", "su", "na", "li", "on", "er", "st", "a", "e", "图", "谱", "é"];

    private readonly string[] _words = MakeWords(random, words);

    /// <summary>A document: two fields of words, with stems of another kind at the same positions, and tags.</summary>
    public TokenBuffer Document()
    {
        var tokens = new TokenBuffer();
        AddText(tokens, 0, random.Next(8) == 0 ? random.Next(400) : random.Next(30));
        AddText(tokens, 1, random.Next(5));
        for (var i = random.Next(3); i > 0; i--) tokens.Add(2, TokenKind.Exact, Bytes(Word()), 0);
        return tokens;
    }

    public TokenBuffer ShortDocument()
    {
        var tokens = new TokenBuffer();
        AddText(tokens, 0, random.Next(random.Next(30) == 0 ? 60 : 6));
        AddText(tokens, 1, random.Next(2));
        return tokens;
    }

    public SearchQuery Query(int depth = 2)
    {
        var kind = random.Next(depth > 0 ? 14 : 7);
        if (depth == 2 && random.Next(6) == 0) return Words();
        if (depth > 0 && random.Next(6) == 0) return Typed(depth == 2 ? random.Next(1, 4) : 1);
        return kind switch
        {
            0 or 1 or 2 => new TermQuery(Term()),
            3 => Phrase(),
            4 => new PrefixQuery(Beginning(), Scoring()),
            5 => Fuzzy(),
            6 => random.Next(3) switch
            {
                0 => SearchQuery.Everything,
                1 => new MaskQuery(Mask(300, 4)),
                _ => Combined(),
            },
            7 => new BestOfQuery(Some(depth, 1, 4), random.Next(3) * 0.3f),
            8 => new ConstantQuery(Query(depth - 1), random.Next(1, 5)),
            9 => new BoostQuery(Query(depth - 1), random.Next(1, 9) / 4f),
            10 => new ValueQuery(
                Query(depth - 1), [new Freshness(0.5f), .. Some(), new Freshness(2f)], random.Next(2) == 0),
            11 => random.Next(2) == 0
                ? BooleanQuery.Any(Some(depth, 1, 5))
                : BooleanQuery.All(Some(Math.Min(depth, 1), 2, 5)),
            _ => new BooleanQuery
            {
                Must = Some(depth, 0, 3),
                Should = Some(depth, 0, 3),
                Filter = Some(depth, 0, 2),
                MustNot = Some(depth, 0, 2),
                ShouldMin = random.Next(3),
            },
        };
    }

    /// <summary>What somebody types whose last word has one letter so far, or none that is known.</summary>
    public SearchQuery Begun()
    {
        SearchQuery[] begun =
        [
            .. Enumerable.Range(0, 2).Select(field => new BoostQuery(
                new PrefixQuery(
                    new Term(field, TokenKind.Exact, Word()[..random.Next(2)]), ManyTermsScoring.Best),
                random.Next(1, 4) / 2f)),
        ];
        SearchQuery last = random.Next(4) == 0 ? begun[0] : new BestOfQuery([Unit(Word()), .. begun]);
        return random.Next(3) switch
        {
            0 => last,
            1 => BooleanQuery.Any(Unit(Word()), last),
            _ => new BooleanQuery
            {
                Must = [Unit(Word()), last], MustNot = random.Next(2) == 0 ? [new TermQuery(Term())] : [],
            },
        };
    }

    /// <summary>A query as the product asks it: raised by values of all documents, and of few.</summary>
    public ValueQuery Raised(SearchQuery query) =>
        new(query, [new Freshness(0.5f), .. Some()], random.Next(4) > 0);

    // Perhaps values that only few documents have.
    private IEnumerable<IDocumentValue> Some() =>
        Enumerable.Range(0, random.Next(3)).Select(_ => new OfSome(Few(random.Next(2, 40))));

    /// <summary>What people mostly ask: words that all have to be there, in one field or the best of two.</summary>
    private BooleanQuery Words() => new()
    {
        Must =
        [
            .. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Word()).Select(word => random.Next(2) == 0
                ? (SearchQuery)new TermQuery(new Term(0, TokenKind.Exact, word))
                : new BestOfQuery(
                    [.. Enumerable.Range(0, 2).Select(field => new TermQuery(new Term(field, TokenKind.Exact, word)))],
                    random.Next(3) * 0.3f)),
        ],
        MustNot = random.Next(3) == 0 ? [new TermQuery(Term())] : [],
    };

    /// <summary>
    /// What the product makes of typed words: each in all fields as one, its exact form on top of another, sometimes
    /// the best of several ways; near each other for more; all of them or any.
    /// </summary>
    private BooleanQuery Typed(int count)
    {
        var words = Enumerable.Range(0, count).Select(_ => Word()).ToArray();
        SearchQuery[] units = [.. words.Select(Unit)];
        SearchQuery[] near = [.. words.Zip(words.Skip(1), (left, right) => (SearchQuery)new BoostQuery(
            new PhraseQuery(
            [
                new(0, [new(0, TokenKind.Exact, Bytes(left))]), new(1, [new(0, TokenKind.Exact, Bytes(right))]),
            ], random.Next(4)), 0.3f))];
        return new BooleanQuery
        {
            Must = random.Next(3) == 0 ? [BooleanQuery.Any(units)] : units,
            Should = near,
            MustNot = random.Next(5) == 0 ? [new TermQuery(Term())] : [],
        };
    }

    private SearchQuery Unit(string word)
    {
        var fields = random.Next(1, 4);
        var stem = new BooleanQuery
        {
            Must = [InFields(TokenKind.Stemmed, StemOf(word), fields)],
            Should = [new BoostQuery(InFields(TokenKind.Exact, word, fields), 0.1f)],
        };
        return random.Next(3) switch
        {
            0 => stem,
            1 => InFields(TokenKind.Exact, word, fields),
            _ => new BestOfQuery([stem, new BoostQuery(InFields(TokenKind.Exact, Word(), fields), 0.4f)]),
        };
    }

    private static CombinedTermQuery InFields(TokenKind kind, string word, int fields) => new(
        [.. Enumerable.Range(0, fields).Select(
            field => (new Term(field, kind, Bytes(word)), field == 1 ? 3f : 1f))]);

    // Longer words stand in one form only.
    private static bool HasForms(string word) => word.Length < 3;

    private static string StemOf(string word) => HasForms(word) ? word[..1] + "x" : word;

    public DocumentMask Mask(int end, int oneIn) => DocumentMask.Where(end, _ => random.Next(oneIn) != 0);

    private DocumentMask Few(int oneIn) => DocumentMask.Where(300, _ => random.Next(oneIn) == 0);

    public Term Term() => new(random.Next(3), (TokenKind)random.Next(2), Word());

    public Term Beginning()
    {
        var term = Term();
        return term with { Bytes = term.Bytes[..random.Next(1, Math.Min(4, term.Bytes.Length + 1))] };
    }

    public FuzzyQuery Fuzzy()
    {
        var term = Term();
        var letters = term.ToString().EnumerateRunes().ToList();
        for (var i = random.Next(3); i > 0 && letters.Count > 1; i--)
        {
            var at = random.Next(letters.Count);
            if (random.Next(2) == 0) letters.RemoveAt(at);
            else letters.Insert(at, new Rune('a' + random.Next(20)));
        }

        return new FuzzyQuery(
            term with { Bytes = Bytes(string.Concat(letters)) }, random.Next(3), random.Next(3), random.Next(1, 12),
            Scoring(), random.Next(3) == 0);
    }

    private ManyTermsScoring Scoring() => (ManyTermsScoring)random.Next(2);

    private PhraseQuery Phrase()
    {
        var field = random.Next(2);
        var kind = (TokenKind)random.Next(2);
        var slots = new List<PhraseSlot>();
        for (var offset = 0; slots.Count < 2 || random.Next(3) == 0; offset += random.Next(4) == 0 ? 2 : 1)
        {
            var terms = Enumerable.Range(0, random.Next(4) == 0 ? 2 : 1).Select(_ => new Term(field, kind, Word()));
            slots.Add(new PhraseSlot(offset, [.. terms.Distinct()]));
        }

        return new PhraseQuery(slots, random.Next(2) == 0 ? 0 : random.Next(6));
    }

    private CombinedTermQuery Combined()
    {
        var word = Word();
        return new CombinedTermQuery([.. Enumerable.Range(0, random.Next(1, 4))
            .Select(field => (new Term(field, TokenKind.Exact, word), random.Next(1, 6) / 2f))]);
    }

    private SearchQuery[] Some(int depth, int least, int most) =>
        [.. Enumerable.Range(0, random.Next(least, most)).Select(_ => Query(depth - 1))];

    private void AddText(TokenBuffer tokens, int field, int length)
    {
        for (var position = 0; position < length; position++)
        {
            var word = Word();
            tokens.Add(field, TokenKind.Exact, Bytes(word), position);
            if (!HasForms(word) || random.Next(2) == 0)
                tokens.Add(field, TokenKind.Stemmed, Bytes(StemOf(word)), position);
            if (random.Next(20) == 0) position++;
        }
    }

    /// <summary>Few words are frequent and most are rare.</summary>
    private string Word() => _words[(int)(_words.Length * Math.Pow(random.NextDouble(), 2.5))];

    private static string[] MakeWords(Random random, int count)
    {
        var words = new HashSet<string>();
        while (words.Count < count)
        {
            words.Add(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(
                _ => Syllables[random.Next(Syllables.Length)])));
        }

        return [.. words];
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private sealed record OfSome(DocumentMask Mask) : IDocumentValue
    {
        public string Name => "of some";

        public float Max => 1;

        public DocumentMask? Only => Mask;

        public float Of(int document) => Mask.Contains(document) ? document * 53 % 103 / 103f : 0;
    }

    private sealed record Freshness(float Max) : IDocumentValue
    {
        public string Name => "freshness";

        public float Of(int document) => Max * (document * 37 % 101 / 101f);
    }
}
