using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel;

/// <summary>Nodes and edges as records: for what is asked for one at a time, such as an export.</summary>
public sealed partial class GraphReader
{
    private static readonly NodeField Leaderboards = NodeFields.Of(NodeKind.Member, "leaderboards");
    private static readonly NodeField Maturity = NodeFields.Of(NodeKind.Document, "maturity");
    private static readonly int VerifiedHash = NodeKinds.Document["verifiedHash"].Index;

    /// <summary>The node with all its properties, those too that are never served.</summary>
    public NodeRecord RecordOf(int node)
    {
        var kind = KindOf(node);
        return new NodeRecord(Ids.String(node)!, kind, [.. NodeKinds.Of(kind).Properties.Select(property =>
            Value(Snapshot.Nodes.Properties[(int)kind].Columns[property.Index], property.Type, node))]);
    }

    /// <summary>
    /// Whether a member consents to be named in leaderboards: null where they have not said, and the service decides.
    /// One that refuses is left out of lists, and counts in sums.
    /// </summary>
    public bool? ConsentsToLeaderboards(int member) => Bytes(Leaderboards)[member] switch
    {
        0 => true,
        1 => false,
        _ => null,
    };

    /// <summary>
    /// Somebody vouched for the document once, and a change of its content has ended that: see
    /// <see cref="Verification"/>.
    /// </summary>
    public bool LostVerification(int document) =>
        Bytes(Maturity)[document] != Verification.VerifiedPosition
        && !Snapshot.Nodes.Column<TextSlice>(NodeKind.Document, VerifiedHash)[document].IsMissing;

    /// <summary>The nodes of a kind into which others were merged.</summary>
    public IReadOnlyList<int> NodesWithMerges(NodeKind kind)
    {
        if (!NodeKinds.Of(kind).TryGetProperty("merges", out var property)) return [];
        var merges = Snapshot.Nodes.Column<TextSlice>(kind, property.Index);
        return [.. Nodes(kind).ToArray().Where(node => !merges[node].IsMissing)];
    }

    /// <summary>The edge with all its properties.</summary>
    public EdgeRecord EdgeRecordOf(int edge)
    {
        var type = TypeOf(edge);
        var target = TargetOf(edge);
        var at = EdgeTimes[edge];
        return new EdgeRecord(
            type,
            Ids.String(SourceOf(edge))!,
            target == NoNode ? null : Ids.String(target),
            at == IntegerColumn.Missing ? null : at,
            EdgeIds.String(edge),
            [.. EdgeTypes.Of(type).Properties.Select(property =>
                Value(Snapshot.Edges.Properties[(int)type]!.Columns[property.Index], property.Type, edge))]);
    }

    private PropertyValue Value(Column column, PropertyType type, int row)
    {
        switch (column)
        {
            case Column<TextSlice> { Values: var texts } when texts[row].IsMissing: return PropertyValue.Null;
            case Column<TextSlice> { Values: var texts } when type == PropertyType.TextList:
                return PropertyValue.TextList(new TextListColumn(texts, Blobs).Strings(row)!);
            case Column<TextSlice> { Values: var texts }:
                return PropertyValue.Text(new TextColumn(texts, Blobs).String(row)!);
            case Column<long> { Values: var integers } when integers[row] == IntegerColumn.Missing:
                return PropertyValue.Null;
            case Column<long> { Values: var integers }:
                return type == PropertyType.Instant
                    ? PropertyValue.InstantFromTicks(integers[row])
                    : PropertyValue.Integer(integers[row]);
            case Column<double> { Values: var numbers }:
                return double.IsNaN(numbers[row]) ? PropertyValue.Null : PropertyValue.Number(numbers[row]);
            case Column<byte> { Values: var bytes } when bytes[row] == ByteColumn.Missing: return PropertyValue.Null;
            case Column<byte> { Values: var bytes }:
                return type == PropertyType.Boolean
                    ? PropertyValue.Boolean(bytes[row] == 1)
                    : PropertyValue.Enumeration(bytes[row]);
            default: throw new InvalidOperationException($"No values of {column.GetType()}.");
        }
    }
}
