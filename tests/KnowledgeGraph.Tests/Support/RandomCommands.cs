using System.Collections;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Tests.Support;

/// <summary>
/// Valid commands without end: nodes of every kind with values of every type, then edges of every type between them;
/// the same from the same seed. Edges whose ends do not exist are among them.
/// </summary>
internal sealed class RandomCommands(Random random) : IEnumerable<Command>
{
    private const int IdsPerKind = 60;

    // Among them what JSON escapes, what has two UTF-16 units, what is right to left.
    private static readonly string[] Pieces =
        ["a", "Z", "0", " ", "\"", "\\", "\n", "\t", "/", "<", "&", "é", "中文", "😀", "\u2028", "ש", "\u007F"];

    public IEnumerator<Command> GetEnumerator()
    {
        while (true) yield return random.Next(3) == 0 ? Node() : Edge();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private UpsertNode Node()
    {
        var kind = NodeKinds.All[random.Next(NodeKinds.All.Count)];
        ulong set = 0;
        foreach (var property in kind.Properties)
            if (property.Required || random.Next(3) > 0) set |= 1UL << property.Index;
        var values = kind.Properties.Select(property =>
            (set & (1UL << property.Index)) != 0 ? Value(property) : property.Default);
        return new(new NodeRecord(IdOf(kind.Kind), kind.Kind, [.. values]), set);
    }

    private Command Edge()
    {
        var type = EdgeTypes.All[random.Next(EdgeTypes.All.Count)];
        var from = type.From[random.Next(type.From.Count)];
        var to = type.SameKind ? from : type.To.Count > 0 ? type.To[random.Next(type.To.Count)] : (NodeKind?)null;
        if (type.TargetOptional && random.Next(2) == 0) to = null;
        long? at = type.Family == EdgeFamily.Interaction || random.Next(2) == 0 ? Ticks() : null;
        var values = type.Properties.Select(property =>
            property.Required || random.Next(3) == 0 ? Value(property) : PropertyValue.Null).ToArray();
        var target = to is { } kind ? IdOf(kind) : null;
        return type.Family == EdgeFamily.Link
            ? new PutLink(new EdgeRecord(type.Type, IdOf(from), target!, at, null, values))
            : new RecordInteraction(new EdgeRecord(type.Type, IdOf(from), target, at, $"e/{random.Next()}", values));
    }

    private string IdOf(NodeKind kind) => $"{NodeKinds.Of(kind).IdPrefix}:{random.Next(IdsPerKind)}";

    private PropertyValue Value(PropertyDefinition property) => property.Type switch
    {
        PropertyType.Text when property.IsUrl => PropertyValue.Text($"https://example.org/{random.Next()}"),
        PropertyType.Text => PropertyValue.Text(Text()),
        PropertyType.Integer => PropertyValue.Integer(random.Next()),
        PropertyType.Number when property.Range is { } range =>
            PropertyValue.Number(range.Min + ((range.Max - range.Min) * random.NextDouble())),
        PropertyType.Number => PropertyValue.Number((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))),
        PropertyType.Boolean => PropertyValue.Boolean(random.Next(2) == 0),
        PropertyType.Instant => PropertyValue.InstantFromTicks(Ticks()),
        PropertyType.Enumeration => PropertyValue.Enumeration(random.Next(property.Values.Count)),
        _ => PropertyValue.TextList([.. Enumerable.Range(0, random.Next(4)).Select(_ => Text())]),
    };

    private string Text() =>
        "t" + string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private long Ticks()
    {
        var ticks = random.NextInt64(DateTime.MaxValue.Ticks);
        return random.Next(3) switch
        {
            0 => ticks - (ticks % TimeSpan.TicksPerSecond),
            1 => ticks - (ticks % TimeSpan.TicksPerMillisecond),
            _ => ticks,
        };
    }
}
