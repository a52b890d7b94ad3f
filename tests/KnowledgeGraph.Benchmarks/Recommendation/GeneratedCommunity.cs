using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Benchmarks.Recommendation;

/// <summary>
/// A community of any size, the same each time: members who did things with documents, few of which are popular
/// (Zipf, exponent 1), in circles of shared interest, over three years; each document about one of many topics.
/// </summary>
internal sealed class GeneratedCommunity(int members, int documents, int interactions)
{
    private const int CircleSize = 500;

    private static readonly EdgeType[] Types =
        [EdgeType.Viewed, EdgeType.Viewed, EdgeType.Liked, EdgeType.Bookmarked, EdgeType.Rated];

    public static long Now { get; } = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>An interaction of chance with a new id.</summary>
    public static InteractionRecorded Interaction(int member, int document, EdgeType type, long at, string id)
    {
        var definition = EdgeTypes.Of(type);
        var values = new PropertyValue[definition.Properties.Count];
        if (type == EdgeType.Rated) values[definition["value"].Index] = PropertyValue.Number(3 + (document % 3));
        return new(new EdgeRecord(type, $"member:{member}", $"document:{document}", at, id, values));
    }

    public IEnumerable<NodeRecord> Nodes()
    {
        for (var topic = 0; topic < Topics; topic++) yield return Node(NodeKind.Topic, topic, "name");
        for (var member = 0; member < members; member++) yield return Node(NodeKind.Member, member, "displayName");
        for (var document = 0; document < documents; document++)
            yield return Node(NodeKind.Document, document, "title");
    }

    public IEnumerable<EdgeRecord> Edges()
    {
        var random = new Random(1);
        var about = new PropertyValue[EdgeTypes.Of(EdgeType.About).Properties.Count];
        for (var document = 0; document < documents; document++)
        {
            yield return new(
                EdgeType.About, $"document:{document}", $"topic:{document % Topics}", null, null, about);
        }

        for (var number = 0; number < interactions; number++)
        {
            // Half of what a member does lies in its circle's part of the documents.
            var member = random.Next(members);
            var circle = member / CircleSize;
            var part = Math.Max(1, documents / Math.Max(1, members / CircleSize));
            var document = random.Next(2) == 0
                ? ((circle * part) + Zipf(random, part)) % documents
                : Zipf(random, documents);
            var at = Now - (long)(random.NextDouble() * 1_000 * TimeSpan.TicksPerDay);
            yield return Interaction(member, document, Types[random.Next(Types.Length)], at, $"i/{number}").Interaction;
        }
    }

    private int Topics => Math.Max(10, documents / 200);

    // The inverse of a continuous Zipf distribution of exponent 1.
    private static int Zipf(Random random, int count) =>
        Math.Min(count - 1, (int)Math.Pow(count, random.NextDouble()) - 1);

    private static NodeRecord Node(NodeKind kind, int number, string name)
    {
        var definition = NodeKinds.Of(kind);
        PropertyValue[] values = [.. definition.Properties.Select(property => property.Default)];
        values[definition[name].Index] = PropertyValue.Text($"{definition.Name} {number}");
        return new($"{definition.IdPrefix}:{number}", kind, values);
    }
}
