using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Masks;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>What each class of readers sees of the changes.</summary>
internal sealed partial class GraphWriter
{
    private readonly MaskWriter[] _masks;

    private void EnterMasks(int node)
    {
        foreach (var mask in _masks)
        {
            if (_nodes.KindOf(node) == NodeKind.Topic)
                mask.SetTopicKey(node, DefaultOrder.Descending(0));
            if (mask.Sees(node)) mask.Enter(node);
            else mask.Hide(node);
        }
    }

    private void LeaveMasks(int node)
    {
        foreach (var mask in _masks)
        {
            if (mask.Sees(node)) mask.Leave(node);
        }
    }

    // The node has its new properties, and left its places before.
    private void ReturnToMasks(int node, byte oldLevel)
    {
        foreach (var mask in _masks)
        {
            var (saw, sees) = (mask.SeesLevel(oldLevel), mask.Sees(node));
            if (sees) mask.Enter(node);
            else mask.Hide(node);
            if (saw != sees) CountHidden(mask, node, sees ? -1 : 1);
        }
    }

    // Everything that the node adds to the sums of others is hidden now, or with -1 no more.
    private void CountHidden(MaskWriter mask, int node, int sign)
    {
        if (_nodes.KindOf(node) == NodeKind.Document)
        {
            foreach (var topic in Row(Relations.DocumentTopics, node).Neighbours) mask.CountDocument(topic, sign);
        }

        if (_nodes.KindOf(node) != NodeKind.Member) return;
        foreach (var relation in Relations.Counted)
        {
            var row = Row(relation, node);
            for (var i = 0; i < row.Count; i++) CountHidden(mask, row.Edges[i], row.Neighbours[i], sign);
        }
    }

    private void CountHidden(MaskWriter mask, int edge, int target, int sign)
    {
        if (target >= 0) mask.Count(target, sign, Derivation.Of(_edges, edge, _nodes.KindOf(target)));
    }

    // An edge came, or with -1 goes.
    private void CountInMasks(int edge, int sign)
    {
        var (type, from, to) = (_edges.TypeOf(edge), _edges.From(edge), _edges.To(edge));
        foreach (var mask in _masks)
        {
            if (mask.Sees(from)) continue;
            if (type == EdgeType.About && _nodes.KindOf(from) == NodeKind.Document) mask.CountDocument(to, sign);
            else if (EdgeTypes.Of(type).Family == EdgeFamily.Interaction) CountHidden(mask, edge, to, sign);
        }
    }
}
