using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Benchmarks.Insights;

/// <summary>
/// A community of any size, the same each time: questions with answers and comments, articles that refer to one another
/// and derive from threads, some of them verified, members of whom some are gone, searches. Some comments say that what
/// they are about is outdated, some articles are edited copies, some hold broken links.
/// </summary>
internal sealed class CuratedCommunity(int documents, int textBytes)
{
    private const int ChangesPerCommit = 50_000;
    private const int Words = 20_000;

    private static readonly string[] Vocabulary = [.. Enumerable.Range(0, Words).Select(word => $"word{word}")];

    private readonly Random _random = new(1);
    private readonly List<(int Number, string Text)> _articles = [];

    public static long Now { get; } = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>How many articles are edited copies of another.</summary>
    public int Copies { get; private set; }

    /// <summary>How many texts hold a broken link.</summary>
    public int Broken { get; private set; }

    /// <summary>How many documents a comment says to be outdated.</summary>
    public int Outdated { get; private set; }

    private int Members => Math.Max(10, documents / 20);

    private int Topics => Math.Max(10, documents / 1_000);

    public GraphSnapshot Build()
    {
        var snapshot = GraphSnapshot.Empty();
        foreach (var changes in Changes().Chunk(ChangesPerCommit))
        {
            var projector = new Projector(snapshot);
            projector.Apply(new Commit(snapshot.Sequence + 1, Now, "benchmark", changes));
            snapshot = projector.Freeze();
        }

        return snapshot;
    }

    /// <summary>A node with what it does not say filled in.</summary>
    public static NodeRecord Node(NodeKind kind, string key, params (string Name, PropertyValue Value)[] properties)
    {
        var definition = NodeKinds.Of(kind);
        PropertyValue[] values = [.. definition.Properties.Select(property => property.Default)];
        foreach (var (name, value) in properties) values[definition[name].Index] = value;
        return new NodeRecord($"{definition.IdPrefix}:{key}", kind, values);
    }

    private IEnumerable<Change> Changes()
    {
        for (var topic = 0; topic < Topics; topic++)
            yield return new NodePut(Node(NodeKind.Topic, $"{topic}", ("name", PropertyValue.Text($"Topic {topic}"))));
        for (var member = 0; member < Members; member++)
        {
            yield return new NodePut(Node(
                NodeKind.Member, $"{member}", ("displayName", PropertyValue.Text($"Member {member}"))));
            for (var search = 0; search < 2; search++)
            {
                yield return new InteractionRecorded(Edge(
                    EdgeType.Searched, $"member:{member}", null, At(365), $"search/{member}/{search}",
                    ("text", PropertyValue.Text($"how to topic {_random.Next(Topics)}")),
                    ("count", PropertyValue.Integer(_random.Next(3)))));
            }
        }

        for (var number = 0; number < documents; number++)
        {
            // Of ten documents four are questions, four are answers, two are articles.
            foreach (var change in (number % 10) switch
            {
                < 4 => Question(number),
                < 8 => Answer(number),
                _ => Article(number),
            }) yield return change;
        }
    }

    private IEnumerable<Change> Question(int number)
    {
        yield return Document(number, "QUESTION", "RAW", Text());
        yield return new LinkPut(Edge(EdgeType.About, $"document:{number}", $"topic:{_random.Next(Topics)}"));
        if (number % 3 == 0) yield return Comment(number, $"Could you say more about {Word()}?");
    }

    private IEnumerable<Change> Answer(int number)
    {
        yield return Document(number, "ANSWER", "RAW", Text());
        yield return new LinkPut(Edge(
            EdgeType.Answers, $"document:{number}", $"document:{number - 4}", null, null,
            ("accepted", PropertyValue.Boolean(number % 2 == 0))));
        if (number % 20 == 5)
        {
            Outdated++;
            yield return Comment(number, "This answer is outdated: it does not work any more.");
        }
        else yield return Comment(number, $"Thank you, {Word()} is what I was looking for.");
    }

    private IEnumerable<Change> Article(int number)
    {
        var text = Text();
        if (number % 50 == 8 && _articles.Count > 0)
        {
            Copies++;
            var words = _articles[_random.Next(_articles.Count)].Text.Split(' ');
            words[_random.Next(words.Length)] = Word();
            text = string.Join(' ', words);
        }
        else if (number % 100 == 9)
        {
            Broken++;
            text += $" [more](document:none/{number})";
        }
        else if (number % 10 == 8) _articles.Add((number, text));

        yield return Document(number, "ARTICLE", number % 20 == 9 ? "VERIFIED" : "DISTILLED", text);
        yield return new LinkPut(Edge(EdgeType.About, $"document:{number}", $"topic:{_random.Next(Topics)}"));
        yield return new LinkPut(Edge(EdgeType.DerivedFrom, $"document:{number}", $"document:{number - 8}"));
        yield return new LinkPut(Edge(
            EdgeType.References, $"document:{number}", $"document:{_random.Next(Math.Max(1, number))}"));
    }

    private NodePut Document(int number, string format, string maturity, string text)
    {
        var created = At(2_000);
        var until = maturity == "VERIFIED"
            ? PropertyValue.InstantFromTicks(Now + (_random.Next(-200, 200) * TimeSpan.TicksPerDay))
            : PropertyValue.Null;
        return new NodePut(Node(
            NodeKind.Document, $"{number}", ("title", PropertyValue.Text($"{Word()} {Word()} {Word()} {Word()}")),
            ("body", PropertyValue.Text(text)), ("createdAt", PropertyValue.InstantFromTicks(created)),
            ("updatedAt", PropertyValue.InstantFromTicks(created + (_random.NextInt64(Now - created) / 2))),
            ("format", Enumeration(NodeKinds.DocumentFormatValues, format)),
            ("maturity", Enumeration(NodeKinds.MaturityValues, maturity)), ("verifiedUntil", until),
            ("viewCount", PropertyValue.Integer(_random.Next(1_000))),
            ("score", PropertyValue.Integer(_random.Next(20)))));
    }

    private InteractionRecorded Comment(int number, string text) => new(Edge(
        EdgeType.Commented, $"member:{_random.Next(Members)}", $"document:{number}", Now - TimeSpan.TicksPerDay,
        $"comment/{number}", ("text", PropertyValue.Text(text))));

    private static PropertyValue Enumeration(IReadOnlyList<string> values, string value) =>
        PropertyValue.Enumeration(values.Index().First(it => it.Item == value).Index);

    private static EdgeRecord Edge(
        EdgeType type, string from, string? to, long? at = null, string? id = null,
        params (string Name, PropertyValue Value)[] properties)
    {
        var definition = EdgeTypes.Of(type);
        var values = new PropertyValue[definition.Properties.Count];
        foreach (var (name, value) in properties) values[definition[name].Index] = value;
        return new EdgeRecord(type, from, to, at, id, values);
    }

    private long At(int daysMax) => Now - (long)(_random.NextDouble() * daysMax * TimeSpan.TicksPerDay);

    private string Text()
    {
        var text = new StringBuilder(Word());
        while (text.Length < textBytes) text.Append(' ').Append(Word());
        return text.ToString();
    }

    private string Word() => Vocabulary[_random.Next(Words)];
}
