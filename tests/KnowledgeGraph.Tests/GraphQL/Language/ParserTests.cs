using System.Text;
using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Language;

public sealed class ParserTests
{
    [Fact]
    public void A_byte_order_mark_comments_and_commas_are_passed_over()
    {
        var document = Document("\uFEFF,,# comment {\r{,a#}\n,b\uFEFF}");

        Assert.Equal("{\n  a\n  b\n}", Printer.Print(document));
    }

    [Fact]
    public void Spans_are_byte_offsets_and_locations_count_UTF_16_units()
    {
        var document = Document("{ a(b: \"é😀\") c }");
        var operation = (OperationDefinitionNode)document.Definitions[0];
        var c = operation.SelectionSet.Selections[1];

        Assert.Equal(new SourceSpan(17, 18), c.Span);
        Assert.Equal(new SourceLocation(1, 15), document.Source.LocationAt(c.Span.Start));
        Assert.Equal(new SourceSpan(0, 20), document.Span);
    }

    [Theory]
    [InlineData("\\u{1F600}", "😀")]
    [InlineData("\\uD83D\\uDE00", "😀")]
    [InlineData("\\u{0}", "\0")]
    [InlineData("\\u{0010FFFF}", "\U0010FFFF")]
    [InlineData("\\u00E9\\u00e9", "éé")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("中\u0007文", "中\u0007文")]
    public void Strings_hold_all_of_Unicode(string written, string value) =>
        Assert.Equal(value, ((StringValueNode)Parser.ParseValue(new Source($"\"{written}\"")).Node!).Value);

    [Theory]
    [InlineData("\\uD83D")]
    [InlineData("\\uDE00")]
    [InlineData("\\uDE00\\uD83D")]
    [InlineData("\\u{D83D}\\u{DE00}")]
    [InlineData("\\u{}")]
    [InlineData("\\u{110000}")]
    [InlineData("\\u{FFFFFFFFF}")]
    [InlineData("\\uZZZZ")]
    public void What_is_no_Unicode_scalar_value_is_refused(string written) => Assert.StartsWith(
        "Syntax Error: Invalid Unicode escape sequence: \"\\u",
        Parser.ParseValue(new Source($"\"{written}\"")).Error!.Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_same_name_is_one_string()
    {
        var selections = ((OperationDefinitionNode)Document("{ sameName sameName }").Definitions[0]).SelectionSet;
        var again = ((OperationDefinitionNode)Document("{ sameName }").Definitions[0]).SelectionSet;

        Assert.Same(Name(selections.Selections[0]), Name(selections.Selections[1]));
        Assert.Same(Name(selections.Selections[0]), Name(again.Selections[0]));

        static string Name(SelectionNode node) => ((FieldNode)node).Name.Value;
    }

    [Fact]
    public void A_hundred_thousand_names_do_not_confuse_the_table_of_names()
    {
        var text = new StringBuilder("{");
        for (var index = 0; index < 100_000; index++) text.Append(" name").Append(index);
        var document = Parser.Parse(new Source(text.Append('}').ToString()), ParserOptions.Trusted).Document!;

        var selections = ((OperationDefinitionNode)document.Definitions[0]).SelectionSet.Selections;

        Assert.Equal("name0", ((FieldNode)selections[0]).Name.Value);
        Assert.Equal("name99999", ((FieldNode)selections[^1]).Name.Value);
        Assert.Equal(100_000, selections.Select(field => ((FieldNode)field).Name.Value).Distinct().Count());
    }

    [Theory]
    [InlineData("Type", false, "Type", null, null)]
    [InlineData("Type.field", false, "Type", "field", null)]
    [InlineData("Type.field(argument:)", false, "Type", "field", "argument")]
    [InlineData("@directive", true, "directive", null, null)]
    [InlineData("@directive(argument:)", true, "directive", null, "argument")]
    public void Schema_coordinates_are_read_and_printed(
        string text, bool isDirective, string name, string? member, string? argument)
    {
        var coordinate = Parser.ParseSchemaCoordinate(new Source(text)).Node!;

        Assert.Equal(isDirective, coordinate.IsDirective);
        Assert.Equal(
            (name, member, argument),
            (coordinate.Name.Value, coordinate.MemberName?.Value, coordinate.ArgumentName?.Value));
        Assert.Equal(text, Printer.Print(coordinate));
    }

    [Theory]
    [InlineData("Int")]
    [InlineData("[Int!]!")]
    [InlineData("[[[A]!]]")]
    public void Types_are_read_and_printed(string text) =>
        Assert.Equal(text, Printer.Print(Parser.ParseType(new Source(text)).Node!));

    [Theory]
    [InlineData("executable")]
    [InlineData("type-system")]
    public void What_is_printed_reads_back_as_the_same(string name)
    {
        var printed = Printer.Print(Document(SampleDocument.Read(name)));

        Assert.Equal(printed, Printer.Print(Document(printed)));
    }

    private static DocumentNode Document(string text)
    {
        var result = Parser.Parse(new Source(text), ParserOptions.Trusted);
        return result.Document ?? throw new InvalidOperationException(result.Error!.Message);
    }
}
