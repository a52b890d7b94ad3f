using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Language;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Language;

/// <summary>
/// Syntax errors, exact to text, line and column: the expectations are what graphql-js 16.15 answers.
/// </summary>
public sealed class ParserErrorTests
{
    public static TheoryData<string, string, int, int> Documents { get; } = new()
    {
        { "{", "Expected Name, found <EOF>.", 1, 2 },
        { "{ ...on }", "Expected Name, found \"}\".", 1, 9 },
        { "\n { ... MissingOn }\nfragment MissingOn Type", "Expected \"on\", found Name \"Type\".", 3, 20 },
        { "{ field: {} }", "Expected Name, found \"{\".", 1, 10 },
        { "notAnOperation Foo { field }", "Unexpected Name \"notAnOperation\".", 1, 1 },
        { "...", "Unexpected \"...\".", 1, 1 },
        { "{ \"\"", "Expected Name, found String \"\".", 1, 3 },
        {
            "query Foo($x: Complex = { a: { b: [ $var ] } }) { field }",
            "Unexpected variable \"$var\" in constant value.",
            1,
            37
        },
        { "fragment on on on { on }", "Unexpected Name \"on\".", 1, 10 },
        { "\"d\" { a }", "Unexpected description, descriptions are not supported on shorthand queries.", 1, 1 },
        { "\"d\" extend type A", "Unexpected description, only GraphQL definitions support descriptions.", 1, 1 },
        { "{a(b: \"\\uD83D\")}", "Invalid Unicode escape sequence: \"\\uD83D\".", 1, 8 },
        { "{a(b: \"\\u{110000}\")}", "Invalid Unicode escape sequence: \"\\u{110000}\".", 1, 8 },
        { "{a(b:00)}", "Invalid number, unexpected digit after 0: \"0\".", 1, 7 },
        { "{a(b:1.x)}", "Invalid number, expected digit but got: \"x\".", 1, 8 },
        { "{a(b:'x')}", "Unexpected single quote character ('), did you mean to use a double quote (\")?", 1, 6 },
        { "enum A { true }", "Name \"true\" is reserved and cannot be used for an enum value.", 1, 10 },
        { "directive @a on FOO", "Unexpected Name \"FOO\".", 1, 17 },
        { "extend type A", "Unexpected <EOF>.", 1, 14 },
        { "extend scalar A", "Unexpected <EOF>.", 1, 16 },
        { "{a(b:\"abc", "Unterminated string.", 1, 10 },
        { "{a(b:\"\"\"abc", "Unterminated string.", 1, 12 },
        { "\uFEFF  {a(", "Expected Name, found <EOF>.", 1, 7 },
        { "type A { b: [C }", "Expected \"]\", found \"}\".", 1, 16 },
        { "query ($a) {b}", "Expected \":\", found \")\".", 1, 10 },
        { "{a ? }", "Unexpected character: \"?\".", 1, 4 },
        { "{é}", "Unexpected character: U+00E9.", 1, 2 },
        { "schema", "Expected \"{\", found <EOF>.", 1, 7 },
        { "schema { foo: A }", "Unexpected Name \"foo\".", 1, 10 },
        { "union A = |", "Expected Name, found <EOF>.", 1, 12 },
        { "type A implements & { a: B }", "Expected Name, found \"{\".", 1, 21 },
        { "{ a(b: $) }", "Expected Name, found \")\".", 1, 9 },
        { "{a}}", "Unexpected \"}\".", 1, 4 },
        { "\"\"\"x\"\"\" foo", "Unexpected description, only GraphQL definitions support descriptions.", 1, 1 },
        { "input A { a: Int = $b }", "Unexpected variable \"$b\" in constant value.", 1, 20 },
        { "{a(b:{c})}", "Expected \":\", found \"}\".", 1, 8 },
        { "{a.b}", "Unexpected character: \".\".", 1, 3 },
        { "{a..b}", "Unexpected character: \".\".", 1, 3 },
        { "query q query", "Expected \"{\", found Name \"query\".", 1, 9 },
        { "{a(b:-)}", "Invalid number, expected digit but got: \")\".", 1, 7 },
        { "{a(b:1e)}", "Invalid number, expected digit but got: \")\".", 1, 8 },
        { "{a @}", "Expected Name, found \"}\".", 1, 5 },
        { "", "Unexpected <EOF>.", 1, 1 },
    };

    public static TheoryData<string, string, int, int> Coordinates { get; } = new()
    {
        { "A b", "Invalid character: \" \".", 1, 2 },
        { "A.", "Expected Name, found <EOF>.", 1, 3 },
        { "A.b(", "Expected Name, found <EOF>.", 1, 5 },
        { "@a.b", "Expected <EOF>, found \".\".", 1, 3 },
        { "A(b:)", "Expected <EOF>, found \"(\".", 1, 2 },
        { "A.b(c)", "Expected \":\", found \")\".", 1, 6 },
        { "", "Expected Name, found <EOF>.", 1, 1 },
        { "A.b.c", "Expected <EOF>, found \".\".", 1, 4 },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_text_that_is_no_document_gets_one_error_with_its_place(
        string text, string message, int line, int column)
    {
        var result = Parser.Parse(new Source(text));

        Assert.Null(result.Document);
        AssertSyntaxError(result.Error, message, line, column);
    }

    [Theory]
    [MemberData(nameof(Coordinates))]
    public void A_text_that_is_no_schema_coordinate_gets_one_error_with_its_place(
        string text, string message, int line, int column) =>
        AssertSyntaxError(Parser.ParseSchemaCoordinate(new Source(text)).Error, message, line, column);

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_where_they_stand() =>
        AssertSyntaxError(
            Parser.Parse(new Source("{ a(b: \"caf"u8.ToArray().Concat(new byte[] { 0xE9, (byte)'"' }).ToArray())).Error,
            "Invalid UTF-8, unexpected byte: 0xE9.",
            1,
            12);

    [Fact]
    public void A_surrogate_encoded_as_UTF_8_is_refused() =>
        AssertSyntaxError(
            Parser.Parse(new Source("{ a(b: \"\u00ED\u00A0\u0080\") }".Select(unit => (byte)unit).ToArray())).Error,
            "Invalid UTF-8, unexpected byte: 0xED.",
            1,
            9);

    private static void AssertSyntaxError(GraphQLError? error, string message, int line, int column)
    {
        Assert.Equal($"Syntax Error: {message}", error?.Message);
        Assert.Equal([new SourceLocation(line, column)], error!.Locations);
        Assert.Equal(GraphQLErrorCodes.ParseFailed, error.Code);
    }
}
