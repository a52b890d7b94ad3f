using System.Text;
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
    private readonly Dictionary<int, (int All, int InVain)> _counts = [];
    private int _unitsMost;

    private SearchDemand()
    {
    }

    public int Count(int topic) => _counts.GetValueOrDefault(topic).All;

    /// <summary>Those that found nothing.</summary>
    public int CountInVain(int topic) => _counts.GetValueOrDefault(topic).InVain;

    public static SearchDemand Of(GraphReader reader, int[] topics)
    {
        var demand = new SearchDemand();
        demand.ReadNames(reader, topics);
        var texts = reader.EdgeTexts(EdgeType.Searched, "text");
        var hits = reader.EdgeIntegers(EdgeType.Searched, "count");
        var ranges = NodeRanges.Read(reader.Nodes(NodeKind.Member).ToArray(), members =>
        {
            var units = new Units();
            var counts = new Dictionary<int, (int All, int InVain)>();
            byte[] scratch = [];
            foreach (var member in members)
            {
                foreach (var (_, edge) in reader.Follow(Searches, member))
                {
                    var text = texts.Raw(edge, ref scratch);
                    units.Read(text[..Math.Min(text.Length, TextBytesMax)]);
                    foreach (var topic in demand.Named(units))
                    {
                        var (all, inVain) = counts.GetValueOrDefault(topic);
                        counts[topic] = (all + 1, inVain + (hits[edge] == 0 ? 1 : 0));
                    }
                }
            }

            return counts;
        });
        foreach (var (topic, (all, inVain)) in ranges.SelectMany(range => range))
        {
            var known = demand._counts.GetValueOrDefault(topic);
            demand._counts[topic] = (known.All + all, known.InVain + inVain);
        }

        return demand;
    }

    private void ReadNames(GraphReader reader, int[] topics)
    {
        var names = reader.Texts(NodeFields.Of(NodeKind.Topic, "name"));
        var aliases = reader.TextLists(NodeFields.Of(NodeKind.Topic, "aliases"));
        var units = new Units();
        byte[] scratch = [];
        foreach (var topic in topics)
        {
            AddName(topic, names.Raw(topic, ref scratch), units);
            foreach (var alias in aliases.Strings(topic) ?? []) AddName(topic, Encoding.UTF8.GetBytes(alias), units);
        }
    }

    private void AddName(int topic, ReadOnlySpan<byte> name, Units units)
    {
        units.Read(name);
        // A single character of Chinese stands in too many words that mean something else.
        if (units.All.Count is 0 or > UnitsMax || (units.All.Count == 1 && !units.HasWords)) return;
        var key = Start;
        foreach (var unit in units.All) key = Next(key, unit);
        if (!_topics.TryGetValue(key, out var list)) _topics[key] = list = [];
        if (!list.Contains(topic)) list.Add(topic);
        _unitsMost = Math.Max(_unitsMost, units.All.Count);
    }

    // The topics that a text names, each once; good until the next.
    private HashSet<int> Named(Units units)
    {
        units.Named.Clear();
        for (var start = 0; start < units.All.Count; start++)
        {
            var key = Start;
            for (var at = start; at < Math.Min(units.All.Count, start + _unitsMost); at++)
            {
                key = Next(key, units.All[at]);
                if (_topics.TryGetValue(key, out var topics)) units.Named.UnionWith(topics);
            }
        }

        return units.Named;
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

    /// <summary>The units of one text after the other: of each place the stem, or the word as it is.</summary>
    private sealed class Units
    {
        private readonly AnalyzedText _tokens = new();

        public List<ulong> All { get; } = [];

        /// <summary>Some are words, and not characters of a script without blanks.</summary>
        public bool HasWords { get; private set; }

        public HashSet<int> Named { get; } = [];

        public void Read(ReadOnlySpan<byte> text)
        {
            All.Clear();
            _tokens.Clear();
            HasWords = false;
            TextAnalyzer.Analyze(text, _tokens);
            var place = -1;
            foreach (ref readonly var token in _tokens.Tokens)
            {
                if (token.Form == WordForm.Whole || token.Kind is not (TokenKind.Exact or TokenKind.Stemmed)) continue;
                HasWords |= token.Form != WordForm.Character;
                var unit = Hash(_tokens.TermOf(token));
                if (token.Position != place) All.Add(unit);
                else if (token.Kind == TokenKind.Stemmed) All[^1] = unit;
                place = token.Position;
            }
        }
    }
}
