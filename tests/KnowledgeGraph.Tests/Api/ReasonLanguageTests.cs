using KnowledgeGraph.Api.Recommendation;
using KnowledgeGraph.Insights.Recommendation;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

public class ReasonLanguageTests
{
    [Theory]
    [InlineData(null, ReasonLanguage.En)]
    [InlineData("", ReasonLanguage.En)]
    [InlineData("*", ReasonLanguage.En)]
    [InlineData("fr, de;q=0.8", ReasonLanguage.En)]
    [InlineData("zh", ReasonLanguage.Zh)]
    [InlineData("ZH-Hant-TW", ReasonLanguage.Zh)]
    [InlineData("fr, zh;q=0.3", ReasonLanguage.Zh)]
    [InlineData("en, zh;q=0.9", ReasonLanguage.En)]
    [InlineData("en;q=0.4, zh-CN;q=0.5", ReasonLanguage.Zh)]
    [InlineData("zh;q=0, en;q=0.1", ReasonLanguage.En)]
    [InlineData("zh;q=wrong, en;q=0.9", ReasonLanguage.Zh)]
    public void The_language_is_the_one_of_ours_that_weighs_most(string? header, ReasonLanguage language) =>
        Assert.Equal(language, ReasonText.Accepts(header));
}
