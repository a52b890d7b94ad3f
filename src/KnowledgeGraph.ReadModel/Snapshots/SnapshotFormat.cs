using System.IO.Hashing;
using System.Text;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Snapshots;

/// <summary>
/// The layout of a snapshot file, little-endian:
/// <code>
/// header     [ magic : 8 | version : 4 | directory's length : 4 | fingerprint : 8 | sequence : 8 | committedAt : 8
///              directory's offset : 8 | 0 : 8 | checksum of what is before : 8 ]                          64 bytes
/// sections   each at a multiple of 64, in the order of <see cref="Section"/>
/// directory  for each section [ offset : 8 | length : 8 | checksum : 8 ], then the directory's checksum : 8
/// </code>
/// Checksums are XXH3, 64 bits. A section is a sequence of arrays, each [ count : 4 | values ].
/// </summary>
internal static class SnapshotFormat
{
    /// <summary>Raised with every change of the layout.</summary>
    public const int Version = 2;

    public const int HeaderBytes = 64;
    public const int Alignment = 64;
    public const int EntryBytes = 24;

    public static ReadOnlySpan<byte> Magic => "KGraph\0\n"u8;

    public static IReadOnlyList<Section> Sections { get; } = Enum.GetValues<Section>();

    /// <summary>
    /// Says what the arrays mean: the tables of kinds, types and fields. A file made under other tables is not read.
    /// </summary>
    public static ulong Fingerprint { get; } = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(DescribeTables()));

    private static string DescribeTables()
    {
        var text = new StringBuilder().AppendLine($"{Pages.Size} {SortText.BytesMax} {Excerpt.WidthMax}");
        foreach (var kind in NodeKinds.All)
        {
            text.AppendLine($"{(int)kind.Kind} {kind.Name} {DefaultOrder.Of(kind.Kind)}");
            Describe(kind.Properties, text);
        }

        foreach (var type in EdgeTypes.All)
        {
            text.AppendLine($"{(int)type.Type} {type.Name} {type.Family} {type.SameKind}");
            text.AppendLine($"{string.Join(' ', type.From)} > {string.Join(' ', type.To)}");
            Describe(type.Properties, text);
        }

        foreach (var relation in Relations.All) text.AppendLine($"{relation.Index} {relation}");
        return text.ToString();
    }

    private static void Describe(IReadOnlyList<PropertyDefinition> properties, StringBuilder text)
    {
        foreach (var property in properties)
        {
            text.AppendLine($"{property.Index} {property.Name} {property.Type} {string.Join(' ', property.Values)}");
        }
    }
}

/// <summary>The sections, in the order in which they stand in the file.</summary>
internal enum Section
{
    Texts,
    Nodes,
    NodeIndex,
    NodeProperties,
    NodeOrders,
    Derived,
    Access,
    Edges,
    EdgeProperties,
    Adjacency,
}
