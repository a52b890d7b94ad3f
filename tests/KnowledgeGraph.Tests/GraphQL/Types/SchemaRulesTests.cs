using KnowledgeGraph.Tests.GraphQL.Validation;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types;

/// <summary>The rules of a type system on the cases of the files, text for text; graphql-js on the same.</summary>
public sealed class SchemaRulesTests
{
    public static TheoryData<string> Files => [.. SchemaCase.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Errors_are_those_that_are_written(string file) => Assert.All(
        SchemaCase.All.Where(@case => @case.File == file),
        @case => Assert.Equal(string.Join('\n', @case.Errors), string.Join('\n', @case.Found())));

    [Theory]
    [MemberData(nameof(Files))]
    public void Valid_cases_have_no_errors_and_invalid_ones_have_some(string file) => Assert.All(
        SchemaCase.All.Where(@case => @case.File == file),
        @case => Assert.Equal(@case.IsValid, @case.Errors.Length == 0));

    [GraphQLJsTheory]
    [MemberData(nameof(Files))]
    public void Graphql_js_says_the_same_but_where_it_is_said_why_not(string file)
    {
        var cases = SchemaCase.All.Where(@case => @case.File == file && !@case.BreaksGraphQLJs).ToArray();
        var answers = GraphQLJs.AskAll([.. cases.Select(@case => new { operation = "validateSchema", @case.Text })]);
        Assert.All(cases.Zip(answers), pair =>
        {
            string[] sorted = [.. GraphQLJsErrors.In(pair.Second).Order(StringComparer.Ordinal)];
            if (pair.First.Differs) Assert.NotEqual(pair.First.Errors, sorted);
            else Assert.Equal(pair.First.Errors, sorted);
        });
    }
}
