using KnowledgeGraph.ReadModel.Tables;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel.Tables;

public class ExcerptTests
{
    [Theory]
    [InlineData("Plain text.", "Plain text.")]
    [InlineData("# Heading\n\nThen *some* **bold** and _soft_ text.", "Heading Then some bold and soft text.")]
    [InlineData("> quoted\n> - item\n> 1. first", "quoted item first")]
    [InlineData("before\n```csharp\nvar x = 1;\n```\nafter", "before after")]
    [InlineData("before\n~~~\n```\n~~~\nafter", "before after")]
    [InlineData("before\n\n    indented code\n\nafter", "before after")]
    [InlineData("never closed\n```\ncode", "never closed")]
    [InlineData("Use `snake_case_name` and 2 * 3 * 4.", "Use snake_case_name and 2 * 3 * 4.")]
    [InlineData("See [the *docs*](https://example.org/a_b) or [this][1] or [not].", "See the docs or this or [not].")]
    [InlineData("![a picture](x.png) <b>bold</b> a < b", "a picture bold a < b")]
    [InlineData("\\*not emphasis\\* a\\b", "*not emphasis* a\\b")]
    [InlineData("one\n\n---\n\ntwo\r\nthree\tfour", "one two three four")]
    [InlineData("量子计算是**什么**？", "量子计算是什么？")]
    [InlineData("```\nonly code\n```", null)]
    [InlineData(" \n\t\n", null)]
    public void Is_plain_text_without_marks_and_code(string text, string? expected) =>
        Assert.Equal(expected, Excerpt.Of(text));

    [Fact]
    public void Is_cut_at_the_end_of_a_word() =>
        Assert.Equal(
            string.Join(' ', Enumerable.Repeat("word", 40)) + "…",
            Excerpt.Of(string.Join(' ', Enumerable.Repeat("word", 1_000))));

    [Fact]
    public void Is_cut_between_any_two_wide_characters_after_half_as_many() =>
        Assert.Equal(new string('字', 100) + "…", Excerpt.Of(new string('字', 5_000)));

    [Fact]
    public void A_word_that_never_ends_is_cut_where_it_must_and_no_pair_of_surrogates_is() =>
        Assert.Equal(Repeated("𝒳", 200) + "…", Excerpt.Of(Repeated("𝒳", 900)));

    [Fact]
    public void A_long_book_without_a_word_of_text_costs_little_and_gives_nothing() =>
        Assert.Null(Excerpt.Of(Repeated("    code\n", 1_000_000)));

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
