using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// A line and a column as errors show them, both from 1; the column counts UTF-16 units, as graphql-js does.
/// </summary>
public readonly record struct SourceLocation(int Line, int Column);

/// <summary>A GraphQL text as UTF-8, with the name that errors give it. Immutable.</summary>
/// <param name="text">The text; a byte order mark is skipped by the lexer.</param>
/// <param name="name">A file's name, or `GraphQL request`.</param>
public sealed class Source(ReadOnlyMemory<byte> text, string name = "GraphQL request")
{
    private const int BytesBetweenMilestones = 4_096;

    private SourceLocation[]? _milestones;

    public Source(string text, string name = "GraphQL request")
        : this(Encoding.UTF8.GetBytes(text), name)
    {
    }

    public ReadOnlyMemory<byte> Text { get; } = text;

    public string Name { get; } = name;

    /// <summary>
    /// The line and column of a byte offset. The first call walks over the whole text, every other over a few thousand
    /// bytes at most: one document may have thousands of places that errors point at.
    /// </summary>
    public SourceLocation LocationAt(int offset)
    {
        var end = Math.Clamp(offset, 0, Text.Length);
        var milestones = _milestones ??= FindMilestones();
        var last = end / BytesBetweenMilestones;
        return Advance(milestones[last], last * BytesBetweenMilestones, end);
    }

    // Two threads that come first both find them; they are the same.
    private SourceLocation[] FindMilestones()
    {
        var milestones = new SourceLocation[(Text.Length / BytesBetweenMilestones) + 1];
        milestones[0] = new SourceLocation(1, 1);
        for (var index = 1; index < milestones.Length; index++)
        {
            var end = index * BytesBetweenMilestones;
            milestones[index] = Advance(milestones[index - 1], end - BytesBetweenMilestones, end);
        }

        return milestones;
    }

    private SourceLocation Advance(SourceLocation from, int start, int end)
    {
        var text = Text.Span;
        var (line, column) = from;
        for (var index = start; index < end; index++)
        {
            var isEndOfLine = text[index] == '\n'
                || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
            (line, column) = isEndOfLine ? (line + 1, 1) : (line, column + UnitsOf(text[index]));
        }

        return new SourceLocation(line, column);
    }

    /// <summary>The UTF-16 units of a character, counted at the first of its bytes.</summary>
    private static int UnitsOf(byte value) => value switch
    {
        < 0x80 => 1,
        < 0xC0 => 0,
        < 0xF0 => 1,
        _ => 2,
    };
}
