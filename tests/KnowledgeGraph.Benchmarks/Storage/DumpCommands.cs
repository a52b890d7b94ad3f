using System.Globalization;
using System.Xml.Linq;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Benchmarks.Storage;

/// <summary>
/// Commands as an importer would send them, made from the real dump as often as asked for, each time under other ids:
/// members, topics, documents with their bodies, who wrote them, what they are about, comments.
/// </summary>
internal sealed class DumpCommands
{
    private readonly XElement[] _users, _tags, _posts, _comments;

    private DumpCommands(string folder)
    {
        _users = Rows(folder, "Users.xml");
        _tags = Rows(folder, "Tags.xml");
        _posts = Rows(folder, "Posts.xml");
        _comments = Rows(folder, "Comments.xml");
    }

    /// <summary>Null where the dump is not there.</summary>
    public static List<Command>? Make(int copies)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "KnowledgeGraph.sln"))) continue;
            var dump = Path.Combine(folder.FullName, "..", "shared", "data", "quantumcomputing.stackexchange");
            return Directory.Exists(dump) ? new DumpCommands(dump).MakeAll(copies) : null;
        }
        return null;
    }

    private List<Command> MakeAll(int copies)
    {
        var commands = new List<Command>();
        commands.AddRange(_tags.Select(row => Upsert(NodeKind.Topic, $"topic:{Text(row, "TagName")}",
            ("name", PropertyValue.Text(Text(row, "TagName")!)))));
        for (var copy = 0; copy < copies; copy++)
        {
            commands.AddRange(_users.Select(row => Member(row, copy)));
            commands.AddRange(_posts.Select(row => Document(row, copy)));
            commands.AddRange(_posts.SelectMany(row => Links(row, copy)));
            commands.AddRange(
                _comments.Where(row => Text(row, "UserId") is not null).Select(row => Comment(row, copy)));
        }
        return commands;
    }

    private static UpsertNode Member(XElement row, int copy) => Upsert(NodeKind.Member,
        $"member:qc{copy}/{Text(row, "Id")}",
        ("displayName", PropertyValue.Text(Text(row, "DisplayName")!)),
        ("joinedAt", PropertyValue.InstantFromTicks(Time(row))),
        ("bio", PropertyValue.TextOrNull(Text(row, "AboutMe"))));

    private static UpsertNode Document(XElement row, int copy) => Upsert(NodeKind.Document,
        $"document:qc{copy}/{Text(row, "Id")}",
        ("title", PropertyValue.TextOrNull(Text(row, "Title"))),
        ("body", PropertyValue.TextOrNull(Text(row, "Body"))),
        ("format", PropertyValue.Enumeration(Text(row, "PostTypeId") == "1" ? 0 : 1)),
        ("createdAt", PropertyValue.InstantFromTicks(Time(row))),
        ("score", PropertyValue.Integer(Number(row, "Score"))),
        ("viewCount", PropertyValue.Integer(Number(row, "ViewCount"))));

    private static IEnumerable<Command> Links(XElement row, int copy)
    {
        var document = $"document:qc{copy}/{Text(row, "Id")}";
        if (Text(row, "OwnerUserId") is { } owner)
            yield return Link(EdgeType.Authored, $"member:qc{copy}/{owner}", document, Time(row));
        if (Text(row, "ParentId") is { } question)
            yield return Link(EdgeType.Answers, document, $"document:qc{copy}/{question}", Time(row));
        foreach (var tag in (Text(row, "Tags") ?? "").Split(['<', '>', '|'], StringSplitOptions.RemoveEmptyEntries))
            yield return Link(EdgeType.About, document, $"topic:{tag}", null);
    }

    private static RecordInteraction Comment(XElement row, int copy)
    {
        var definition = EdgeTypes.Of(EdgeType.Commented);
        var values = new PropertyValue[definition.Properties.Count];
        values[definition["text"].Index] = PropertyValue.Text(Text(row, "Text")!);
        return new RecordInteraction(new EdgeRecord(EdgeType.Commented, $"member:qc{copy}/{Text(row, "UserId")}",
            $"document:qc{copy}/{Text(row, "PostId")}", Time(row), $"qc{copy}/comment/{Text(row, "Id")}", values));
    }

    private static PutLink Link(EdgeType type, string from, string to, long? at) =>
        new(new EdgeRecord(type, from, to, at, null, new PropertyValue[EdgeTypes.Of(type).Properties.Count]));

    private static UpsertNode Upsert(NodeKind kind, string id, params (string Name, PropertyValue Value)[] properties)
    {
        var definition = NodeKinds.Of(kind);
        var values = new PropertyValue[definition.Properties.Count];
        var set = 0UL;
        foreach (var (name, value) in properties)
        {
            values[definition[name].Index] = value;
            set |= 1UL << definition[name].Index;
        }
        return new UpsertNode(new NodeRecord(id, kind, values), set);
    }

    private static XElement[] Rows(string folder, string file) =>
        [.. XElement.Load(Path.Combine(folder, file)).Elements("row")];

    private static string? Text(XElement row, string name) => row.Attribute(name)?.Value;

    private static long Number(XElement row, string name) => long.Parse(Text(row, name) ?? "0");

    private static long Time(XElement row) => DateTimeOffset.Parse(
        Text(row, "CreationDate")!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks;
}
