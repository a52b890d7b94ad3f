using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Language;

public sealed class SuggestionsTests
{
    [Theory]
    [InlineData("", new[] { "a" }, new[] { "a" })]
    [InlineData("input", new string[0], new string[0])]
    [InlineData("greenish", new[] { "green" }, new[] { "green" })]
    [InlineData("green", new[] { "greenish" }, new[] { "greenish" })]
    [InlineData("input", new[] { "option" }, new string[0])]
    [InlineData("alphabet", new[] { "alphabetize", "alphabet" }, new[] { "alphabet", "alphabetize" })]
    [InlineData("verylongstring", new[] { "VERYLONGSTRING" }, new[] { "VERYLONGSTRING" })]
    [InlineData("VERYLONGSTRING", new[] { "VeryLongString" }, new[] { "VeryLongString" })]
    [InlineData("agr", new[] { "arg" }, new[] { "arg" })]
    [InlineData("214365879", new[] { "123456789" }, new[] { "123456789" })]
    [InlineData("abc", new[] { "a", "ab", "abc" }, new[] { "abc", "ab", "a" })]
    [InlineData("GraphQl", new[] { "graphics", "SQL", "GraphQL", "quarks", "mark" }, new[] { "GraphQL", "graphics" })]
    [InlineData("a", new[] { "az", "ax", "ay" }, new[] { "ax", "ay", "az" })]
    [InlineData("a1", new[] { "a10", "a2", "a01" }, new[] { "a01", "a2", "a10" })]
    public void Near_names_come_nearest_first(string input, string[] options, string[] expected) =>
        Assert.Equal(expected, Suggestions.For(input, options));

    [Theory]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "A" }, " Did you mean \"A\"?")]
    [InlineData(new[] { "A", "B" }, " Did you mean \"A\" or \"B\"?")]
    [InlineData(new[] { "A", "B", "C" }, " Did you mean \"A\", \"B\", or \"C\"?")]
    [InlineData(
        new[] { "A", "B", "C", "D", "E", "F" }, " Did you mean \"A\", \"B\", \"C\", \"D\", or \"E\"?")]
    public void At_most_five_names_are_said(string[] options, string expected) =>
        Assert.Equal(expected, Suggestions.DidYouMean(options));

    [Fact]
    public void Words_may_stand_before_the_names() =>
        Assert.Equal(
            " Did you mean the letter \"A\"?", Suggestions.DidYouMean(new[] { "A" }, "the letter"));
}
