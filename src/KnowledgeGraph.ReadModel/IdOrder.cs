using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel;

/// <summary>
/// Nodes by the bytes of their ids: an order that does not say when they came, or what else is there. For one thread.
/// </summary>
public sealed class IdOrder : IComparer<int>
{
    private readonly TextColumn _ids;
    private byte[] _left = [];
    private byte[] _right = [];

    public IdOrder(GraphReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _ids = reader.Ids;
    }

    public int Compare(int x, int y) =>
        x == y ? 0 : _ids.Raw(x, ref _left).SequenceCompareTo(_ids.Raw(y, ref _right));
}
