using System.Text;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>The kinds of leaves that differ in how they go out.</summary>
internal enum LeafKind
{
    Int,
    Float,
    String,
    Boolean,
    Id,
    Enum,

    /// <summary>A scalar of the schema's own: any form of column.</summary>
    Custom,
}

/// <summary>
/// How a column may be held by a scalar or an enum, and how it is written. Immutable but for a cache.
/// </summary>
internal sealed class ScalarOutput
{
    private readonly HashSet<string>? _enumTokens;
    private byte[][]? _knownTable;

    public ScalarOutput(NamedType type)
    {
        Type = type;
        Kind = type is EnumType ? LeafKind.Enum : type.Name switch
        {
            "Int" => LeafKind.Int,
            "Float" => LeafKind.Float,
            "String" => LeafKind.String,
            "Boolean" => LeafKind.Boolean,
            "ID" => LeafKind.Id,
            _ => LeafKind.Custom,
        };
        if (type is EnumType @enum) _enumTokens = [.. @enum.Values.Select(value => $"\"{value.Name}\"")];
    }

    public NamedType Type { get; }

    public LeafKind Kind { get; }

    /// <summary>How values held in that form are written, or null where the scalar cannot be held so.</summary>
    public LeafWriting? WritingOf(LeafForm form) => (Kind, form) switch
    {
        (_, LeafForm.None) => LeafWriting.Nothing,
        (LeafKind.Int or LeafKind.Float or LeafKind.Custom, LeafForm.Int32) => LeafWriting.Int32,
        (LeafKind.Int or LeafKind.Float or LeafKind.Custom, LeafForm.Int64) => LeafWriting.Int64,
        (LeafKind.Float or LeafKind.Custom, LeafForm.Double) => LeafWriting.Double,
        (LeafKind.Boolean or LeafKind.Custom, LeafForm.Boolean) => LeafWriting.Boolean,
        (LeafKind.Custom, LeafForm.Instant) => LeafWriting.Instant,
        (LeafKind.Id, LeafForm.Int32) => LeafWriting.QuotedInt32,
        (LeafKind.Id, LeafForm.Int64) => LeafWriting.QuotedInt64,
        (LeafKind.String or LeafKind.Id or LeafKind.Enum or LeafKind.Custom, LeafForm.Token) => LeafWriting.Token,
        (LeafKind.String or LeafKind.Id or LeafKind.Enum or LeafKind.Custom, LeafForm.Text) => LeafWriting.Text,
        _ => null,
    };

    /// <summary>
    /// Says how the column is written, and turns values that the scalar cannot represent into errors.
    /// </summary>
    public LeafWriting Check(LeafColumn column)
    {
        var writing = WritingOf(column.Form) ?? throw new InvalidOperationException(
            $"{Type.Name} cannot be held in a column of {column.Form}.");
        switch (Kind, column.Form)
        {
            case (LeafKind.Int, LeafForm.Int64):
                CheckRange(column);
                break;
            case (_, LeafForm.Double):
                CheckFinite(column);
                break;
            case (LeafKind.Enum, LeafForm.Token):
                CheckTable(column.Blobs);
                break;
            case (LeafKind.Enum, LeafForm.Text):
                CheckNames(column);
                break;
        }

        return writing;
    }

    private static void CheckRange(LeafColumn column)
    {
        var values = column.Longs.AsSpan(0, column.Count);
        for (var slot = 0; slot < values.Length; slot++)
        {
            if (values[slot] == (int)values[slot] || column.Level.IsNull(slot)) continue;
            column.SetError(slot, $"Int cannot represent non 32-bit signed integer value: {values[slot]}");
        }
    }

    private void CheckFinite(LeafColumn column)
    {
        var values = column.Numbers.AsSpan(0, column.Count);
        for (var slot = 0; slot < values.Length; slot++)
        {
            if (double.IsFinite(values[slot]) || column.Level.IsNull(slot)) continue;
            column.SetError(slot, $"{Type.Name} cannot represent non numeric value: {values[slot]}");
        }
    }

    private void CheckTable(byte[][] table)
    {
        if (ReferenceEquals(table, _knownTable)) return;
        foreach (var token in table)
        {
            if (!_enumTokens!.Contains(Encoding.UTF8.GetString(token)))
                throw new InvalidOperationException($"{Encoding.UTF8.GetString(token)} is no value of {Type.Name}.");
        }

        _knownTable = table;
    }

    private void CheckNames(LeafColumn column)
    {
        for (var slot = 0; slot < column.Count; slot++)
        {
            if (column.Level.IsNull(slot) || column.Slices[slot].Length == 0) continue;
            var token = Encoding.UTF8.GetString(column.TextOf(slot));
            if (!_enumTokens!.Contains(token))
                column.SetError(slot, $"Enum \"{Type.Name}\" cannot represent value: {token}");
        }
    }
}
