using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>
/// How many searches named each topic. A search names a topic whose name stands in it word for word, letters
/// and digits alone, whatever their case; each topic once. Immutable.
/// </summary>
internal sealed class SearchDemand
{
    // Names of more words are not looked for.
    private const int WordsMax = 8;

    private static readonly Relation Searches = Relations.Of(EdgeType.Searched, EdgeDirection.Out);

    private readonly Dictionary<string, List<int>> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _counts = [];
    private readonly Dictionary<int, int> _inVain = [];

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
        foreach (var topic in topics) demand.AddName(topic, names.String(topic));
        var texts = reader.EdgeTexts(EdgeType.Searched, "text");
        var hits = reader.EdgeIntegers(EdgeType.Searched, "count");
        foreach (var member in reader.Nodes(NodeKind.Member).ToArray())
        {
            foreach (var (_, edge) in reader.Follow(Searches, member))
                demand.AddSearch(texts.String(edge), isInVain: hits[edge] == 0);
        }

        return demand;
    }

    private void AddName(int topic, string? name)
    {
        var words = Words(name);
        if (words.Count is 0 or > WordsMax) return;
        var key = string.Join(' ', words);
        if (!_topics.TryGetValue(key, out var list)) _topics[key] = list = [];
        list.Add(topic);
    }

    private void AddSearch(string? text, bool isInVain)
    {
        var words = Words(text);
        var named = new HashSet<int>();
        for (var start = 0; start < words.Count; start++)
        {
            for (var end = start + 1; end <= Math.Min(words.Count, start + WordsMax); end++)
            {
                if (_topics.TryGetValue(string.Join(' ', words[start..end]), out var topics)) named.UnionWith(topics);
            }
        }

        foreach (var topic in named)
        {
            _counts[topic] = Count(topic) + 1;
            if (isInVain) _inVain[topic] = CountInVain(topic) + 1;
        }
    }

    private static List<string> Words(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text ?? "")
        {
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)) word.Append(char.ToLowerInvariant(letter));
            else End();
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
