using System.Text;
using KnowledgeGraph.Import.Text;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Text;

public class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\n\nb", "1:a 2: 3:b")]
    [InlineData("\n", "1:")]
    [InlineData("a\r\nb\r", "1:a 2:b")]
    [InlineData("\uFEFFa\n\uFEFFb", "1:a 2:\uFEFFb")]
    [InlineData("12345678\nb", "1:12345678 2:b")]
    [InlineData("123456789\nb", "1!too long 2:b")]
    [InlineData("b\n123456789", "1:b 2!too long")]
    [InlineData("b\n123456789\n", "1:b 2!too long")]
    public void Lines_come_with_their_numbers_however_the_bytes_arrive(string text, string lines)
    {
        foreach (var chunk in (int[])[1, 2, 3, 1000])
        {
            using var stream = new Trickle(Encoding.UTF8.GetBytes(text), chunk);
            var reader = new LineReader(stream, lengthMax: 8);
            var read = new List<string>();
            while (reader.Read())
                read.Add(reader.Number + (reader.IsTooLong ? "!too long" : ":" + Encoding.UTF8.GetString(reader.Line)));
            Assert.Equal(lines, string.Join(' ', read));
        }
    }

    private sealed class Trickle(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
