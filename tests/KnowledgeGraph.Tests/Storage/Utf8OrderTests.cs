using System.Text;
using KnowledgeGraph.Storage;
using Xunit;

namespace KnowledgeGraph.Tests.Storage;

public class Utf8OrderTests
{
    private static readonly string[] Texts =
    [
        "", "a", "ab", "b", "Z", "é", "图", "图谱", "\uD7FF", "\uE000", "\uFF5E", "\uFFFD", "\U00010000", "\U0001F600",
        "\U0001F601", "\U0010FFFF", "a\U0001F600", "a\uFF5E", "a\U0001F600b", "a\U0001F601",
    ];

    [Fact]
    public void Strings_stand_in_the_order_of_their_UTF_8_bytes()
    {
        foreach (var left in Texts)
        {
            foreach (var right in Texts)
            {
                var expected = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Assert.True(Math.Sign(expected) == Math.Sign(Utf8Order.Compare(left, right)), $"{left} and {right}");
            }
        }
    }
}
