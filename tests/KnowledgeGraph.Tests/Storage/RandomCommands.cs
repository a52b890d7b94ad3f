using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.Storage;

/// <summary>Requests at random over a few ids, so that they meet: valid in themselves, refused now and then.</summary>
/// <param name="random">Draws them.</param>
/// <param name="more">So many more ids of each kind.</param>
/// <param name="deletes">Nodes are deleted, too.</param>
internal sealed class RandomCommands(Random random, int more = 0, bool deletes = true)
{
    // In UTF-16 the first of these sorts after the second, in UTF-8 before it.
    private static readonly string[] Keys = ["a", "b", "c", "dog", "\uFF5Ewave", "\U0001F600face", "图", "图谱"];
    private static readonly string?[] Texts = [null, "", "one", "two\nlines", "知识图谱 \U0001F600", new('x', 3000)];

    public CommitRequest Request() => Request(random.Next(1, 9));

    /// <summary>So many commands.</summary>
    public CommitRequest Request(int commands) => new(
        [.. Enumerable.Range(0, commands).Select(_ => Command())], $"tester{random.Next(3)}",
        random.Next(2) == 0 ? RefusalPolicy.RefuseAll : RefusalPolicy.Skip);

    private Command Command()
    {
        switch (random.Next(20))
        {
            case < 2:
                return new CreateNode(Node());
            case < 7:
                var node = random.Next(4) == 0 ? Make.Bare(Id()) : Node();
                return new UpsertNode(node, Make.SetOf(node) & (ulong)random.NextInt64());
            case < 9:
                return new UpdateNode(Node(), (ulong)random.NextInt64() & 0xFF);
            case < 10 when deletes:
                return new DeleteNode(Id());
            case < 14:
                return new PutLink(Link());
            case < 15:
                var link = Link();
                return new RemoveLink(link.Type, link.From, link.To!);
            case < 19:
                return new RecordInteraction(Interaction());
            default:
                return new RemoveInteraction(InteractionId());
        }
    }

    private NodeRecord Node()
    {
        var id = Id();
        NodeIds.TryGetKind(id, out var kind);
        return kind switch
        {
            NodeKind.Member => Make.Node(id, ("bio", Text()), ("roles", Roles()), ("joinedAt", Instant())),
            NodeKind.Document => Make.Node(id, ("title", Text()), ("body", Text()),
                ("score", PropertyValue.Integer(random.Next(-3, 3))),
                ("format", PropertyValue.Enumeration(random.Next(9)))),
            _ => Make.Node(id, ("description", Text())),
        };
    }

    private EdgeRecord Link()
    {
        switch (random.Next(3))
        {
            case 0:
                return Make.Link(EdgeType.Authored, Id(NodeKind.Member), Id(NodeKind.Document), Time());
            case 1:
                return Make.Link(EdgeType.About, Id(NodeKind.Document), Id(NodeKind.Topic), Time(),
                    ("confidence", PropertyValue.Number(random.Next(3) / 2.0)));
            default:
                return Make.Link(EdgeType.Answers, Id(NodeKind.Document), Id(NodeKind.Document), null,
                    ("accepted", PropertyValue.Boolean(random.Next(2) == 0)));
        }
    }

    private EdgeRecord Interaction() => random.Next(4) == 0
        ? Make.Interaction(EdgeType.Searched, InteractionId(), Id(NodeKind.Member), null, Time() ?? Make.Start,
            ("text", Text()), ("count", PropertyValue.Integer(random.Next(3))))
        : Make.Interaction(EdgeType.Viewed, InteractionId(), Id(NodeKind.Member), Id(), Time() ?? Make.Start);

    private string Id() => Id((NodeKind)random.Next(6));

    private string Id(NodeKind kind) => NodeIds.Make(kind, Key());

    private string InteractionId() => $"event:{Key()}{random.Next(3)}";

    private string Key()
    {
        var place = random.Next(Keys.Length + more);
        return place < Keys.Length ? Keys[place] : $"more{place}";
    }

    private long? Time() => random.Next(3) == 0 ? null : Make.Start + random.Next(3);

    private PropertyValue Text() => PropertyValue.TextOrNull(Texts[random.Next(Texts.Length)]);

    private PropertyValue Roles() =>
        random.Next(2) == 0 ? PropertyValue.Null : PropertyValue.TextList("curator", "著者");

    private PropertyValue Instant() => PropertyValue.InstantFromTicks(Make.Start + random.Next(2));
}
