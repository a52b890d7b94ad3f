using System.Text;
using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Language;

public class SourceLocationTests
{
    [Theory]
    [InlineData("", 0, 1, 1)]
    [InlineData("abc", 0, 1, 1)]
    [InlineData("abc", 2, 1, 3)]
    [InlineData("abc", 99, 1, 4)]
    [InlineData("abc", -1, 1, 1)]
    [InlineData("a\nb", 2, 2, 1)]
    [InlineData("a\r\nb", 3, 2, 1)]
    [InlineData("a\rb", 2, 2, 1)]
    [InlineData("a\r\n\r\nb", 5, 3, 1)]
    [InlineData("a\n\rb", 3, 3, 1)]
    [InlineData("é文x", 5, 1, 3)]
    [InlineData("😀x", 4, 1, 3)]
    public void Lines_and_columns_count_from_one_in_UTF_16_units(string text, int offset, int line, int column) =>
        Assert.Equal(new SourceLocation(line, column), new Source(text).LocationAt(offset));

    [Fact]
    public void A_long_text_has_the_locations_that_counting_from_its_start_gives()
    {
        var random = new Random(1);
        string[] pieces = ["a", "{ name }", " ", "\n", "\r\n", "\r", "文", "é", "😀", "\t"];
        var builder = new StringBuilder();
        while (builder.Length < 10_000) builder.Append(pieces[random.Next(pieces.Length)]);
        var text = builder.ToString();
        var source = new Source(text);

        var (line, column, offset) = (1, 1, 0);
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsLowSurrogate(text[index]))
            {
                Assert.Equal(new SourceLocation(line, column), source.LocationAt(offset));
            }

            var isEndOfLine = text[index] == '\n'
                || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n'));
            (line, column) = isEndOfLine ? (line + 1, 1) : (line, column + 1);
            if (char.IsHighSurrogate(text[index])) continue;
            offset += char.IsLowSurrogate(text[index]) ? 4 : Encoding.UTF8.GetByteCount(text.AsSpan(index, 1));
        }

        Assert.Equal(source.Text.Length, offset);
    }
}
