using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Query;

/// <summary>What a plan is made for.</summary>
/// <param name="Snapshot">The version of the index.</param>
/// <param name="Layout">Its fields.</param>
public sealed record PlanContext(SearchSnapshot Snapshot, QueryLayout Layout)
{
    public QueryWeights Weights { get; init; } = new();

    /// <summary>The documents that the reader may see; null is all.</summary>
    public DocumentMask? Visible { get; init; }

    /// <summary>The last word may be unfinished.</summary>
    public bool IsTyping { get; init; }

    public Synonyms Synonyms { get; init; } = Synonyms.None;

    /// <summary>The documents of a field's value, for fields that stand within alternatives or are excluded.</summary>
    public Func<TypedField, DocumentMask> Resolve { get; init; } = _ => DocumentMask.Of();

    /// <summary>Documents that belong to what these words name (a topic, an author); null for none.</summary>
    public Func<IReadOnlyList<QueryUnit>, DocumentMask?> Named { get; init; } = _ => null;
}

/// <summary>Turns what was typed into trees of the index. For one thread, one query.</summary>
public sealed class QueryPlanner
{
    /// <summary>Words beyond this are not looked for; the plan names them.</summary>
    public const int UnitsMax = 256;

    private const float NamedFactor = 0.5f;

    private readonly PlanContext _context;
    private readonly WordQueries _words;
    private readonly List<QueryUnit> _units = [];
    private readonly List<string> _unread = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    // Each tier asks for each word.
    private readonly Dictionary<string, DocumentMask?> _named = new(StringComparer.Ordinal);

    private QueryPlanner(PlanContext context)
    {
        _context = context;
        _words = new(context.Snapshot, context.Visible, context.Layout, context.Weights);
    }

    /// <summary>The plan of a query; of one without words, everything that its fields leave.</summary>
    public static QueryPlan Plan(TypedQuery query, PlanContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new QueryPlanner(context).Plan(query);
    }

    /// <summary>How many typing mistakes a word may have: 0 to 2.</summary>
    public static int EditsOf(QueryUnit unit) => WordQueries.EditsOf(unit);

    /// <summary>The word says little about what is looked for.</summary>
    public static bool IsStopword(QueryUnit unit) => Stopwords.Contains(unit);

    /// <inheritdoc cref="IsStopword(QueryUnit)"/>
    public static bool IsStopword(ReadOnlySpan<byte> word) => Stopwords.Contains(word);

    private QueryPlan Plan(TypedQuery query)
    {
        var group = ReadGroup(query);
        var exact = Build(group, MatchTier.Exact);
        return new QueryPlan
        {
            Units = _units,
            Exact = exact,
            Prefix = group.Has(HasNear) ? Build(group, MatchTier.Prefix) : null,
            Corrected = group.Has(HasCorrected) ? Build(group, MatchTier.Corrected) : null,
            Relaxed = group.Words.Count > 1 || group.Words.Any(word => word.Unit is RunUnit { Pairs.Count: > 1 })
                ? Build(group, MatchTier.Relaxed)
                : null,
            Nearness = [.. Near(ContentOf(group))],
            Stems = _units.Count == 0 ? null : BuildStems(group),
            Unread = _unread,
        };
    }

    private bool HasNear(Word word) =>
        (word.IsLast && _context.IsTyping && word.Unit is not RunUnit)
        || _words.Sound(word.Unit, word.IsLast) is not null;

    private static bool HasCorrected(Word word) => WordQueries.EditsOf(word.Unit) > 0;

    // What stands beside one another: words, groups of alternatives, phrases, what is excluded, what limits.
    private Group ReadGroup(TypedQuery query)
    {
        var group = new Group();
        foreach (var part in query is TypedAll all ? all.Parts : [query]) Read(part, group);
        return group;
    }

    private void Read(TypedQuery part, Group group)
    {
        switch (part)
        {
            case TypedWord word:
                ReadWord(word, group);
                break;
            case TypedPhrase phrase:
                foreach (var unit in QueryUnits.Read(phrase.Text)) _units.Add(unit);
                group.Must.Add(_words.Phrase(phrase.Text));
                break;
            case TypedField field:
                group.Filters.Add(new MaskQuery(_context.Resolve(field)));
                break;
            case TypedNot not:
                group.MustNot.Add(BuildExcluded(not.Inner));
                break;
            case TypedAny any:
                group.Groups.Add([.. any.Parts.Select(ReadGroup)]);
                break;
            case TypedAll inner:
                foreach (var one in inner.Parts) Read(one, group);
                break;
        }
    }

    private void ReadWord(TypedWord word, Group group)
    {
        var units = QueryUnits.Read(word.Text);
        for (var i = 0; i < units.Count; i++)
        {
            var isLast = word.IsLast && i == units.Count - 1;
            if (!_seen.Add(units[i].Text) && !isLast) continue;
            if (_units.Count >= UnitsMax)
            {
                _unread.Add(units[i].Text);
                continue;
            }

            _units.Add(units[i]);
            group.Words.Add(new(units[i], isLast));
        }
    }

    // What is excluded is excluded as it is typed: characters together, words as such.
    private SearchQuery BuildExcluded(TypedQuery query) => query switch
    {
        TypedWord word => QueryUnits.Read(word.Text) is [_, _, ..] or [RunUnit]
            ? _words.Phrase(word.Text)
            : new ConstantQuery(BooleanQuery.All([.. QueryUnits.Read(word.Text).Select(_words.Exact)])),
        TypedPhrase phrase => _words.Phrase(phrase.Text),
        TypedField field => new MaskQuery(_context.Resolve(field)),
        TypedNot not => new BooleanQuery { Filter = [SearchQuery.Everything], MustNot = [BuildExcluded(not.Inner)] },
        TypedAny any => BooleanQuery.Any([.. any.Parts.Select(BuildExcluded)]),
        TypedAll all => BooleanQuery.All([.. all.Parts.Select(BuildExcluded)]),
        _ => SearchQuery.Nothing,
    };

