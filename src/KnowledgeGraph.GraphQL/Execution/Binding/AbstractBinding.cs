using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>An interface or a union with its rows and the way to tell them apart. Immutable.</summary>
internal abstract class AbstractBinding(NamedType type, ObjectBinding[] possibleTypes)
{
    public NamedType Type { get; } = type;

    /// <summary>The object types in the order in which they were registered.</summary>
    public ObjectBinding[] PossibleTypes { get; } = possibleTypes;

    public abstract Type RowType { get; }

    public abstract RowSet NewRows();

    /// <summary>Fills in the index of each row's type.</summary>
    public abstract void ResolveTypes(RowSet rows, Span<int> types, FieldContext context);

    /// <summary>
    /// Adds each row to the rows of its type and fills in where it stands there; a negative type is left out.
    /// </summary>
    public abstract void Distribute(
        RowSet rows, ReadOnlySpan<int> types, ReadOnlySpan<RowSet?> targets, Span<int> places);
}

internal sealed class AbstractBinding<TRow>(NamedType type, ObjectBinding[] possibleTypes, TypeBatch<TRow> resolve)
    : AbstractBinding(type, possibleTypes)
{
    public override Type RowType => typeof(TRow);

    public override RowSet NewRows() => new RowSet<TRow>();

    public override void ResolveTypes(RowSet rows, Span<int> types, FieldContext context) =>
        resolve(((RowSet<TRow>)rows).Span, types, context);

    public override void Distribute(
        RowSet rows, ReadOnlySpan<int> types, ReadOnlySpan<RowSet?> targets, Span<int> places)
    {
        var source = ((RowSet<TRow>)rows).Span;
        for (var row = 0; row < source.Length; row++)
        {
            var type = types[row];
            if (type < 0) continue;
            var target = targets[type]!;
            places[row] = target.Count;
            if (target is RowSet<TRow> same) same.Add(source[row]);
            else if (!target.TryAdd(source[row]))
                throw new InvalidOperationException($"A row of {Type.Name} is not a row of its type.");
        }
    }
}
