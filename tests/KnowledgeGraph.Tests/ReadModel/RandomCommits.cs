using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Changes;

namespace KnowledgeGraph.Tests.ReadModel;

/// <summary>
/// Commits such as a store would log, without end, the same from the same seed: nodes put, changed and deleted, links
/// and interactions that come and go. Times and titles are drawn from few, so that orders have ties to break.
/// </summary>
internal sealed class RandomCommits(int seed, int idsPerKind = 15)
{
    private static readonly string[] Texts =
    [
        "alpha", "Alpha", "ALPHA beta", "", "a \"quoted\" \\ text", "line\nbreak\ttab", "\u0001\u001f control", "中文标题",
        "中文 and English", "😀 smile", "ünïcode", "Ünïcode", "zeta", new string('x', 300), new string('字', 90),
        "# Title\n\nSome *body* with `code`.\n\n```\nblock\n```\nAfter.",
    ];

    private static readonly string[] Access = ["public", "members", "gold", "silver", "curators", "gone\"tier"];

    private readonly Random _random = new(seed);
    private int _interaction;

    /// <summary>The community after the commits made so far.</summary>
    public Community Community { get; } = new();

    /// <summary>The next commit, of up to so many changes.</summary>
    public Commit Next(int changesMax = 8)
    {
        var changes = new List<Change>();
        for (var count = _random.Next(1, changesMax + 1); changes.Count < count;)
        {
            if (NextChange() is not { } change) continue;
            changes.Add(change);
            Community.Apply(change);
        }

        var commit = new Commit(Community.Sequence + 1, Ticks(), "somebody", changes);
        Community.Apply(commit with { Changes = [] });
        return commit;
    }

    private Change? NextChange() => _random.Next(100) switch
    {
        < 30 => new NodePut(Node()),
        < 34 => Any(Community.Nodes.Keys) is { } id ? new NodeDeleted(id) : null,
        < 62 => Edge(EdgeFamily.Link) is { } link ? new LinkPut(link) : null,
        < 68 => Community.Links.Count > 0 ? Removed(Any(Community.Links.Keys)) : null,
        < 94 => Edge(EdgeFamily.Interaction) is { } event_ ? new InteractionRecorded(event_) : null,
        < 96 => Any(Community.Interactions.Values) is { } again ? new InteractionRecorded(again) : null,
        _ => Any(Community.Interactions.Values) is { } gone ? new InteractionRemoved(gone) : null,
    };

    private static LinkRemoved Removed((EdgeType Type, string From, string To) link) =>
        new(link.Type, link.From, link.To);

    private NodeRecord Node()
    {
        var kind = NodeKinds.All[_random.Next(NodeKinds.All.Count)];
        var id = Id(kind.Kind);
        // A change of one that is there mostly changes little.
        if (Community.Nodes.TryGetValue(id, out var old) && _random.Next(3) > 0)
        {
            var values = (PropertyValue[])old.Values.Clone();
            var property = kind.Properties[_random.Next(kind.Properties.Count)];
            values[property.Index] = Value(property);
            return old with { Values = values };
        }

        return new(id, kind.Kind, [.. kind.Properties.Select(Value)]);
    }

    private EdgeRecord? Edge(EdgeFamily family)
    {
        var types = EdgeTypes.All.Where(type => type.Family == family).ToArray();
        // What derived values and topics' order hang on is half of it.
        var type = _random.Next(2) == 0 ? types[_random.Next(types.Length)]
            : EdgeTypes.Of(family == EdgeFamily.Link ? EdgeType.About
                : (EdgeType[])[EdgeType.Liked, EdgeType.Viewed, EdgeType.Rated] is var three ? three[_random.Next(3)]
                : default);
        var from = Any(OfKinds(type.From));
        var to = type.To.Count == 0 ? null
            : Any(OfKinds(type.SameKind && from is not null ? [Community.Nodes[from].Kind] : type.To));
        if (from is null || from == to || (to is null && !type.TargetOptional)) return null;
        PropertyValue[] values = [.. type.Properties.Select(Value)];
        return family == EdgeFamily.Link
            ? new(type.Type, from, to, _random.Next(2) == 0 ? Ticks() : null, null, values)
            : new(type.Type, from, to, Ticks(), $"i\"{_interaction++}", values);
    }

    private IEnumerable<string> OfKinds(IReadOnlyCollection<NodeKind> kinds) =>
        Community.Nodes.Values.Where(node => kinds.Contains(node.Kind)).Select(node => node.Id);

    private T? Any<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        return all.Length == 0 ? default : all[_random.Next(all.Length)];
    }

    // Topics have ids that JSON escapes.
    private string Id(NodeKind kind) =>
        $"{NodeKinds.Of(kind).IdPrefix}:{_random.Next(idsPerKind)}{(kind == NodeKind.Topic ? "主\"" : "")}";

    private long Ticks() => new DateTime(2024, 1, 1 + _random.Next(9), 0, 0, 0, DateTimeKind.Utc).Ticks;

    private PropertyValue Value(PropertyDefinition property)
    {
        if (property.Name == "access") return PropertyValue.Text(Access[_random.Next(Access.Length)]);
        if (!property.Required && _random.Next(4) == 0) return default;
        // Who made an edge is often a member.
        if (property.Name == "madeBy" && _random.Next(2) == 0)
            return PropertyValue.Text($"member:{_random.Next(idsPerKind)}");
        return property.Type switch
        {
            PropertyType.Text => PropertyValue.Text(Text()),
            PropertyType.Integer => PropertyValue.Integer(_random.Next(property.Range?.Min < 0 ? -3 : 0, 4)),
            PropertyType.Number => PropertyValue.Number(
                property.Range is { } range ? range.Min + Math.Round(_random.NextDouble() * (range.Max - range.Min))
                : property.Name == "value" ? _random.Next(-1, 2)
                : _random.NextDouble()),
            PropertyType.Boolean => PropertyValue.Boolean(_random.Next(2) == 0),
            PropertyType.Instant => PropertyValue.InstantFromTicks(Ticks()),
            PropertyType.Enumeration => PropertyValue.Enumeration(_random.Next(property.Values.Count)),
            _ => PropertyValue.TextList([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Text())]),
        };
    }

    private string Text() => Texts[_random.Next(Texts.Length)];
}
