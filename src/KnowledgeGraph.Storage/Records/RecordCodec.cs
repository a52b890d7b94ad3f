using KnowledgeGraph.Model;

namespace KnowledgeGraph.Storage.Records;

/// <summary>
/// The bytes of a node's or an edge's properties. For each value that is not null, in the order of the definitions:
/// <code>
/// tag      varint: position of the property * 8 + number of its type
/// content  Text         varint length, UTF-8
///          Integer      varint, zigzag
///          Number       8 bytes, little-endian IEEE 754
///          Boolean      1 byte
///          Instant      8 bytes, little-endian ticks
///          Enumeration  varint position
///          TextList     varint count, then each as Text
/// </code>
/// Since a value says its position, a property that is added at the end reads as null in older records. Equal values
/// have equal bytes. What the bytes mean is part of every store's format: it may be added to, never changed.
/// </summary>
internal static class RecordCodec
{
    private const int TypeBits = 3;

    public static void Write(ByteWriter writer, ReadOnlySpan<PropertyValue> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            ref readonly var value = ref values[index];
            if (value.IsNull) continue;
            writer.WriteVarint((ulong)((index << TypeBits) | (int)value.Type));
            WriteContent(writer, in value);
        }
    }

    /// <summary>The values of a node of that kind.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record, or there is no such kind.</exception>
    public static PropertyValue[] Read(NodeKind kind, ReadOnlySpan<byte> bytes) =>
        (int)kind < NodeKinds.All.Count
            ? Read(bytes, NodeKinds.Of(kind).Properties.Count)
            : throw new InvalidDataException($"A record is of node kind {(int)kind}, which is not known.");

    /// <summary>The values of an edge of that type.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record, or there is no such type.</exception>
    public static PropertyValue[] Read(EdgeType type, ReadOnlySpan<byte> bytes) =>
        Enum.IsDefined(type)
            ? Read(bytes, EdgeTypes.Of(type).Properties.Count)
            : throw new InvalidDataException($"A record is of edge type {(int)type}, which is not known.");

    /// <summary>Reads all of <paramref name="bytes"/> as the values of an owner with so many properties.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record, or hold unknown properties.</exception>
    public static PropertyValue[] Read(ReadOnlySpan<byte> bytes, int propertyCount)
    {
        var values = new PropertyValue[propertyCount];
        var reader = new ByteReader(bytes);
        while (!reader.AtEnd)
        {
            var tag = reader.ReadVarint();
            var index = tag >> TypeBits;
            if (index >= (ulong)propertyCount)
                throw new InvalidDataException($"A record holds property {index} where {propertyCount} are known.");
            values[index] = ReadContent(ref reader, (PropertyType)(tag & ((1 << TypeBits) - 1)));
        }
        return values;
    }

    private static void WriteContent(ByteWriter writer, in PropertyValue value)
    {
        switch (value.Type)
        {
            case PropertyType.Text:
                writer.WriteText(value.AsText());
                break;
            case PropertyType.Integer:
                var integer = value.AsInteger();
                writer.WriteVarint((ulong)((integer << 1) ^ (integer >> 63)));
                break;
            case PropertyType.Number:
                writer.WriteInt64(BitConverter.DoubleToInt64Bits(value.AsNumber()));
                break;
            case PropertyType.Boolean:
                writer.WriteByte(value.AsBoolean() ? (byte)1 : (byte)0);
                break;
            case PropertyType.Instant:
                writer.WriteInt64(value.AsInstantTicks());
                break;
            case PropertyType.Enumeration:
                writer.WriteVarint((ulong)value.AsEnumeration());
                break;
            case PropertyType.TextList:
                var entries = value.AsTextList();
                writer.WriteVarint((ulong)entries.Length);
                foreach (var entry in entries) writer.WriteText(entry);
                break;
        }
    }

    private static PropertyValue ReadContent(ref ByteReader reader, PropertyType type)
    {
        switch (type)
        {
            case PropertyType.Text:
                return PropertyValue.Text(reader.ReadText());
            case PropertyType.Integer:
                var zigzag = reader.ReadVarint();
                return PropertyValue.Integer((long)(zigzag >> 1) ^ -(long)(zigzag & 1));
            case PropertyType.Number:
                return PropertyValue.Number(BitConverter.Int64BitsToDouble(reader.ReadInt64()));
            case PropertyType.Boolean:
                return PropertyValue.Boolean(reader.ReadByte() != 0);
            case PropertyType.Instant:
                return PropertyValue.InstantFromTicks(reader.ReadInt64());
            case PropertyType.Enumeration:
                return PropertyValue.Enumeration((int)reader.ReadVarint());
            case PropertyType.TextList:
                var entries = new string[reader.ReadCount()];
                for (var index = 0; index < entries.Length; index++) entries[index] = reader.ReadText();
                return PropertyValue.TextList(entries);
            default:
                throw new InvalidDataException($"A record holds a value of type {(int)type}, which there is not.");
        }
    }
}
