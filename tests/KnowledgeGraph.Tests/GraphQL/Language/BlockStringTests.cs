using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Language;

/// <summary>https://spec.graphql.org/September2025/#sec-String-Value.Block-Strings</summary>
public sealed class BlockStringTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("\n\n", "")]
    [InlineData("a", "a")]
    [InlineData("  a", "  a")]
    [InlineData("\n  a\n    b\n  c\n", "a\n  b\nc")]
    [InlineData("a\n    b\n  c", "a\n  b\nc")]
    [InlineData("\n\ta\n\t\tb", "a\n\tb")]
    [InlineData("\n  a\n\n  b", "a\n\nb")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("a \\\"\"\" b", "a \"\"\" b")]
    [InlineData("a \\n \\u00e9", "a \\n \\u00e9")]
    [InlineData("中\n  文", "中\n文")]
    public void Common_indentation_and_blank_edges_are_taken_off(string raw, string value)
    {
        var parsed = (StringValueNode)Parser.ParseValue(new Source($"\"\"\"{raw}\"\"\"")).Node!;

        Assert.True(parsed.IsBlock);
        Assert.Equal(value, parsed.Value);
    }

    [Theory]
    [InlineData("", "\"\"\"\"\"\"")]
    [InlineData("a", "\"\"\"a\"\"\"")]
    [InlineData(" a", "\"\"\" a\"\"\"")]
    [InlineData("a\nb", "\"\"\"\na\nb\n\"\"\"")]
    [InlineData("a\"", "\"\"\"\na\"\n\"\"\"")]
    [InlineData("a\\", "\"\"\"\na\\\n\"\"\"")]
    [InlineData("a\"\"\"", "\"\"\"\na\\\"\"\"\n\"\"\"")]
    public void It_is_printed_so_that_it_reads_back(string value, string printed)
    {
        Assert.Equal(printed, BlockString.Print(value));
        Assert.Equal(value, ((StringValueNode)Parser.ParseValue(new Source(printed)).Node!).Value);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("", true)]
    [InlineData("a\nb", true)]
    [InlineData("\na", false)]
    [InlineData("a\n", false)]
    [InlineData("  a\n  b", false)]
    [InlineData("a\rb", false)]
    [InlineData("a\u0007b", false)]
    public void What_would_not_read_back_is_not_printed_as_one(string value, bool can) =>
        Assert.Equal(can, BlockString.CanHold(value));
}
