using System.Globalization;

namespace KnowledgeGraph.Model;

/// <summary>
/// The value of one property, or null (the default). Immutable; which of the accessors applies is said by
/// <see cref="Type"/>, and another one throws.
/// </summary>
public readonly struct PropertyValue : IEquatable<PropertyValue>
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly PropertyType _type;

    private PropertyValue(PropertyType type, object? reference, long bits)
    {
        _type = type;
        _reference = reference;
        _bits = bits;
    }

    /// <summary>No value.</summary>
    public static PropertyValue Null => default;

    public bool IsNull => _type == 0;

    /// <summary>The type of the value; 0 for null.</summary>
    public PropertyType Type => _type;

    public static PropertyValue Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(PropertyType.Text, value, 0);
    }

    /// <summary>The text, or null where there is none.</summary>
    public static PropertyValue TextOrNull(string? value) => value is null ? default : Text(value);

    public static PropertyValue Integer(long value) => new(PropertyType.Integer, null, value);

    public static PropertyValue Number(double value) =>
        new(PropertyType.Number, null, BitConverter.DoubleToInt64Bits(value));

    public static PropertyValue Boolean(bool value) => new(PropertyType.Boolean, null, value ? 1 : 0);

    /// <param name="value">A moment; taken to UTC.</param>
    public static PropertyValue Instant(DateTimeOffset value) => new(PropertyType.Instant, null, value.UtcTicks);

    /// <param name="utcTicks">100-nanosecond steps since 0001-01-01T00:00:00Z.</param>
    public static PropertyValue InstantFromTicks(long utcTicks) => new(PropertyType.Instant, null, utcTicks);

    /// <param name="position">The position in the definition's list of values.</param>
    public static PropertyValue Enumeration(int position) => new(PropertyType.Enumeration, null, position);

    public static PropertyValue TextList(params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(PropertyType.TextList, values, 0);
    }

    public string AsText() => (string)Expect(PropertyType.Text)._reference!;

    public long AsInteger() => Expect(PropertyType.Integer)._bits;

    public double AsNumber() => BitConverter.Int64BitsToDouble(Expect(PropertyType.Number)._bits);

    public bool AsBoolean() => Expect(PropertyType.Boolean)._bits != 0;

    /// <summary>100-nanosecond steps since 0001-01-01T00:00:00Z.</summary>
    public long AsInstantTicks() => Expect(PropertyType.Instant)._bits;

    /// <summary>The position in the definition's list of values.</summary>
    public int AsEnumeration() => (int)Expect(PropertyType.Enumeration)._bits;

    /// <summary>The entries; not to be changed.</summary>
    public string[] AsTextList() => (string[])Expect(PropertyType.TextList)._reference!;

    public bool Equals(PropertyValue other) =>
        _type == other._type && _bits == other._bits && _type switch
        {
            PropertyType.Text => string.Equals(
                (string)_reference!, (string)other._reference!, StringComparison.Ordinal),
            PropertyType.TextList => ((string[])_reference!).AsSpan().SequenceEqual((string[])other._reference!),
            _ => true,
        };

    public override bool Equals(object? obj) => obj is PropertyValue other && Equals(other);

    public override int GetHashCode() => _type switch
    {
        PropertyType.Text => ((string)_reference!).GetHashCode(StringComparison.Ordinal),
        PropertyType.TextList => ((string[])_reference!).Length,
        _ => HashCode.Combine(_type, _bits),
    };

    /// <summary>For logs and debuggers; not a serialized form.</summary>
    public override string ToString() => _type switch
    {
        0 => "null",
        PropertyType.Text => (string)_reference!,
        PropertyType.Number => AsNumber().ToString("R", CultureInfo.InvariantCulture),
        PropertyType.Boolean => AsBoolean() ? "true" : "false",
        PropertyType.Instant => new DateTime(_bits, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture),
        PropertyType.TextList => string.Join(", ", (string[])_reference!),
        _ => _bits.ToString(CultureInfo.InvariantCulture),
    };

    public static bool operator ==(PropertyValue left, PropertyValue right) => left.Equals(right);

    public static bool operator !=(PropertyValue left, PropertyValue right) => !left.Equals(right);

    private PropertyValue Expect(PropertyType type) =>
        _type == type
            ? this
            : throw new InvalidOperationException($"The value is {(IsNull ? "null" : _type)}, not {type}.");
}
