using System.Collections.Frozen;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>Binds filters to a version: finds the columns, turns ids into ordinals.</summary>
internal static class FilterBinder
{
    // Beyond so many neighbours the rows of what is filtered are the shorter way.
    private const int MarkedMax = 100_000;

    /// <summary>Binds a filter of nodes of one kind.</summary>
    public static ItemPredicate Bind(GraphReader reader, NodeKind kind, NodeFilter filter)
    {
        switch (filter)
        {
            case NodeFilter.And(var conditions):
                return new AllOf([.. conditions.Select(condition => Bind(reader, kind, condition))]);
            case NodeFilter.Or(var conditions):
                return new OneOf([.. conditions.Select(condition => Bind(reader, kind, condition))]);
            case NodeFilter.Not(var condition):
                return new NoneOf(Bind(reader, kind, condition));
            case NodeFilter.IsMissing(var field):
                return BindMissing(reader, field);
            case NodeFilter.Text({ Source: NodeFieldSource.Id }, TextOperator.EqualTo, var id):
                return BindIds(reader, [id]);
            case NodeFilter.Text(var field, var @operator, var value):
                return Row(new TextFits(reader.Texts(field), TextTest.Of(@operator, value)));
            case NodeFilter.TextIn({ Source: NodeFieldSource.Id }, var ids):
                return BindIds(reader, ids);
            case NodeFilter.TextIn(var field, var values):
                return Row(new TextFits(reader.Texts(field), TextTest.OneOf(values)));
            case NodeFilter.TextList(var field, var quantifier, var @operator, var value):
                return Row(new TextListFits(reader.TextLists(field), quantifier, TextTest.Of(@operator, value)));
            case NodeFilter.TextListIn(var field, var quantifier, var values):
                return Row(new TextListFits(reader.TextLists(field), quantifier, TextTest.OneOf(values)));
            case NodeFilter.IntegerRange(var field, var min, var max):
                return Row(new IntegerIsBetween(Integers(reader, field), min, max));
            case NodeFilter.IntegerIn(var field, var values):
                return BindIntegers(reader, field, values);
            case NodeFilter.NumberRange(var field, var min, var max):
                return Row(new NumberIsBetween(reader.Numbers(field), min, max));
            case NodeFilter.Related(var relation, var quantifier, var condition):
                return BindRelated(reader, kind, relation, quantifier, condition);
            case NodeFilter.CountRange(var relation, var min, var max):
                return Row(new DegreeIsBetween(reader, relation, min, max));
            default:
                throw new ArgumentException($"No such filter: {filter}.", nameof(filter));
        }
    }

    public static ItemPredicate Bind(GraphReader reader, InteractionFilter filter) => Row(new InteractionFits(
        reader.Snapshot.Edges, reader.Snapshot.Nodes, filter));

    private static RowPredicate<TTest> Row<TTest>(TTest test) where TTest : struct, IItemTest => new(test);

    private static ItemPredicate BindRelated(
        GraphReader reader, NodeKind kind, Relation relation, Quantifier quantifier, NodeFilter? condition)
    {
        // Who is joined to given nodes is told by the rows of these, read once.
        if (quantifier != Quantifier.All && condition is NodeFilter.TextIn({ Source: NodeFieldSource.Id }, var ids)
            && Mark(reader, kind, relation, ids) is { } marked)
        {
            return quantifier == Quantifier.Any ? Row(new IsMarked(marked)) : new NoneOf(Row(new IsMarked(marked)));
        }

        return new RelatedPredicate(
            reader.Rows(relation), reader.Mask, quantifier,
            condition is null ? null : Bind(reader, relation.Neighbour!.Value, condition));
    }

    // One bit for each node of the kind that is joined to one of these; null where there are too many.
    private static ulong[]? Mark(GraphReader reader, NodeKind kind, Relation relation, IEnumerable<string> ids)
    {
        var direction = relation.Direction == EdgeDirection.Out ? EdgeDirection.In : EdgeDirection.Out;
        var rows = reader.Rows(Relations.Of(relation.Type!.Value, direction, kind));
        var neighbour = relation.Neighbour!.Value;
        int[] nodes = [.. ids
            .Select(id => reader.TryFind(id, neighbour, out var node) ? node : -1).Where(node => node >= 0)];
        if (nodes.Sum(node => (long)rows.Degree(node)) > MarkedMax) return null;
        var marked = new ulong[(reader.Snapshot.Nodes.Space.Capacity + 63) / 64];
        foreach (var node in nodes)
        {
            foreach (var source in rows[node].Neighbours) marked[source >> 6] |= 1UL << source;
        }

        return marked;
    }

    private static RowPredicate<IsAmong> BindIds(GraphReader reader, IEnumerable<string> ids) =>
        Row(new IsAmong(ids.Select(id => reader.TryFind(id, out var node) ? node : -1).ToFrozenSet()));

    private static ItemPredicate BindMissing(GraphReader reader, NodeField field) => field.Type switch
    {
        PropertyType.Text => Row(new TextIsMissing(reader.Texts(field).Slices)),
        PropertyType.TextList => Row(new TextIsMissing(reader.TextLists(field).Lists)),
        PropertyType.Number => Row(new NumberIsMissing(reader.Numbers(field))),
        PropertyType.Integer or PropertyType.Instant => Row(new IntegerIsMissing(Integers(reader, field))),
        _ => Row(new ByteIsMissing(reader.Bytes(field))),
    };

    private static ItemPredicate BindIntegers(GraphReader reader, NodeField field, IReadOnlyCollection<long> values)
    {
        if (field.Type is PropertyType.Integer or PropertyType.Instant)
        {
            return Row(new IntegerIsOneOf(Integers(reader, field), values.ToFrozenSet()));
        }

        var positions = values.Where(value => value is >= 0 and < 64)
            .Aggregate(0UL, (bits, value) => bits | 1UL << (int)value);
        return Row(new ByteIsOneOf(reader.Bytes(field), positions));
    }

    private static IntegerColumn Integers(GraphReader reader, NodeField field) =>
        field.Type == PropertyType.Instant ? reader.Instants(field) : reader.Integers(field);
}
