using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Tests.Support;

/// <summary>
/// Graphs as text, one node or edge a line, which goes on where the next one is indented; what it does not say is
/// filled in. Values with blanks are quoted, list entries are separated by commas, dates may be days.
/// <code>
/// member:ada displayName="Ada Lovelace" roles=curator,teacher
/// document:1 title=First
///   createdAt=2024-01-01
/// member:ada -AUTHORED-> document:1
/// member:ada -LIKED-> document:1 id=like/1 at=2024-01-02
/// </code>
/// </summary>
internal static partial class DrawnGraph
{
    /// <summary>The commands that make the graph, in the order of the lines, nodes before edges.</summary>
    public static IReadOnlyList<Command> Read(string text)
    {
        var lines = text.Replace("\n  ", " ").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var edges = lines.Where(line => Arrow().IsMatch(line)).Select(ReadEdge);
        return [.. lines.Where(line => !Arrow().IsMatch(line)).Select(ReadNode), .. edges];
    }

    private static Command ReadNode(string line)
    {
        var id = line.Split(' ')[0];
        var kind = NodeKinds.All.Single(kind => id.StartsWith(kind.IdPrefix + ':', StringComparison.Ordinal));
        var given = ReadValues(line[id.Length..]);
        var values = kind.Properties
            .Select(property => given.Remove(property.Name, out var value) ? Parse(property, value)
                : property.Required && property.Default.IsNull ? PropertyValue.Text(id[(kind.IdPrefix.Length + 1)..])
                : property.Default)
            .ToArray();
        return given.Count == 0
            ? new CreateNode(new NodeRecord(id, kind.Kind, values))
            : throw new FormatException($"{kind.Name} has no {string.Join(", ", given.Keys)}: {line}");
    }

    private static Command ReadEdge(string line)
    {
        var arrow = Arrow().Match(line);
        var type = EdgeTypes.All.Single(type => type.Name == arrow.Groups["type"].Value);
        var given = ReadValues(line[arrow.Length..]);
        long? at = given.Remove("at", out var moment) ? ParseInstant(moment) : null;
        var id = given.Remove("id", out var named) ? named : null;
        var values = type.Properties
            .Select(property =>
                given.Remove(property.Name, out var value) ? Parse(property, value) : PropertyValue.Null)
            .ToArray();
        if (given.Count > 0) throw new FormatException($"{type.Name} has no {string.Join(", ", given.Keys)}: {line}");

        var target = arrow.Groups["to"].Value;
        var record = new EdgeRecord(
            type.Type, arrow.Groups["from"].Value, target.Length == 0 ? null : target, at, id, values);
        return type.Family == EdgeFamily.Link
            ? new PutLink(record)
            : new RecordInteraction(record with
            {
                Id = id ?? line.Replace(' ', '/'),
                At = at ?? ParseInstant("2024-01-01"),
            });
    }

    private static Dictionary<string, string> ReadValues(string text) => Value().Matches(text).ToDictionary(
        match => match.Groups["name"].Value,
        match => match.Groups["quoted"].Success ? match.Groups["quoted"].Value : match.Groups["plain"].Value);

    private static PropertyValue Parse(PropertyDefinition property, string value) => property.Type switch
    {
        PropertyType.Text => PropertyValue.Text(value),
        PropertyType.Integer => PropertyValue.Integer(long.Parse(value, CultureInfo.InvariantCulture)),
        PropertyType.Number => PropertyValue.Number(double.Parse(value, CultureInfo.InvariantCulture)),
        PropertyType.Boolean => PropertyValue.Boolean(bool.Parse(value)),
        PropertyType.Instant => PropertyValue.InstantFromTicks(ParseInstant(value)),
        PropertyType.Enumeration => PropertyValue.Enumeration(property.Values.ToList().IndexOf(value)),
        _ => PropertyValue.TextList(value.Split(',')),
    };

    private static long ParseInstant(string value) =>
        DateTimeOffset.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks;

    [GeneratedRegex(@"^(?<from>\S+) -(?<type>[A-Z_]+)->(?: (?<to>[^\s=]+:[^\s=]+)(?= |$))?")]
    private static partial Regex Arrow();

    [GeneratedRegex("""(?<name>\w+)=(?:"(?<quoted>[^"]*)"|(?<plain>\S+))""")]
    private static partial Regex Value();
}
