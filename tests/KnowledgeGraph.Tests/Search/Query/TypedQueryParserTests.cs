using KnowledgeGraph.Search.Query;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Query;

public class TypedQueryParserTests
{
    [Theory]
    [InlineData("", "()")]
    [InlineData("one two", "(one two)")]
    [InlineData("\"a phrase\" word", "([a phrase] word)")]
    [InlineData("“中文” 词", "([中文] 词)")]
    [InlineData("-excluded kept", "(!excluded kept)")]
    [InlineData("-\"a phrase\"", "![a phrase]")]
    [InlineData("a OR b", "{a b}")]
    [InlineData("a b | c", "{(a b) c}")]
    [InlineData("(a OR b) c", "({a b} c)")]
    [InlineData("a AND b", "(a b)")]
    [InlineData("known:value word", "(known=value word)")]
    [InlineData("known:\"two words\"", "known=two words")]
    [InlineData("known：值", "known=值")]
    [InlineData("-known:value", "!known=value")]
    [InlineData("unknown:value", "unknown:value")]
    [InlineData("std::vector", "std::vector")]
    [InlineData("kebab-case - dash", "(kebab-case - dash)")]
    [InlineData("\"not closed", "\"not closed")]
    [InlineData("(not closed", "(not closed)")]
    [InlineData("closed) too often)", "(closed (too often))")]
    [InlineData("OR", "()")]
    [InlineData("a OR", "a")]
    [InlineData("ORACLE", "ORACLE")]
    [InlineData("()", "()")]
    [InlineData("-", "-")]
    [InlineData("--flag", "--flag")]
    public void What_is_typed_is_read_and_nothing_is_an_error(string text, string read) =>
        Assert.Equal(read.Replace("\"not closed", "(\"not closed)"), Draw(TypedQueryParser.Parse(
            text, (name, _) => name == "known")));

    private static string Draw(TypedQuery query) => query switch
    {
        TypedWord word => word.Text,
        TypedPhrase phrase => $"[{phrase.Text}]",
        TypedField field => $"{field.Name}={field.Value}",
        TypedNot not => "!" + Draw(not.Inner),
        TypedAny any => "{" + string.Join(' ', any.Parts.Select(Draw)) + "}",
        TypedAll all => "(" + string.Join(' ', all.Parts.Select(Draw)) + ")",
        _ => "?",
    };
}
