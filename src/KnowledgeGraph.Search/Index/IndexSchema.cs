using System.IO.Hashing;
using System.Text;

namespace KnowledgeGraph.Search.Index;

/// <summary>The fields of an index's documents, known by their places. Frozen.</summary>
public sealed class IndexSchema
{
    /// <summary>The most fields that an index can have.</summary>
    public const int FieldsMax = 32;

    /// <summary>The number of kinds of tokens that each field can hold.</summary>
    public const int KindsMax = 8;

    private readonly FieldDefinition[] _fields;

    /// <param name="fields">In the order in which terms and tokens refer to them.</param>
    public IndexSchema(params ReadOnlySpan<FieldDefinition> fields)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Length, FieldsMax);
        _fields = fields.ToArray();
        var names = string.Join('\n', _fields.Select(field => $"{field.Name} {field.StoresPositions}"));
        Fingerprint = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(names));
    }

    /// <summary>The fields; a field's number is its place here.</summary>
    public IReadOnlyList<FieldDefinition> Fields => _fields;

    /// <summary>Differs where segments of one schema cannot be read under another.</summary>
    internal ulong Fingerprint { get; }

    internal FieldDefinition this[int field] => _fields[field];
}
