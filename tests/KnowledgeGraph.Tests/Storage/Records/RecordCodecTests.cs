using KnowledgeGraph.Model;
using KnowledgeGraph.Storage.Records;
using Xunit;

namespace KnowledgeGraph.Tests.Storage.Records;

public class RecordCodecTests
{
    public static TheoryData<string> Types => new(Enum.GetNames<PropertyType>());

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_of_every_type_come_back_as_they_were(string type)
    {
        var values = Samples(Enum.Parse<PropertyType>(type));
        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Equal([value], RecordCodec.Read(Bytes(value), 1)));
        Assert.Equal(values, RecordCodec.Read(Bytes(values), values.Length));
    }

    [Fact]
    public void Nothing_takes_no_bytes() => Assert.Empty(Bytes(default, default, default));

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        Assert.Equal("01 04 61 E5 9B BE", Hex(Bytes(PropertyValue.Text("a图"))));
        Assert.Equal("0A 03 12 04", Hex(Bytes(default, PropertyValue.Integer(-2), PropertyValue.Integer(2))));
        Assert.Equal("03 00 00 00 00 00 00 E0 3F", Hex(Bytes(PropertyValue.Number(0.5))));
        Assert.Equal("04 01", Hex(Bytes(PropertyValue.Boolean(true))));
        Assert.Equal("05 FF 00 00 00 00 00 00 00", Hex(Bytes(PropertyValue.InstantFromTicks(255))));
        Assert.Equal("06 02", Hex(Bytes(PropertyValue.Enumeration(2))));
        Assert.Equal("07 02 01 61 00", Hex(Bytes(PropertyValue.TextList("a", ""))));
    }

    [Fact]
    public void A_property_added_at_the_end_is_null_in_older_records()
    {
        var old = Bytes(PropertyValue.Text("a"), PropertyValue.Integer(1));
        Assert.Equal([PropertyValue.Text("a"), PropertyValue.Integer(1), default], RecordCodec.Read(old, 3));
    }

    [Fact]
    public void A_record_with_more_properties_than_are_known_is_not_read_as_less() =>
        Assert.Throws<InvalidDataException>(() =>
            RecordCodec.Read(Bytes(default, PropertyValue.Integer(1)), 1));

    [Fact]
    public void Positions_beyond_the_first_sixteen_take_two_bytes()
    {
        var values = new PropertyValue[64];
        values[15] = PropertyValue.Boolean(true);
        values[16] = PropertyValue.Boolean(true);
        values[63] = PropertyValue.Boolean(false);
        Assert.Equal("7C 01 84 01 01 FC 03 00", Hex(Bytes(values)));
        Assert.Equal(values, RecordCodec.Read(Bytes(values), 64));
    }

    [Fact]
    public void Bytes_that_are_cut_off_are_an_error_and_no_value()
    {
        foreach (var value in Enum.GetValues<PropertyType>().SelectMany(Samples))
        {
            var bytes = Bytes(value);
            // The long ones are cut at some places only.
            for (var length = 1; length < bytes.Length; length += 1 + bytes.Length / 50)
                Assert.Throws<InvalidDataException>(() => RecordCodec.Read(bytes.AsSpan(0, length), 1));
        }
    }

    [Fact]
    public void Random_bytes_are_a_record_or_an_error_and_nothing_else()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var bytes = new byte[24];
        for (var count = 0; count < 20_000; count++)
        {
            random.NextBytes(bytes);
            try
            {
                Assert.Equal(16, RecordCodec.Read(bytes, 16).Length);
            }
            catch (Exception exception) when (exception is not InvalidDataException)
            {
                Assert.Fail($"Seed {seed}: {exception}");
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Fact]
    public void What_is_no_valid_Unicode_is_never_written_as_something_else() =>
        Assert.ThrowsAny<ArgumentException>(() => Bytes(PropertyValue.Text("a\uD83D")));

    private static PropertyValue[] Samples(PropertyType type) => type switch
    {
        PropertyType.Text =>
        [
            .. new[] { "", "a", "\0", "知识图谱 \U0001F600", new('x', 42), new('x', 43), new('图', 42), new('图', 43),
                new('x', 127), new('x', 128), new('图', 100_000) }.Select(PropertyValue.Text),
        ],
        PropertyType.Integer =>
        [
            .. new[] { 0L, 1, -1, 63, 64, -64, -65, int.MaxValue, long.MaxValue, long.MinValue }
                .Select(PropertyValue.Integer),
        ],
        PropertyType.Number =>
        [
            .. new[] { 0.0, -0.0, 0.1, double.Epsilon, double.MaxValue, double.MinValue }.Select(PropertyValue.Number),
        ],
        PropertyType.Boolean => [PropertyValue.Boolean(false), PropertyValue.Boolean(true)],
        PropertyType.Instant =>
            [PropertyValue.InstantFromTicks(0), PropertyValue.InstantFromTicks(DateTime.MaxValue.Ticks)],
        PropertyType.Enumeration =>
            [PropertyValue.Enumeration(0), PropertyValue.Enumeration(127), PropertyValue.Enumeration(128)],
        PropertyType.TextList =>
        [
            PropertyValue.TextList(), PropertyValue.TextList(""), PropertyValue.TextList("a", "图", "a"),
            PropertyValue.TextList([.. Enumerable.Range(0, 300).Select(number => new string('y', number))]),
        ],
        _ => throw new InvalidOperationException($"No samples of {type}."),
    };

    private static byte[] Bytes(params PropertyValue[] values)
    {
        var writer = new ByteWriter();
        RecordCodec.Write(writer, values);
        return writer.Written.ToArray();
    }

    private static string Hex(byte[] bytes) => string.Join(' ', bytes.Select(one => one.ToString("X2")));
}
