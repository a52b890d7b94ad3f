using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation.Staleness;

/// <summary>
/// When members last did something that others can see: an interaction that is not personal, a document, commits to a
/// repository. Read once for each member that is asked for. To be shared between threads.
/// </summary>
internal sealed class MemberActivity(GraphReader reader, long nowTicks)
{
    private const long Unread = 0;

    private static readonly Relation Authored =
        Relations.Of(EdgeType.Authored, EdgeDirection.Out, NodeKind.Document);

    private static readonly Relation[] Others =
    [
        Relations.Of(EdgeType.ContributedTo, EdgeDirection.Out, NodeKind.CodeRepository),
        Relations.Of(EdgeType.Hosts, EdgeDirection.Out, NodeKind.Activity),
    ];

    private readonly IntegerColumn _created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
    private readonly IntegerColumn _times = reader.EdgeTimes;

    // Two threads may both read a member; they find the same.
    private readonly long[] _last = new long[reader.NodeCapacity];

    /// <summary>As UTC ticks, or <see cref="IntegerColumn.Missing"/> where no time is known.</summary>
    public long LastAt(int member)
    {
        var last = Volatile.Read(ref _last[member]);
        if (last == Unread) Volatile.Write(ref _last[member], last = Read(member));
        return last;
    }

    private long Read(int member)
    {
        var last = IntegerColumn.Missing;
        foreach (var (_, edge) in reader.Follow(Relations.Interactions, member))
        {
            // The newest come first.
            if (EdgeTypes.Of(reader.TypeOf(edge)).Personal || _times[edge] > nowTicks) continue;
            last = _times[edge];
            break;
        }

        foreach (var (document, edge) in reader.Follow(Authored, member))
            last = Math.Max(last, Past(Math.Max(_created[document], _times[edge])));
        foreach (var relation in Others)
        {
            foreach (var (_, edge) in reader.Follow(relation, member)) last = Math.Max(last, Past(_times[edge]));
        }

        return last;
    }

    private long Past(long ticks) => ticks <= nowTicks ? ticks : IntegerColumn.Missing;
}
