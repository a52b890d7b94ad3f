using KnowledgeGraph.Import.Text;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Text;

public class InstantTextTests
{
    [Theory]
    [InlineData("2018-03-12T17:00:45.567Z", "2018-03-12T17:00:45.567Z")]
    [InlineData("2018-03-12T17:00:45", "2018-03-12T17:00:45Z")]
    [InlineData("2018-03-12 17:00:45.5000000", "2018-03-12T17:00:45.5Z")]
    [InlineData("2018-03-12T17:00:45.1234567+02:00", "2018-03-12T15:00:45.1234567Z")]
    [InlineData("2018-03-12 17:00", "2018-03-12T17:00:00Z")]
    [InlineData("2018-03-12", "2018-03-12T00:00:00Z")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void Moments_are_read_and_written_in_one_form(string text, string canonical)
    {
        Assert.True(InstantText.TryParse(text, out var ticks));
        Assert.Equal(canonical, InstantText.Format(ticks));
        Assert.True(InstantText.TryParse(canonical, out var again));
        Assert.Equal(ticks, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2018-02-30")]
    [InlineData("12.03.2018")]
    [InlineData("2018-03-12T25:00:00Z")]
    [InlineData("2018-03-12T17:00:45.12345678Z")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData(" 2018-03-12")]
    [InlineData("1520874045")]
    public void Anything_else_is_refused(string text) => Assert.False(InstantText.TryParse(text, out _));
}
