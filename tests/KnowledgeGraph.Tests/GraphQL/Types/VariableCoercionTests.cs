using System.Text.Json;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

public sealed class VariableCoercionTests
{
    private static readonly Schema Schema = SchemaBuilder.Build([new Source(CoercionCase.Schema)]).Schema!;

    [Fact]
    public void Variables_are_coerced_or_refused_as_it_is_written() =>
        Assert.All(CoercionCase.All, @case => Assert.Equal(@case.Expected, Coerce(@case)));

    [GraphQLJsFact]
    public void Graphql_js_says_the_same_but_where_it_is_said_why_not()
    {
        var answers = GraphQLJs.AskAll([.. CoercionCase.All.Select(@case => new
        {
            operation = "coerceVariables",
            CoercionCase.Schema,
            document = Document(@case),
            variables = JsonElement.Parse(@case.Variables),
        })]);

        Assert.All(CoercionCase.All.Zip(answers), pair =>
        {
            var told = Told(pair.Second);
            if (pair.First.Differs is null) Assert.Equal(pair.First.Expected, told);
            else Assert.NotEqual(pair.First.Expected, told);
        });
    }

    [Fact]
    public void Errors_say_where_in_the_variables_they_are()
    {
        var result = Coerce("$n: N", """{"n":{"nested":{"int":1,"list":[1,"x"]},"int":2}}""");

        var error = Assert.Single(result.Errors);
        Assert.Equal(KnowledgeGraph.GraphQL.GraphQLErrorCodes.BadUserInput, error.Code);
        Assert.Equal(
            new object[] { "n", "nested", "list", 1 },
            (IEnumerable<object>)error.Extensions![VariableCoercion.InputPathExtension]!);
    }

    [Fact]
    public void After_fifty_errors_no_more_are_told()
    {
        var items = string.Join(',', Enumerable.Repeat("\"x\"", 100_000));

        var errors = Coerce("$a: [Int!]", $$"""{"a":[{{items}}]}""").Errors;

        Assert.Equal(51, errors.Count);
        Assert.Equal(
            "Too many errors processing variables, error limit reached. Execution aborted.", errors[^1].Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"a\"")]
    public void Variables_that_are_no_object_are_refused(string json) => Assert.Equal(
        "The variables must be a JSON object.", Assert.Single(Coerce("$a: Int", json).Errors).Message);

    [Fact]
    public void Values_stand_in_the_order_of_their_definitions()
    {
        var values = Coerce("$b: Int, $a: Int, $c: Int = 3", """{"a":1,"b":2}""").Values!;

        Assert.Equal(3, values.Count);
        Assert.Equal(2, values[0]!.AsInteger());
        Assert.Equal(1, values[1]!.AsInteger());
        Assert.Equal(3, values["c"]!.AsInteger());
        Assert.Null(values["d"]);
    }

    private static string Document(CoercionCase @case) => $"query ({@case.Definitions}) {{ a }}";

    private static string Coerce(CoercionCase @case)
    {
        var (values, errors) = Coerce(@case.Definitions, @case.Variables);
        if (values is null)
        {
            return string.Join('\n', errors.Select(error =>
                $"{error.Locations[0].Line}:{error.Locations[0].Column} {error.Message}"));
        }

        var names = Operation(@case.Definitions).Operation.VariableDefinitions.Select(each => each.Variable.Name.Value);
        return InputValueJson.Text(InputValue.Object([.. names
            .Where(name => values[name] is not null)
            .Select(name => KeyValuePair.Create(name, values[name]!))]));
    }

    private static VariableResult Coerce(string definitions, string json)
    {
        var (document, operation) = Operation(definitions);
        return new VariableCoercion(Schema, document, operation).Coerce(InputValueJson.Read(json));
    }

    private static (DocumentNode Document, OperationDefinitionNode Operation) Operation(string definitions)
    {
        var document = Parser.Parse(new Source($"query ({definitions}) {{ a }}")).Document!;
        return (document, (OperationDefinitionNode)document.Definitions[0]);
    }

    private static string Told(JsonElement answer) => answer.TryGetProperty("errors", out var errors)
        ? string.Join('\n', errors.EnumerateArray().Select(error =>
            $"{error.GetProperty("locations")[0].GetProperty("line")}:"
            + $"{error.GetProperty("locations")[0].GetProperty("column")} {error.GetProperty("message")}"))
        : answer.GetProperty("coerced").GetRawText();
}
