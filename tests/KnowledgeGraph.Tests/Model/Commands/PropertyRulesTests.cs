using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Model.Commands;

public class PropertyRulesTests
{
    [Fact]
    public void A_value_has_the_type_of_its_property() => Assert.Equal(
        ["INVALID_VALUE: document:1 has a value of type Text in `score`. Give it one of type Integer."],
        Said("document:1", "score", Text("5")));

    [Theory]
    [InlineData(0, true)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    [InlineData(-1, false)]
    public void An_enumeration_has_one_of_its_values(int position, bool valid) => Assert.Equal(
        valid ? [] : new[]
        {
            "INVALID_VALUE: document:1 has an unknown value in `format`. Use one of QUESTION, ANSWER, ARTICLE, " +
            "MANUAL, DISCUSSION, SLIDES, VIDEO, IMAGE, DATASET.",
        },
        Said("document:1", "format", PropertyValue.Enumeration(position)));

    [Theory]
    [InlineData(int.MaxValue, true)]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    [InlineData(int.MaxValue + 1L, false)]
    [InlineData(long.MinValue, false)]
    public void An_integer_is_within_its_range(long value, bool valid) => Assert.Equal(
        valid ? [] : new[]
        {
            $"INVALID_VALUE: document:1 has {value} in `viewCount`. Use a number from 0 to 2147483647.",
        },
        Said("document:1", "viewCount", PropertyValue.Integer(value)));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(1.0000001, "has 1.0000001 in `confidence`. Use a number from 0 to 1.")]
    [InlineData(-0.5, "has -0.5 in `confidence`. Use a number from 0 to 1.")]
    [InlineData(double.NaN, "has a number in `confidence` that is infinite or none. Use a finite number.")]
    [InlineData(double.PositiveInfinity, "has a number in `confidence` that is infinite or none. Use a finite number.")]
    public void A_number_is_finite_and_within_its_range(double value, string? mistake)
    {
        var about = Link(
            EdgeType.About, "document:1", "topic:1", null, ("confidence", PropertyValue.Number(value)));
        Assert.Equal(mistake is null ? [] : new[] { $"ABOUT {mistake}" },
            CommandRules.Check(new PutLink(about)).Select(refusal => refusal.Message));
    }

    [Fact]
    public void A_weight_may_be_any_finite_number()
    {
        Assert.Empty(CommandRules.Check(new PutLink(Weighted(-1e300))));
        Assert.Single(CommandRules.Check(new PutLink(Weighted(double.NegativeInfinity))));

        static EdgeRecord Weighted(double weight) =>
            Link(EdgeType.Follows, "member:1", "member:2", null, ("weight", PropertyValue.Number(weight)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3155378975999999999, true)]
    [InlineData(-1, false)]
    [InlineData(3155378976000000000, false)]
    public void An_instant_is_between_the_years_1_and_9999(long ticks, bool valid) => Assert.Equal(
        valid ? [] : new[]
        {
            "INVALID_VALUE: document:1 has a time in `createdAt` before the year 1 or after 9999. Correct it.",
        },
        Said("document:1", "createdAt", PropertyValue.InstantFromTicks(ticks)));

    [Fact]
    public void A_text_takes_at_most_its_limit_in_bytes_of_UTF_8()
    {
        Assert.Empty(Said("topic:1", "name", Text(new string('x', 4096))));
        Assert.Empty(Said("topic:1", "name", Text(new string('图', 1365) + "x")));
        Assert.Equal(["TOO_LARGE: topic:1 has a text of 4097 bytes of UTF-8 in `name`. Use at most 4096."],
            Said("topic:1", "name", Text(new string('图', 1365) + "xx")));
        Assert.Empty(Said("document:1", "body", Text(new string('x', Limits.BodyBytesMax))));
        Assert.Single(Said("document:1", "body", Text(new string('x', Limits.BodyBytesMax + 1))));
        Assert.Empty(Said("topic:1", "description", Text(new string('x', Limits.TextBytesMax))));
        Assert.Single(Said("topic:1", "description", Text(new string('x', Limits.TextBytesMax + 1))));
    }

    // Given as numbers, since they cannot stand in the name of a test.
    [Theory]
    [InlineData(0x0000)]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void A_text_holds_no_NUL_and_no_half_of_a_surrogate_pair(int unit)
    {
        var text = $"知识\U0001F600{(char)unit}";
        string[] expected =
        [
            $"INVALID_VALUE: document:1 holds the character U+{unit:X4} in `body`. " +
            "Use no NUL and no halves of surrogate pairs.",
        ];
        Assert.Equal(expected, Said("document:1", "body", Text(text)));
        Assert.Equal(expected, Said("document:1", "body", Text(text + "x")));
        Assert.Empty(Said("document:1", "body", Text("知识\U0001F600\U0001F600\r\n\t\u0001")));
    }

    [Fact]
    public void A_list_is_short_and_its_entries_are_texts()
    {
        Assert.Empty(Said("member:1", "roles", PropertyValue.TextList()));
        Assert.Empty(Said("member:1", "roles", PropertyValue.TextList([.. Enumerable.Repeat("x", 1000)])));
        Assert.Equal(["TOO_LARGE: member:1 has 1001 entries in `roles`. Use at most 1000."],
            Said("member:1", "roles", PropertyValue.TextList([.. Enumerable.Repeat("x", 1001)])));
        Assert.Equal(["TOO_LARGE: member:1 has a text of 66 bytes of UTF-8 in `roles`. Use at most 64."],
            Said("member:1", "roles", PropertyValue.TextList("x", new string('图', 22))));
        Assert.Equal(["INVALID_VALUE: member:1 has an entry that is null in `roles`. Leave it out."],
            Said("member:1", "roles", PropertyValue.TextList("x", null!, null!)));
        Assert.Single(Said("member:1", "roles", PropertyValue.TextList("a\0")));
    }

    [Theory]
    [InlineData("https://example.org", true)]
    [InlineData("http://localhost:5000/a?b=c#d", true)]
    [InlineData("HTTPS://例子.测试/图", true)]
    [InlineData("ftp://example.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/relative", false)]
    [InlineData("example.org", false)]
    [InlineData("https://", false)]
    [InlineData("https://a b", false)]
    [InlineData("https://example.org/a\nb", false)]
    [InlineData("", false)]
    public void An_address_is_absolute_and_of_the_web(string text, bool valid)
    {
        var said = Said("member:1", "url", Text(text));
        Assert.Equal(valid, said.Length == 0);
        Assert.All(said, message => Assert.EndsWith(
            "which is no web address. Use an absolute one that begins with https:// or http://.", message));
    }

    private static string[] Said(string id, string property, PropertyValue value) =>
        [.. CommandRules.Check(new CreateNode(Node(id, (property, value))))
            .Select(refusal => $"{refusal.Code}: {refusal.Message}")];
}
