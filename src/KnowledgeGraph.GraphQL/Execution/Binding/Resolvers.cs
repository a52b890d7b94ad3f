namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Gives the values of a leaf field for all parents at once: as many values as parents, in their order. What it gives
/// for a parent depends on the parent, the arguments and the request alone: of equal ordinals the engine may hand over
/// one. The columns and the context belong to the engine: a resolver must not keep them after it returns (or its task
/// ends).
/// </summary>
public delegate void LeafBatch<TRow>(ReadOnlySpan<TRow> parents, LeafColumn results, FieldContext context);

/// <inheritdoc cref="LeafBatch{TRow}"/>
public delegate ValueTask LeafBatchAsync<TRow>(ReadOnlyMemory<TRow> parents, LeafColumn results, FieldContext context);

/// <summary>Gives a list of leaf values for each parent.</summary>
public delegate void LeafListBatch<TRow>(ReadOnlySpan<TRow> parents, LeafListColumn results, FieldContext context);

/// <inheritdoc cref="LeafListBatch{TRow}"/>
public delegate ValueTask LeafListBatchAsync<TRow>(
    ReadOnlyMemory<TRow> parents, LeafListColumn results, FieldContext context);

/// <summary>Gives at most one child object for each parent.</summary>
public delegate void ObjectBatch<TRow, TChild>(
    ReadOnlySpan<TRow> parents, ObjectColumn<TChild> results, FieldContext context);

/// <inheritdoc cref="ObjectBatch{TRow,TChild}"/>
public delegate ValueTask ObjectBatchAsync<TRow, TChild>(
    ReadOnlyMemory<TRow> parents, ObjectColumn<TChild> results, FieldContext context);

/// <summary>Gives a list of child objects for each parent, one parent after the other.</summary>
public delegate void ListBatch<TRow, TChild>(
    ReadOnlySpan<TRow> parents, ListColumn<TChild> results, FieldContext context);

/// <inheritdoc cref="ListBatch{TRow,TChild}"/>
public delegate ValueTask ListBatchAsync<TRow, TChild>(
    ReadOnlyMemory<TRow> parents, ListColumn<TChild> results, FieldContext context);

/// <summary>
/// Says of each row of an interface or a union which object type it is: the index into the names that were given when
/// the type was registered.
/// </summary>
public delegate void TypeBatch<TRow>(ReadOnlySpan<TRow> rows, Span<int> types, FieldContext context);
