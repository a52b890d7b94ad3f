namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>The convenience over the batch form: one parent, one value. For fields that are met a few times.</summary>
public sealed partial class ObjectResolvers<TRow>
{
    /// <summary>
    /// A leaf's value by its type: int, long, double, bool, string, DateTime, DateTimeOffset, or their nullable forms.
    /// An enum's value is its name.
    /// </summary>
    public ObjectResolvers<TRow> Each<TValue>(string field, Func<TRow, FieldContext, TValue> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Leaf(field, (parents, results, context) =>
        {
            for (var row = 0; row < parents.Length; row++)
                LeafValue<TValue>.Set(results, row, value(parents[row], context));
        });
    }

    /// <summary>A list of such values, or null.</summary>
    public ObjectResolvers<TRow> EachList<TValue>(
        string field, Func<TRow, FieldContext, IReadOnlyList<TValue>?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return LeafList(field, (parents, results, context) =>
        {
            var lists = new IReadOnlyList<TValue>?[parents.Length];
            var counts = results.Counts();
            for (var row = 0; row < parents.Length; row++)
            {
                lists[row] = values(parents[row], context);
                counts[row] = lists[row]?.Count ?? 0;
                if (lists[row] is null) results.SetNull(row);
            }

            var items = results.Items();
            var item = 0;
            foreach (var list in lists)
            {
                for (var index = 0; index < list?.Count; index++) LeafValue<TValue>.Set(items, item++, list[index]);
            }
        });
    }

    /// <summary>A child of a reference type, or null.</summary>
    public ObjectResolvers<TRow> EachObject<TChild>(string field, Func<TRow, FieldContext, TChild?> child)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(child);
        return Object<TChild>(field, (parents, results, context) =>
        {
            var rows = results.Rows();
            for (var row = 0; row < parents.Length; row++) rows[row] = child(parents[row], context)!;
        });
    }

    /// <summary>A child of a value type, or null.</summary>
    public ObjectResolvers<TRow> EachObject<TChild>(string field, Func<TRow, FieldContext, TChild?> child)
        where TChild : struct
    {
        ArgumentNullException.ThrowIfNull(child);
        return Object<TChild>(field, (parents, results, context) =>
        {
            var rows = results.Rows();
            for (var row = 0; row < parents.Length; row++)
            {
                if (child(parents[row], context) is { } value) rows[row] = value;
                else results.SetNull(row);
            }
        });
    }

    /// <summary>A list of children, or null.</summary>
    public ObjectResolvers<TRow> EachObjects<TChild>(
        string field, Func<TRow, FieldContext, IReadOnlyList<TChild>?> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        return List<TChild>(field, (parents, results, context) =>
        {
            foreach (var parent in parents)
            {
                if (children(parent, context) is not { } list)
                {
                    results.AppendNull();
                    continue;
                }

                for (var index = 0; index < list.Count; index++) results.Add(list[index]);
                results.EndList();
            }
        });
    }

    /// <summary>A child that is waited for; the parents of one step one after the other. For mutations.</summary>
    public ObjectResolvers<TRow> EachObjectAsync<TChild>(
        string field, Func<TRow, FieldContext, ValueTask<TChild?>> child)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(child);
        return ObjectAsync<TChild>(field, async (parents, results, context) =>
        {
            for (var row = 0; row < parents.Length; row++)
            {
                var value = await child(parents.Span[row], context).ConfigureAwait(false);
                results.Rows()[row] = value!;
            }
        });
    }

    /// <summary>
    /// Whatever the field's type wants, from plain values: strings, numbers, booleans, dates, lists of them, lists of
    /// lists, rows of the child type, null; a <see cref="GraphQLException"/> thrown, or standing for a value, is the
    /// error of that value alone. For convenience where speed is no matter.
    /// </summary>
    public ObjectResolvers<TRow> EachValue(string field, Func<TRow, FieldContext, object?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(field, new PlainResolver<TRow>((row, context) => new ValueTask<object?>(value(row, context))));
    }

    /// <inheritdoc cref="EachValue"/>
    public ObjectResolvers<TRow> EachValueAsync(string field, Func<TRow, FieldContext, ValueTask<object?>> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Add(field, new PlainResolver<TRow>(value));
    }
}
