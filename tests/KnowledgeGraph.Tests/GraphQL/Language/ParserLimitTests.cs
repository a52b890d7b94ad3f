using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Language;

public sealed class ParserLimitTests
{
    [Fact]
    public void A_document_with_as_many_tokens_as_allowed_passes()
    {
        var result = Parser.Parse(new Source("{ a b c }"), new ParserOptions { TokensMax = 5 });

        Assert.NotNull(result.Document);
        Assert.Equal(5, result.TokenCount);
    }

    [Fact]
    public void One_token_more_is_refused_by_name_of_the_limit()
    {
        var error = Parser.Parse(new Source("{ a b c d }"), new ParserOptions { TokensMax = 5 }).Error;

        Assert.Equal(
            "The document has more than 5 tokens. Send it in parts, or ask for less at once.", error?.Message);
        Assert.Equal(GraphQLErrorCodes.LimitExceeded, error!.Code);
        Assert.Equal("TokensMax", error.Extensions!["limit"]);
        Assert.Equal([new SourceLocation(1, 11)], error.Locations);
    }

    [Theory]
    [InlineData("{a", "}")]
    [InlineData("{...", "}")]
    public void Selections_may_be_nested_as_deep_as_allowed_and_no_deeper(string open, string close)
    {
        Assert.Null(Parse(Nested(open, close, 200)));
        AssertTooDeep(Parse(Nested(open, close, 201)));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a:", "}")]
    public void Values_may_be_nested_as_deep_as_allowed_and_no_deeper(string open, string close)
    {
        Assert.Null(Parse("{a(b:" + Nested(open, close, 199, "1") + ")}"));
        AssertTooDeep(Parse("{a(b:" + Nested(open, close, 200, "1") + ")}"));
    }

    [Fact]
    public void List_types_may_be_nested_as_deep_as_allowed_and_no_deeper()
    {
        Assert.Null(Parse("query($a:" + Nested("[", "]", 200, "A") + "){b}"));
        AssertTooDeep(Parse("query($a:" + Nested("[", "]", 201, "A") + "){b}"));
    }

    [Theory]
    [InlineData("{a")]
    [InlineData("{...@a(b:[{c:[")]
    [InlineData("query($a:[[[[[")]
    [InlineData("[")]
    public void No_input_overflows_the_stack(string open) =>
        Assert.NotNull(
            Parser.Parse(new Source(string.Concat(Enumerable.Repeat(open, 100_000))), ParserOptions.Trusted).Error);

    private static GraphQLError? Parse(string text) => Parser.Parse(new Source(text)).Error;

    private static string Nested(string open, string close, int depth, string innermost = "")
    {
        var opened = string.Concat(Enumerable.Repeat(open, depth));
        return (innermost.Length > 0 ? opened + innermost : opened[..^open.Length] + "{a")
            + string.Concat(Enumerable.Repeat(close, depth));
    }

    private static void AssertTooDeep(GraphQLError? error)
    {
        Assert.Equal("The document is nested more than 200 levels deep. Ask for fewer levels.", error?.Message);
        Assert.Equal(GraphQLErrorCodes.LimitExceeded, error!.Code);
        Assert.Equal("NestingMax", error.Extensions!["limit"]);
    }
}
