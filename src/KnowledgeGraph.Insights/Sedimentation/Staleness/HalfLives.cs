using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation.Staleness;

/// <summary>
/// How fast knowledge about a topic ages: its cited half-life, the median age that its documents had when another
/// document referred to them or derived from them. A topic with fewer than <see cref="UsesMin"/> uses has the
/// community's; a community with fewer has <see cref="DefaultDays"/>. Immutable.
/// </summary>
public sealed class HalfLives
{
    public const int UsesMin = 10;
    public const int DefaultDays = 365;
    public const int DaysMin = 30;
    public const int DaysMax = 3_650;

    private static readonly Relation Topics = Relations.Of(EdgeType.About, EdgeDirection.Out, NodeKind.Topic);

    private static readonly Relation[] Uses =
    [
        Relations.Of(EdgeType.References, EdgeDirection.In, NodeKind.Document),
        Relations.Of(EdgeType.DerivedFrom, EdgeDirection.In, NodeKind.Document),
    ];

    private readonly Dictionary<int, int> _days;

    private HalfLives(int communityDays, Dictionary<int, int> days) => (CommunityDays, _days) = (communityDays, days);

    /// <summary>Of all documents together.</summary>
    public int CommunityDays { get; }

    /// <summary>Of a topic.</summary>
    public int DaysOf(int topic) => _days.GetValueOrDefault(topic, CommunityDays);

    /// <summary>Those of what a reader sees; kept with the version.</summary>
    public static HalfLives Of(GraphReader reader) => reader.OncePerMask(typeof(HalfLives), Read);

    private static HalfLives Read(GraphReader reader)
    {
        var created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
        var times = reader.EdgeTimes;
        var ranges = NodeRanges.Read(reader.Nodes(NodeKind.Document).ToArray(), documents =>
        {
            var ages = new List<(int Document, int Days)>();
            foreach (var document in documents)
            {
                var at = created[document];
                if (at == IntegerColumn.Missing) continue;
                foreach (var relation in Uses)
                {
                    foreach (var (user, edge) in reader.Follow(relation, document))
                    {
                        // Missing is smaller than every instant.
                        var used = created[user] == IntegerColumn.Missing ? times[edge] : created[user];
                        if (used >= at) ages.Add((document, (int)((used - at) / TimeSpan.TicksPerDay)));
                    }
                }
            }

            return ages;
        });
        var all = new List<int>();
        var byTopic = new Dictionary<int, List<int>>();
        foreach (var (document, days) in ranges.SelectMany(range => range))
        {
            all.Add(days);
            foreach (var (topic, _) in reader.Follow(Topics, document))
            {
                if (!byTopic.TryGetValue(topic, out var ages)) byTopic[topic] = ages = [];
                ages.Add(days);
            }
        }

        return new HalfLives(
            Median(all) ?? DefaultDays,
            byTopic.Where(topic => topic.Value.Count >= UsesMin)
                .ToDictionary(topic => topic.Key, topic => Median(topic.Value)!.Value));
    }

    private static int? Median(List<int> ages)
    {
        if (ages.Count < UsesMin) return null;
        ages.Sort();
        return Math.Clamp(ages[ages.Count / 2], DaysMin, DaysMax);
    }
}
