using System.Text.Json;
using KnowledgeGraph.GraphQL.Types;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

public sealed class InputValueReaderTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("-9223372036854775808")]
    [InlineData("0.5")]
    [InlineData("\"中文😀\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"a\":[1,{\"b\":null}],\"é\":false}")]
    public void JSON_is_read_as_it_is(string json) =>
        Assert.Equal(json, InputValueJson.Text(InputValueJson.Read(json)));

    [Theory]
    [InlineData("9223372036854775807", InputValueKind.Integer)]
    [InlineData("9223372036854775808", InputValueKind.Number)]
    [InlineData("1.0", InputValueKind.Number)]
    [InlineData("1e2", InputValueKind.Number)]
    public void Whole_numbers_of_64_bits_are_integers_and_all_others_numbers(string json, InputValueKind kind) =>
        Assert.Equal(kind, InputValueJson.Read(json).Kind);

    [Fact]
    public void Of_a_key_that_comes_twice_the_last_value_counts() => Assert.Equal(
        """{"a":3,"b":2}""", InputValueJson.Text(InputValueJson.Read("""{"a":1,"b":2,"a":3}""")));

    [Fact]
    public void An_object_of_a_hundred_thousand_keys_is_read_and_doubled_keys_in_it_are_found()
    {
        var keys = string.Join(',', Enumerable.Range(0, 100_000).Select(index => $"\"k{index % 60_000}\":{index}"));

        var value = InputValueJson.Read($$"""{{{keys}}}""");

        Assert.Equal(60_000, value.AsObject().Count);
        Assert.Equal(60_007, value.Field("k7")!.AsInteger());
    }

    [Theory]
    [InlineData("[1")]
    [InlineData("{\"a\":}")]
    [InlineData("\"\\uD83D\"")]
    [InlineData("{\"\\uDE00\":1}")]
    [InlineData("")]
    public void What_is_not_JSON_or_not_Unicode_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => InputValueJson.Read(json));

    [Fact]
    public void Values_may_be_nested_as_deep_as_allowed_and_no_deeper()
    {
        Assert.NotNull(InputValueJson.Read(Nested(InputValueReader.NestingMax)));
        Assert.ThrowsAny<JsonException>(() => InputValueJson.Read(Nested(InputValueReader.NestingMax + 1)));
    }

    [Fact]
    public void An_error_does_not_quote_a_large_value_in_full()
    {
        var text = InputValueText.Inspect(InputValue.String(new string('x', 1_000_000)));

        Assert.Equal(1_003, text.Length);
        Assert.EndsWith("x...", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e21, "1e+21")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(-1.5e-7, "-1.5e-7")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(100, "100")]
    [InlineData(-0.0, "0")]
    public void Numbers_are_written_as_JavaScript_writes_them(double value, string text) =>
        Assert.Equal(text, InputValueText.Number(value));

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);
}
