using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>An object type with its rows and its resolvers. Immutable once the schema is built.</summary>
internal sealed class ObjectBinding(ObjectType type, Type rowType, Func<RowSet> newRows)
{
    private readonly Dictionary<FieldDefinition, FieldBinding> _fields = [];

    public ObjectType Type { get; } = type;

    public Type RowType { get; } = rowType;

    public RowSet NewRows() => newRows();

    public FieldBinding FieldBinding(FieldDefinition field) => _fields[field];

    internal void Add(FieldBinding field) => _fields.Add(field.Field, field);
}
