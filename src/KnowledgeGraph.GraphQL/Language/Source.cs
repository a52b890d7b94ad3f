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
    public Source(string text, string name = "GraphQL request")
        : this(Encoding.UTF8.GetBytes(text), name)
    {
    }

    public ReadOnlyMemory<byte> Text { get; } = text;

    public string Name { get; } = name;

    /// <summary>The line and column of a byte offset. Costs a walk over the text before it.</summary>
    public SourceLocation LocationAt(int offset)
    {
        var before = Text.Span[..Math.Clamp(offset, 0, Text.Length)];
        var line = 1;
        var lineStart = 0;
        for (var index = 0; index < before.Length; index++)
        {
            if (before[index] == '\r' && index + 1 < Text.Length && Text.Span[index + 1] == '\n') continue;
            if (before[index] is not ((byte)'\n' or (byte)'\r')) continue;
            line++;
            lineStart = index + 1;
        }

        return new SourceLocation(line, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
