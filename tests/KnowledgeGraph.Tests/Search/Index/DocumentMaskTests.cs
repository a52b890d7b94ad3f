using KnowledgeGraph.Search.Index;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Index;

public class DocumentMaskTests
{
    [Fact]
    public void What_lies_beyond_its_words_is_not_in_it()
    {
        var mask = DocumentMask.Of(3, 64);
        Assert.True(mask.Contains(64));
        Assert.False(mask.Contains(65));
        Assert.False(mask.Contains(1000));
        Assert.Equal(2, mask.Count);
        Assert.Equal(1, mask.And(DocumentMask.Of(3)).Count);
        Assert.Equal(3, mask.Or(DocumentMask.Of(3, 200)).Count);
    }
}
