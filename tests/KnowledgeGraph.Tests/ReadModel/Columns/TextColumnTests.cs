using System.Text.Json;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;
using Xunit;

namespace KnowledgeGraph.Tests.ReadModel.Columns;

public class TextColumnTests
{
    private static readonly string[] Difficult =
    [
        "", "plain", "\"quoted\"", "back\\slash", "\\\"", "line\nfeed\r\ttab\b\f", "\0\u0001\u001f\u007f", "中文，標點",
        "😀👩‍👩‍👧",
        "\u2028\u2029</script>", new string('a', 300_000), new string('\n', 1_000), "ends with \\",
    ];

    [Fact]
    public void Texts_are_held_as_tokens_that_any_JSON_reader_reads_and_give_back_their_raw_bytes()
    {
        var texts = TextBlobs.Empty().ToBuilder();
        var column = (TextColumnBuilder)Column.Empty(PropertyType.Text).ToBuilder(texts);
        for (var i = 0; i < Difficult.Length; i++) column.Set(i, PropertyValue.Text(Difficult[i]));
        var frozen = new TextColumn(((Column<TextSlice>)column.Freeze()).Values, texts.Freeze().Arrays);

        for (var i = 0; i < Difficult.Length; i++)
        {
            Assert.Equal(Difficult[i], JsonSerializer.Deserialize<string>(frozen.Token(i)));
            Assert.Equal(Difficult[i], frozen.String(i));
            Assert.Equal(frozen.Token(i).Contains((byte)'\\'), frozen[i].IsEscaped);
        }

        Assert.Null(frozen.String(Difficult.Length));
    }

    [Fact]
    public void Lists_of_texts_give_back_their_entries_in_order()
    {
        var texts = TextBlobs.Empty().ToBuilder();
        var column = (TextColumnBuilder)Column.Empty(PropertyType.TextList).ToBuilder(texts);
        column.Set(0, PropertyValue.TextList(Difficult));
        column.Set(2, PropertyValue.TextList());
        var frozen = new TextListColumn(((Column<TextSlice>)column.Freeze()).Values, texts.Freeze().Arrays);

        Assert.Equal(Difficult, frozen.Strings(0)!);
        Assert.Null(frozen.Strings(1));
        Assert.Equal([], frozen.Strings(2)!);
        var (offsets, entries) = (new int[4], new List<TextSlice>());
        frozen.Gather([2, 0, 1], offsets, entries);
        Assert.Equal([0, 0, Difficult.Length, Difficult.Length], offsets);
    }

    [Fact]
    public void Rows_that_say_the_same_share_their_bytes_and_what_is_replaced_is_counted_dead()
    {
        var texts = TextBlobs.Empty().ToBuilder();
        var column = Column.Empty(PropertyType.Text).ToBuilder(texts);
        for (var row = 0; row < 1_000; row++) column.Set(row, PropertyValue.Text("public"));
        Assert.Equal((8, 8_000), (texts.WrittenBytes, texts.LiveBytes));

        column.Set(3, PropertyValue.Null);
        column.Set(4, PropertyValue.Text("members"));
        Assert.Equal((17, 7_993), (texts.WrittenBytes, texts.LiveBytes));
    }
}
