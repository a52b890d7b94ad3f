using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Execution;

/// <summary>What columns hold, and how it goes out: https://spec.graphql.org/September2025/#sec-Leaf-Values</summary>
public class ColumnTests
{
    private static readonly byte[][] Colors = [.. new[] { "RED", "GREEN" }.Select(name => Bytes($"\"{name}\""))];

    [Fact]
    public Task Integers_of_both_widths_fit_an_Int() => ExpectAsync("Int", (column, row) =>
    {
        column.Int64s()[row] = new[] { 0L, -1, 10, 99, 100, int.MaxValue, int.MinValue }[row];
    }, "0", "-1", "10", "99", "100", "2147483647", "-2147483648");

    [Fact]
    public Task An_Int_beyond_32_bits_is_an_error_of_its_row() => ExpectErrorAsync(
        "Int",
        (column, row) => column.Int64s()[row] = 3_000_000_000L * row,
        "Int cannot represent non 32-bit signed integer value: 3000000000 [rows,1,value]",
        "0", "null");

    [Fact]
    public Task A_Float_is_written_as_short_as_can_be() => ExpectAsync("Float", (column, row) =>
    {
        column.Doubles()[row] = new[] { 0, 1.5, -2, 0.1, 1e300, 1e-7 }[row];
    }, "0", "1.5", "-2", "0.1", "1E+300", "1E-07");

    [Fact]
    public Task A_Float_that_is_not_finite_is_an_error_of_its_row() => ExpectErrorAsync(
        "Float",
        (column, row) => column.Doubles()[row] = row == 1 ? double.NaN : 1,
        "Float cannot represent non numeric value: NaN [rows,1,value]",
        "1", "null");

    [Fact]
    public Task Booleans() =>
        ExpectAsync("Boolean", (column, row) => column.Booleans()[row] = row == 1, "false", "true");

    [Fact]
    public Task An_ID_is_a_string_also_where_it_is_a_number() =>
        ExpectAsync("ID", (column, row) => column.Int64s()[row] = row * 5_000_000_000L, "\"0\"", "\"5000000000\"");

    [Fact]
    public Task Instants_are_RFC_3339_with_as_many_digits_as_needed() => ExpectAsync("Moment", (column, row) =>
    {
        var second = new DateTime(2018, 3, 12, 17, 0, 45, DateTimeKind.Utc).Ticks;
        column.Instants()[row] = new[] { second, second + 5_000_000, second + 1, 0, DateTime.MaxValue.Ticks }[row];
    },
        "\"2018-03-12T17:00:45Z\"", "\"2018-03-12T17:00:45.5Z\"", "\"2018-03-12T17:00:45.0000001Z\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"");

    [Fact]
    public Task Tokens_stand_for_enum_values_and_null() =>
        ExpectAsync("Color", (column, row) => column.Tokens(Colors)[row] = row - 1, "null", "\"RED\"", "\"GREEN\"");

    [Fact]
    public Task Texts_are_copied_from_blobs_and_an_empty_slice_is_null()
    {
        byte[][] blobs = [Bytes("\"one\"\"two\""), Bytes($"\"{new string('x', 300)}\"")];
        return ExpectAsync("String", (column, row) =>
        {
            // The spans of a column are asked for once; here, where each row is filled alone, only for the first.
            if (row > 0) return;
            var texts = column.Texts(blobs);
            texts[0] = new TextSlice(0, 5, 5);
            texts[1] = TextSlice.Null;
            texts[2] = new TextSlice(1, 0, 302);
            texts[3] = new TextSlice(0, 0, 5);
            column.SetText(4, "made \"here\"");
        }, "\"two\"", "null", $"\"{new string('x', 300)}\"", "\"one\"", """ "made \"here\"" """.Trim());
    }

    [Fact]
    public Task Texts_made_for_a_row_are_escaped() => ExpectAsync("String", (column, row) =>
    {
        if (row == 0) column.SetText(row, "a\"b\\c\n\r\t\b\f\u0001\u001f/中😀");
        else if (row == 1) column.SetText(row, "utf8 \"x\""u8);
        else if (row == 2) column.SetText(row, (string?)null);
        else column.SetText(row, "");
    }, """ "a\"b\\c\n\r\t\b\f\u0001\u001f/中😀" """.Trim(), "\"utf8 \\\"x\\\"\"", "null", "\"\"");

    [Fact]
    public Task A_scalar_of_the_schemas_own_takes_finished_JSON() =>
        ExpectAsync("Moment", (column, row) => column.SetJson(row, "{\"a\":[1]}"u8), "{\"a\":[1]}");

    [Fact]
    public Task Rows_may_be_null_or_fail_one_by_one() => ExpectErrorAsync(
        "Int",
        (column, row) =>
        {
            if (row == 0) column.SetNull(row);
            else if (row == 1) column.SetError(row, "cannot", "CODE");
            else column.Int32s()[row] = row;
        },
        "cannot [rows,1,value]",
        "null", "null", "2");

    [Theory]
    [InlineData("Int")]
    [InlineData("Boolean")]
    [InlineData("Color")]
    public async Task A_form_that_the_scalar_cannot_have_is_an_internal_error(string type)
    {
        var told = new List<InternalError>();
        var executor = Executor(type, (column, _) => column.Doubles()[0] = 1, 1, told.Add);
        var response = await executor.ExecuteAsync("{rows{value}}");
        Assert.Contains("INTERNAL_ERROR", response);
        var error = Assert.Single(told);
        Assert.Contains(type, error.Exception.Message);
        Assert.Equal("Row.value", error.Place);
        Assert.Contains(error.Id, response);
    }

    [Fact]
    public async Task A_text_that_is_no_value_of_the_enum_is_an_error()
    {
        var response = await Executor("Color", (column, row) => column.SetText(row, "BLUE"), 1).ExecuteAsync(
            "{rows{value}}");
        Assert.Contains("Enum \\\"Color\\\" cannot represent value: \\\"BLUE\\\"", response);
    }

    private static Task ExpectAsync(string type, Action<LeafColumn, int> fill, params string[] expected) =>
        CheckAsync(type, fill, [], expected);

    private static Task ExpectErrorAsync(
        string type, Action<LeafColumn, int> fill, string error, params string[] expected) =>
        CheckAsync(type, fill, [error], expected);

    private static async Task CheckAsync(
        string type, Action<LeafColumn, int> fill, string[] errors, string[] expected)
    {
        var executor = Executor(type, fill, expected.Length);
        using var result = await executor.ExecuteAsync(new GraphQLRequest { Query = Bytes("{rows{value}}") });
        Assert.Equal(errors, result.Errors.Select(error => $"{error.Message} [{string.Join(',', error.Path!)}]"));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        result.WriteTo(buffer);
        var rows = string.Join(',', expected.Select(value => $"{{\"value\":{value}}}"));
        Assert.EndsWith($"\"data\":{{\"rows\":[{rows}]}}}}", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static GraphQLExecutor Executor(
        string type, Action<LeafColumn, int> fill, int count, Action<InternalError>? onError = null) =>
        ResolverSchema.Build(
            $"type Query {{ rows: [Row] }} type Row {{ value: {type} }} scalar Moment enum Color {{ RED GREEN }}",
            builder =>
            {
                builder.Object<Root>("Query").EachObjects("rows", (_, _) => (int[])[.. Enumerable.Range(0, count)]);
                builder.Object<int>("Row").Leaf("value", (parents, results, _) =>
                {
                    foreach (var row in parents) fill(results, row);
                });
            },
            new ExecutionOptions { OnInternalError = onError });

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
