using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Validation;

/// <summary>Every rule on the cases of its file, text for text; and graphql-js on the same cases.</summary>
public class ValidationRulesTests
{
    private static readonly Dictionary<string, Schema> Schemas = [];

    public static TheoryData<string> Rules => [.. ValidationCase.Rules];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Errors_are_those_that_are_written(string rule) => Assert.All(
        ValidationCase.All.Where(@case => @case.Rule == rule),
        @case => Assert.Equal(Sorted(@case.Errors), Sorted(Errors(@case))));

    [GraphQLJsTheory]
    [MemberData(nameof(Rules))]
    public void Graphql_js_says_the_same_but_where_it_is_said_why_not(string rule)
    {
        var cases = ValidationCase.All.Where(@case => @case.Rule == rule).ToArray();
        var answers = GraphQLJs.AskAll(
            [.. cases.Select(@case => new
            {
                // Version 16 knows nothing of @defer and @stream.
                operation = @case.Schema.Contains("directive @defer", StringComparison.Ordinal)
                    ? "validateIncremental"
                    : "validate",
                @case.Schema,
                @case.Document,
            })]);
        Assert.All(cases.Zip(answers), pair =>
        {
            var errors = string.Join('\n', GraphQLJsErrors.In(pair.Second));
            if (pair.First.DiffersBecause is null) Assert.Equal(Sorted(pair.First.Errors), Sorted(errors));
            else Assert.NotEqual(Sorted(pair.First.Errors), Sorted(errors));
        });
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_has_valid_and_invalid_cases(string rule)
    {
        var cases = ValidationCase.All.Where(@case => @case.Rule == rule).ToArray();
        Assert.InRange(cases.Count(@case => @case.IsValid), 8, int.MaxValue);
        Assert.InRange(cases.Count(@case => !@case.IsValid), 8, int.MaxValue);
        Assert.All(cases, @case => Assert.Equal(@case.IsValid, @case.Errors.Length == 0));
    }

    [Fact]
    public void Every_rule_has_a_file_of_cases()
    {
        var rules = Repository.Files("src/KnowledgeGraph.GraphQL/Validation/Rules", ".cs")
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(rules.Order(StringComparer.Ordinal), ValidationCase.Rules.Order(StringComparer.Ordinal));
    }

    private static string Errors(ValidationCase @case)
    {
        var errors = DocumentValidator.Validate(SchemaOf(@case.Schema), TestSchema.Parse(@case.Document));
        return string.Join('\n', errors.Select(ValidationCase.Text));
    }

    private static Schema SchemaOf(string text)
    {
        lock (Schemas)
        {
            if (!Schemas.TryGetValue(text, out var schema)) Schemas.Add(text, schema = TestSchema.Of(text));
            return schema;
        }
    }

    // The order of errors is nobody's contract.
    private static string[] Sorted(string errors) => [.. errors.Split('\n').Order(StringComparer.Ordinal)];
}
