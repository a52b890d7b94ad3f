using System.Text;
using KnowledgeGraph.Import.Text;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Text;

public class SlugTests
{
    [Theory]
    [InlineData("quantum-gate", "quantum-gate")]
    [InlineData("Quantum  Gate!", "quantum-gate")]
    [InlineData("C++", "c++")]
    [InlineData("C#", "c#")]
    [InlineData(".NET", ".net")]
    [InlineData("Node.js, or so.", "node.js-or-so")]
    [InlineData("snake_case _x_", "snake_case-x")]
    [InlineData("量子计算 入门", "量子计算-入门")]
    [InlineData("Größe", "größe")]
    [InlineData("a/b:c d", "a-b-c-d")]
    [InlineData("😀", "")]
    [InlineData("𝒳 x", "𝒳-x")]
    [InlineData("\ud800a", "a")]
    [InlineData("---", "")]
    [InlineData("", "")]
    public void Names_become_keys(string name, string slug) => Assert.Equal(slug, Slug.Of(name));

    [Fact]
    public void Long_names_are_cut_and_stay_different()
    {
        var one = Slug.Of(new string('图', 300) + "a");
        var other = Slug.Of(new string('图', 300) + "b");
        Assert.NotEqual(one, other);
        Assert.True(Encoding.UTF8.GetByteCount(one) < 400);
    }
}
