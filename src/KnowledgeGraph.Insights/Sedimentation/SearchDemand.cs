using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>
/// How many searches named each topic, by its name or one of its aliases; each topic once a search. Names are looked
/// for as the search index reads texts: words by their stems, whatever their case and the signs between them; Chinese,
/// Japanese and Korean character by character, so that a name needs no blanks around it. Immutable.
/// </summary>
internal sealed class SearchDemand
{
    // Longer names are not looked for; a character of Chinese is a unit, as a word is.
    private const int UnitsMax = 24;
    private const int TextBytesMax = 2_000;

    private static readonly Relation Searches = Relations.Of(EdgeType.Searched, EdgeDirection.Out);

    private readonly Dictionary<ulong, List<int>> _topics = [];
    private readonly Dictionary<int, int> _counts = [];
    private readonly Dictionary<int, int> _inVain = [];
    private readonly AnalyzedText _tokens = new();
    private readonly List<ulong> _units = [];
    private readonly HashSet<int> _named = [];
    private int _unitsMost;

    private SearchDemand()
    {
    }

    public int Count(int topic) => _counts.GetValueOrDefault(topic);

    /// <summary>Those that found nothing.</summary>
    public int CountInVain(int topic) => _inVain.GetValueOrDefault(topic);

    public static SearchDemand Of(GraphReader reader, int[] topics)
    {
        var demand = new SearchDemand();
        var names = reader.Texts(NodeFields.Of(NodeKind.Topic, "name"));
        var aliases = reader.TextLists(NodeFields.Of(NodeKind.Topic, "aliases"));
        byte[] scratch = [];
        foreach (var topic in topics)
        {
            demand.AddName(topic, names.Raw(topic, ref scratch));
            foreach (var alias in aliases.Strings(topic) ?? [])
                demand.AddName(topic, System.Text.Encoding.UTF8.GetBytes(alias));
        }

        var texts = reader.EdgeTexts(EdgeType.Searched, "text");
        var hits = reader.EdgeIntegers(EdgeType.Searched, "count");
        foreach (var member in reader.Nodes(NodeKind.Member).ToArray())
        {
            foreach (var (_, edge) in reader.Follow(Searches, member))
                demand.AddSearch(texts.Raw(edge, ref scratch), isInVain: hits[edge] == 0);
        }

        return demand;
    }

    private void AddName(int topic, ReadOnlySpan<byte> name)
    {
        // A single character of Chinese stands in too many words that mean something else.
        if (!Read(name) && _units.Count == 1) return;
        if (_units.Count is 0 or > UnitsMax) return;
        var key = Start;
        foreach (var unit in _units) key = Next(key, unit);
        if (!_topics.TryGetValue(key, out var list)) _topics[key] = list = [];
        if (!list.Contains(topic)) list.Add(topic);
        _unitsMost = Math.Max(_unitsMost, _units.Count);
    }

    private void AddSearch(ReadOnlySpan<byte> text, bool isInVain)
    {
        Read(text[..Math.Min(text.Length, TextBytesMax)]);
        _named.Clear();
        for (var start = 0; start < _units.Count; start++)
        {
            var key = Start;
            for (var at = start; at < Math.Min(_units.Count, start + _unitsMost); at++)
            {
                key = Next(key, _units[at]);
                if (_topics.TryGetValue(key, out var topics)) _named.UnionWith(topics);
            }
        }

        foreach (var topic in _named)
        {
            _counts[topic] = Count(topic) + 1;
            if (isInVain) _inVain[topic] = CountInVain(topic) + 1;
        }
    }

    // The units of a text: of each place the stem, or the word as it is. True where some are words.
    private bool Read(ReadOnlySpan<byte> text)
    {
        _units.Clear();
        _tokens.Clear();
        TextAnalyzer.Analyze(text, _tokens);
        var (place, hasWords) = (-1, false);
        foreach (ref readonly var token in _tokens.Tokens)
        {
            if (token.Form == WordForm.Whole || token.Kind is not (TokenKind.Exact or TokenKind.Stemmed)) continue;
            hasWords |= token.Form != WordForm.Character;
            var unit = Hash(_tokens.TermOf(token));
            if (token.Position != place) _units.Add(unit);
            else if (token.Kind == TokenKind.Stemmed) _units[^1] = unit;
            place = token.Position;
        }

        return hasWords;
    }

    // FNV-1a of bytes, then of the hashes one after the other; 64 bits keep the few names of a community apart.
    private const ulong Start = 14695981039346656037;

    private static ulong Next(ulong key, ulong unit) => (key ^ unit) * 0x9E3779B97F4A7C15 ^ (key >> 29);

    private static ulong Hash(ReadOnlySpan<byte> term)
    {
        var hash = Start;
        foreach (var letter in term) hash = (hash ^ letter) * 1099511628211;
        return hash;
    }
}
