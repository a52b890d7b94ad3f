using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>What an <see cref="InputValue"/> is.</summary>
public enum InputValueKind : byte
{
    Null,
    Boolean,
    Integer,
    Number,
    String,

    /// <summary>An enum's value, by name.</summary>
    Enum,
    List,
    Object,
}

/// <summary>
/// A value that came in: an argument or a variable, as JSON gave it or after coercion. Immutable.
/// After coercion it has the shape of its type: an enum's value is an <see cref="InputValueKind.Enum"/>, `Int` is an
/// <see cref="InputValueKind.Integer"/>, `Float` a <see cref="InputValueKind.Number"/>, and input objects have their
/// defaults filled in, while a field that was not given is absent.
/// </summary>
public sealed class InputValue
{
    // Page sizes, ratings and the like come with almost every request.
    private const int SmallIntegersCount = 256;

    private static readonly InputValue[] SmallIntegers =
    [
        .. Enumerable.Range(0, SmallIntegersCount)
            .Select(value => new InputValue(InputValueKind.Integer, null, value)),
    ];

    private readonly object? _reference;
    private readonly long _bits;

    private InputValue(InputValueKind kind, object? reference, long bits)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
    }

    public InputValueKind Kind { get; }

    public static InputValue Null { get; } = new(InputValueKind.Null, null, 0);
    public static InputValue True { get; } = new(InputValueKind.Boolean, null, 1);
    public static InputValue False { get; } = new(InputValueKind.Boolean, null, 0);

    public bool IsNull => Kind == InputValueKind.Null;

    public static InputValue Boolean(bool value) => value ? True : False;

    public static InputValue Integer(long value) => value is >= 0 and < SmallIntegersCount
        ? SmallIntegers[value]
        : new InputValue(InputValueKind.Integer, null, value);

    public static InputValue Number(double value) =>
        new(InputValueKind.Number, null, BitConverter.DoubleToInt64Bits(value));

    public static InputValue String(string value) => new(InputValueKind.String, value, 0);

    public static InputValue Enum(string name) => new(InputValueKind.Enum, name, 0);

    public static InputValue List(IReadOnlyList<InputValue> items) => new(InputValueKind.List, items, 0);

    public static InputValue Object(IReadOnlyList<KeyValuePair<string, InputValue>> fields) =>
        new(InputValueKind.Object, fields, 0);

    public bool AsBoolean() => Kind == InputValueKind.Boolean ? _bits != 0 : throw Not(InputValueKind.Boolean);

    public long AsInteger() => Kind == InputValueKind.Integer ? _bits : throw Not(InputValueKind.Integer);

    /// <summary>The number; an integer is one too.</summary>
    public double AsNumber() => Kind switch
    {
        InputValueKind.Number => BitConverter.Int64BitsToDouble(_bits),
        InputValueKind.Integer => _bits,
        _ => throw Not(InputValueKind.Number),
    };

    /// <summary>The text of a string, or the name of an enum's value.</summary>
    public string AsString() => Kind is InputValueKind.String or InputValueKind.Enum
        ? (string)_reference!
        : throw Not(InputValueKind.String);

    public IReadOnlyList<InputValue> AsList() => Kind == InputValueKind.List
        ? (IReadOnlyList<InputValue>)_reference!
        : throw Not(InputValueKind.List);

    /// <summary>The fields in the order given.</summary>
    public IReadOnlyList<KeyValuePair<string, InputValue>> AsObject() => Kind == InputValueKind.Object
        ? (IReadOnlyList<KeyValuePair<string, InputValue>>)_reference!
        : throw Not(InputValueKind.Object);

    /// <summary>
    /// The field of that name of an object, or null where it was not given (a given `null` is <see cref="Null"/>).
    /// </summary>
    public InputValue? Field(string name)
    {
        var fields = AsObject();
        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index].Key == name) return fields[index].Value;
        }

        return null;
    }

    /// <summary>A literal as it stands, without a type; variables in it count as null.</summary>
    public static InputValue FromLiteral(ValueNode literal) => literal switch
    {
        BooleanValueNode boolean => Boolean(boolean.Value),
        IntValueNode integer => long.TryParse(integer.Value, out var whole)
            ? Integer(whole)
            : Number(double.Parse(integer.Value)),
        FloatValueNode number => Number(double.Parse(number.Value)),
        StringValueNode text => String(text.Value),
        EnumValueNode value => Enum(value.Value),
        ListValueNode list => List([.. list.Values.Select(FromLiteral)]),
        ObjectValueNode @object => Object(
            [.. @object.Fields.Select(field => KeyValuePair.Create(field.Name.Value, FromLiteral(field.Value)))]),
        _ => Null,
    };

    private InvalidOperationException Not(InputValueKind wanted) => new($"The value is {Kind}, not {wanted}.");
}