    private BooleanQuery Build(Group group, MatchTier tier)
    {
        var content = ContentOf(group);
        var required = content.Select(word => Build(word, tier)).ToList();
        AddSynonyms(content, required);
        var should = group.Words.Except(content)
            .Select(word => (SearchQuery)new BoostQuery(_words.Exact(word.Unit), _context.Weights.Stopword))
            .Concat(Near(content)).ToList();
        var must = new List<SearchQuery>(group.Must);
        must.AddRange(group.Groups.Select(groups => BooleanQuery.Any([.. groups.Select(one => Build(one, tier))])));
        if (tier is MatchTier.Relaxed && required.Count > 0) must.Add(BooleanQuery.Any(required));
        else must.AddRange(required);
        var filter = group.Filters;
        if (must.Count == 0 && filter.Count == 0) filter = [SearchQuery.Everything];
        return new BooleanQuery { Must = must, Should = should, Filter = filter, MustNot = group.MustNot };
    }

    private BooleanQuery BuildStems(Group group)
    {
        var must = new List<SearchQuery>(group.Must);
        must.AddRange(group.Groups.Select(groups => BooleanQuery.Any([.. groups.Select(BuildStems)])));
        var words = ContentOf(group);
        if (words.Count > 0) must.Add(BooleanQuery.Any([.. words.Select(word => _words.Stem(word.Unit))]));
        var filter = must.Count == 0 && group.Filters.Count == 0 ? [SearchQuery.Everything] : group.Filters;
        return must is [BooleanQuery only] && filter.Count + group.MustNot.Count == 0
            ? only
            : new BooleanQuery { Must = must, Filter = filter, MustNot = group.MustNot };
    }

    // Where there is nothing else, words that say little are what is looked for.
    private static List<Word> ContentOf(Group group)
    {
        var content = group.Words.Where(word => !Stopwords.Contains(word.Unit)).ToList();
        return content.Count == 0 ? group.Words : content;
    }

    private SearchQuery Build(Word word, MatchTier tier)
    {
        var itself = tier is MatchTier.Relaxed ? _words.Loose(word.Unit) : _words.Exact(word.Unit);
        var ways = new List<SearchQuery> { itself };
        if (NamedBy(word.Unit) is { } named) ways.Add(Named(named));
        if (tier is MatchTier.Prefix or MatchTier.Corrected)
        {
            if (word.IsLast && _context.IsTyping && _words.Prefix(word.Unit) is { } prefix) ways.Add(prefix);
            if (_words.Sound(word.Unit, word.IsLast) is { } sound) ways.Add(sound);
        }

        if (tier is MatchTier.Corrected && _words.Corrected(word.Unit) is { } corrected) ways.Add(corrected);
        return ways.Count == 1 ? ways[0] : new BestOfQuery(ways);
    }

    private DocumentMask? NamedBy(QueryUnit unit)
    {
        if (!_named.TryGetValue(unit.Text, out var mask)) _named[unit.Text] = mask = _context.Named([unit]);
        return mask;
    }

    // Documents about a topic of that name count as though they held a word as rare as they are.
    private BoostQuery Named(DocumentMask mask) => new(
        new ConstantQuery(
            new MaskQuery(mask), Bm25.InverseDocumentFrequency(mask.Count, Math.Max(mask.Count, DocumentCount))),
        NamedFactor);

    private int DocumentCount => _context.Visible?.Count ?? _context.Snapshot.DocumentCount;

    // A phrase with synonyms: all its words, or one of the others. Its words are no longer required each.
    private void AddSynonyms(List<Word> content, List<SearchQuery> required)
    {
        if (ReferenceEquals(_context.Synonyms, Synonyms.None)) return;
        var units = content.Select(word => word.Unit).ToList();
        for (var start = 0; start < required.Count; start++)
        {
            for (var count = Math.Min(Synonyms.WordsMax, required.Count - start); count > 0; count--)
            {
                var others = _context.Synonyms.Of(units, start, count);
                if (others.Count == 0) continue;
                var own = count == 1 ? required[start] : BooleanQuery.All([.. required.Skip(start).Take(count)]);
                var ways = others.Select(other => (SearchQuery)new BoostQuery(
                    _words.Phrase(other), _context.Weights.Synonym));
                required.RemoveRange(start, count);
                units.RemoveRange(start, count - 1);
                required.Insert(start, new BestOfQuery([own, .. ways]));
                break;
            }
        }
    }

    private IEnumerable<SearchQuery> Near(List<Word> words)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < words.Count && pairs < _context.Weights.ProximityPairsMax; i++)
        {
            if (words[i].Unit is not WordUnit left || words[i + 1].Unit is not WordUnit right) continue;
            pairs++;
            foreach (var near in _words.Near(left, right)) yield return near;
        }
    }

    private sealed record Word(QueryUnit Unit, bool IsLast);

    private sealed class Group
    {
        public List<Word> Words { get; } = [];

        public List<SearchQuery> Must { get; } = [];

        public List<SearchQuery> MustNot { get; } = [];

        public List<SearchQuery> Filters { get; } = [];

        public List<IReadOnlyList<Group>> Groups { get; } = [];

        /// <summary>Some word of it, or of its alternatives, is so.</summary>
        public bool Has(Func<Word, bool> isSo) =>
            Words.Any(isSo) || Groups.Any(groups => groups.Any(group => group.Has(isSo)));
    }
}
