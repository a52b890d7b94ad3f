using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

/// <summary>Literals with variables: https://spec.graphql.org/September2025/#sec-Input-Values</summary>
public sealed class InputCoercionTests
{
    private static readonly Schema Schema = SchemaBuilder.Build([new Source(CoercionCase.Schema)]).Schema!;

    [Theory]
    [InlineData("Int", "1", "1")]
    [InlineData("Float", "1", "1")]
    [InlineData("ID", "12345678901234567890", "\"12345678901234567890\"")]
    [InlineData("E", "GREEN", "\"GREEN\"")]
    [InlineData("[Int]", "1", "[1]")]
    [InlineData("[[Int]]", "[1, [2, null]]", "[[1],[2,null]]")]
    [InlineData("Int", "null", "null")]
    [InlineData("N", "{ int: 1 }", """{"int":1,"list":[1],"text":"d","e":"RED"}""")]
    [InlineData("S", "{ a: [1.5, X, \"y\", null] }", """{"a":[1.5,"X","y",null]}""")]
    [InlineData("Int", "$one", "1")]
    [InlineData("[Int]", "[$one, $absent, $null]", "[1,null,null]")]
    [InlineData("N", "{ int: $one, text: $absent, e: $null }", """{"int":1,"list":[1],"text":"d","e":null}""")]
    [InlineData("O", "{ a: $one }", """{"a":1}""")]
    [InlineData("JSON", "{ a: [$one, $absent], b: $absent }", """{"a":[1,null]}""")]
    public void A_literal_that_fits_is_coerced(string type, string literal, string expected)
    {
        var (value, errors) = Coerce(type, literal);

        Assert.Empty(errors);
        Assert.Equal(expected, InputValueJson.Text(value!));
    }

    [Theory]
    [InlineData("Int", "2147483648", "Int cannot represent non 32-bit signed integer value: 2147483648")]
    [InlineData("Int", "\"1\"", "Int cannot represent non-integer value: \"1\"")]
    [InlineData("Float", "1e400", "Float cannot represent non numeric value: 1e400")]
    [InlineData("String", "X", "String cannot represent a non string value: X")]
    [InlineData("ID", "1.5", "ID cannot represent a non-string and non-integer value: 1.5")]
    [InlineData("E", "\"RED\"",
        "Enum \"E\" cannot represent non-enum value: \"RED\". Did you mean the enum value \"RED\" or \"GREEN\"?")]
    [InlineData("E", "RET", "Value \"RET\" does not exist in \"E\" enum. Did you mean the enum value \"RED\"?")]
    [InlineData("Int!", "null", "Expected value of type \"Int!\", found null.")]
    [InlineData("N", "1", "Expected value of type \"N\", found 1.")]
    [InlineData("N", "{}", "Field \"N.int\" of required type \"Int!\" was not provided.")]
    [InlineData("N", "{ int: $absent }", "Field \"N.int\" of required type \"Int!\" was not provided.")]
    [InlineData("N", "{ int: $null }", "int: Expected non-nullable type \"Int!\" not to be null.")]
    [InlineData("N", "{ int: 1, list: [1, $absent] }", "list 1: Expected non-nullable type \"Int!\" not to be null.")]
    [InlineData("N", "{ int: 1, nested: { int: X } }", "nested int: Int cannot represent non-integer value: X")]
    [InlineData("N", "{ int: 1, txt: 2 }",
        "Field \"txt\" is not defined by type \"N\". Did you mean \"text\" or \"int\"?")]
    [InlineData("O", "{}", "OneOf Input Object \"O\" must specify exactly one key.")]
    [InlineData("O", "{ a: 1, b: null }", "OneOf Input Object \"O\" must specify exactly one key.")]
    [InlineData("O", "{ a: $absent }", "OneOf Input Object \"O\" must specify exactly one key.")]
    [InlineData("O", "{ a: null }", "Field \"O.a\" must be non-null.")]
    [InlineData("O", "{ a: $null }", "Field \"O.a\" must be non-null.")]
    public void A_literal_that_does_not_fit_is_an_error_with_its_path(string type, string literal, string expected)
    {
        var (value, errors) = Coerce(type, literal);

        Assert.Null(value);
        var error = Assert.Single(errors);
        var path = error.Path.Count > 0 ? string.Join(' ', error.Path) + ": " : "";
        Assert.Equal(expected, path + error.Message);
    }

    [Fact]
    public void A_variable_without_a_value_is_as_if_nothing_were_written()
    {
        var (value, errors) = Coerce("Int!", "$absent");

        Assert.Null(value);
        Assert.Empty(errors);
        Assert.True(InputCoercion.IsAbsent(Parser.ParseValue(new Source("$absent")).Node!, VariableValues.None));
    }

    [Theory]
    [InlineData("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z")]
    [InlineData("2026-01-31t09:00:00z", "2026-01-31T09:00:00Z")]
    [InlineData("2026-01-31T00:30:00+05:30", "2026-01-30T19:00:00Z")]
    [InlineData("2026-01-31T09:00:00.123456789-00:00", "2026-01-31T09:00:00.123456789Z")]
    [InlineData("2024-02-29T09:00:00.5000Z", "2024-02-29T09:00:00.5Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    public void A_date_and_time_is_normalized_to_UTC(string written, string normal) =>
        Assert.Equal(normal, Coerce("DateTime", $"\"{written}\"").Value!.AsString());

    [Theory]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T09:00:00")]
    [InlineData("2026-01-31 09:00:00Z")]
    [InlineData("2026-01-31T09:00Z")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2025-02-29T09:00:00Z")]
    [InlineData("2026-01-31T09:00:00.Z")]
    [InlineData("2026-01-31T09:00:00.1234567890Z")]
    [InlineData("2026-01-31T09:00:00+24:00")]
    [InlineData("2026-01-31T09:00:00+0200")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("")]
    public void What_is_no_date_and_time_of_RFC_3339_is_refused(string written) =>
        Assert.Single(Coerce("DateTime", $"\"{written}\"").Errors);

    [Theory]
    [InlineData("https://example.com/a?b=c#d", true)]
    [InlineData("mailto:a@example.com", true)]
    [InlineData("example.com", false)]
    [InlineData("/a/b", false)]
    [InlineData("", false)]
    public void A_URL_is_absolute(string written, bool isUrl) =>
        Assert.Equal(isUrl, Coerce("URL", $"\"{written}\"").Errors.Count == 0);

    private static (InputValue? Value, IReadOnlyList<InputError> Errors) Coerce(string type, string literal)
    {
        var errors = new InputErrors();
        var value = InputCoercion.FromLiteral(
            Parser.ParseValue(new Source(literal)).Node!,
            Schema.Resolve(Parser.ParseType(new Source(type)).Node!)!,
            new VariableValues(["one", "null", "absent"], [InputValue.Integer(1), InputValue.Null, null]),
            errors);
        return (value, errors.All);
    }
}
