using KnowledgeGraph.Model;
using Xunit;

namespace KnowledgeGraph.Tests.Model;

public class NodeIdsTests
{
    [Fact]
    public void Every_kind_is_found_by_the_prefix_of_the_ids_made_for_it() => Assert.All(NodeKinds.All, definition =>
    {
        var id = NodeIds.Make(definition.Kind, "a:b/图");
        Assert.Equal($"{definition.IdPrefix}:a:b/图", id);
        Assert.True(NodeIds.TryGetKind(id, out var kind));
        Assert.Equal(definition.Kind, kind);
        Assert.Equal("a:b/图", NodeIds.Key(id).ToString());
    });

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("member")]
    [InlineData("Member:1")]
    [InlineData("members:1")]
    [InlineData(" member:1")]
    [InlineData("planet:1")]
    public void What_begins_with_no_known_prefix_has_no_kind(string id) => Assert.False(NodeIds.TryGetKind(id, out _));

    [Fact]
    public void No_prefix_is_the_beginning_of_an_id_of_another_kind() => Assert.Equal(
        NodeKinds.All.Count, NodeKinds.All.Select(kind => kind.IdPrefix + ":").Distinct().Count());
}
