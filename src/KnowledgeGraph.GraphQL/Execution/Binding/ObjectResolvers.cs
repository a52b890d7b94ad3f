namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Takes the resolvers of one object type, whose rows are <typeparamref name="TRow"/>. Each call names a field of the
/// type; naming one twice is an error when the schema is built. Not safe for several threads.
/// </summary>
public sealed partial class ObjectResolvers<TRow>
{
    private readonly Action<string, FieldResolver> _add;

    internal ObjectResolvers(string type, Action<string, FieldResolver> add) => (Type, _add) = (type, add);

    /// <summary>The name of the type.</summary>
    public string Type { get; }

    public ObjectResolvers<TRow> Leaf(string field, LeafBatch<TRow> batch) =>
        Add(field, new LeafResolver<TRow>(batch));

    public ObjectResolvers<TRow> LeafAsync(string field, LeafBatchAsync<TRow> batch) =>
        Add(field, new LeafAsyncResolver<TRow>(batch));

    public ObjectResolvers<TRow> LeafList(string field, LeafListBatch<TRow> batch) =>
        Add(field, new LeafListResolver<TRow>(batch));

    public ObjectResolvers<TRow> LeafListAsync(string field, LeafListBatchAsync<TRow> batch) =>
        Add(field, new LeafListAsyncResolver<TRow>(batch));

    public ObjectResolvers<TRow> Object<TChild>(string field, ObjectBatch<TRow, TChild> batch) =>
        Add(field, new ObjectResolver<TRow, TChild>(batch));

    public ObjectResolvers<TRow> ObjectAsync<TChild>(string field, ObjectBatchAsync<TRow, TChild> batch) =>
        Add(field, new ObjectAsyncResolver<TRow, TChild>(batch));

    public ObjectResolvers<TRow> List<TChild>(string field, ListBatch<TRow, TChild> batch) =>
        Add(field, new ListResolver<TRow, TChild>(batch));

    public ObjectResolvers<TRow> ListAsync<TChild>(string field, ListBatchAsync<TRow, TChild> batch) =>
        Add(field, new ListAsyncResolver<TRow, TChild>(batch));

    private ObjectResolvers<TRow> Add(string field, FieldResolver resolver)
    {
        ArgumentException.ThrowIfNullOrEmpty(field);
        _add(field, resolver);
        return this;
    }
}
