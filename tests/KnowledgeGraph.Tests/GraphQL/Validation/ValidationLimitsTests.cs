using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Validation;

/// <summary>
/// What a document can make large or multiply: each of these would take minutes, or the whole stack, if work or depth
/// grew faster than the text.
/// </summary>
public class ValidationLimitsTests
{
    private static readonly ParserOptions Large = new() { TokensMax = 1_000_000 };

    private static readonly Schema Schema = TestSchema.Of(
        """
        type Query { node: Node other: Other any(input: Input): String }
        interface Named { name: String }
        type Node implements Named { name: String id: ID! count(of: Int): Int next: Node nodes: [Node!] other: Other }
        type Other implements Named { name: String id: ID next: Other }
        input Input { a: Int b: [Input] }
        """);

    [Fact]
    public void Every_error_has_its_code_and_a_place()
    {
        var errors = Validate("query ($a: Int) { node { nam } missing }");
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal(GraphQLErrorCodes.ValidationFailed, error.Code));
        Assert.All(errors, error => Assert.Single(error.Locations));
    }

    [Fact]
    public void Suggestions_can_be_left_out()
    {
        const string document = "{ node { nam ... on Nod { id } } any(inptu: 1) other { ... on Named { idd } } }";
        var errors = Validate(document, new ValidationOptions { GivesSuggestions = false });
        Assert.Equal(4, errors.Count);
        Assert.All(errors, error => Assert.DoesNotContain("Did you mean", error.Message));
    }

    [Theory]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(101, 101)]
    [InlineData(5_000, 101)]
    public void After_a_hundred_errors_the_last_says_that_there_are_more(int wrong, int told)
    {
        var errors = Validate($"{{ node {{ {Repeat(wrong, index => $"x{index}")} }} }}");
        Assert.Equal(told, errors.Count);
        var saysSo = errors[^1].Message.StartsWith("Too many validation errors", StringComparison.Ordinal);
        Assert.Equal(wrong > 100, saysSo);
    }

    [Fact]
    public void Ten_thousand_aliases_are_valid() =>
        Assert.Empty(Validate($"{{ node {{ {Repeat(10_000, index => $"a{index}: count(of: {index})")} }} }}"));

    [Fact]
    public void Ten_thousand_uses_of_one_key_are_valid() =>
        Assert.Empty(Validate($"{{ node {{ {Repeat(10_000, _ => "next { id name }")} }} }}"));

    [Fact]
    public void Ten_thousand_conflicts_are_told_up_to_the_limit() =>
        Assert.Equal(101, Validate($"{{ node {{ {Repeat(10_000, index => $"count(of: {index})")} }} }}").Count);

    [Fact]
    public void Conflicts_within_fields_are_told_in_a_bounded_text()
    {
        var inner = Repeat(2_000, index => $"count(of: {index})");
        var error = Validate($"{{ node {{ next {{ {inner} }} }} node {{ next {{ {inner} }} }} }}")[0];
        Assert.InRange(error.Message.Length, 100, 2_000);
        Assert.InRange(error.Locations.Count, 2, 50);
    }

    [Fact]
    public void Fragments_that_double_their_fields_at_each_level_are_valid()
    {
        var fragments = Repeat(200, index =>
            $"fragment F{index} on Node {{ a: next {{ ...F{index + 1} }} b: next {{ ...F{index + 1} }} id }}");
        Assert.Empty(Validate($"{{ node {{ ...F0 }} }} {fragments} fragment F200 on Node {{ id }}"));
    }

    [Fact]
    public void Fragments_that_double_a_conflict_at_each_level_are_told_once_where_they_meet()
    {
        var fragments = Repeat(200, index =>
            $"fragment F{index} on Node {{ next {{ ...F{index + 1} ...G{index + 1} }} next {{ ...G{index + 1} }} }}" +
            $"fragment G{index} on Node {{ next {{ ...G{index + 1} }} next {{ ...F{index + 1} }} }}");
        var errors = Validate(
            $"{{ node {{ ...F0 ...G0 }} }} {fragments} " +
            "fragment F200 on Node { x: id } fragment G200 on Node { x: name }");
        Assert.Contains(errors, error => error.Message.Contains("conflict", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_chain_of_fragments_does_not_take_the_stack()
    {
        const int count = 20_000;
        var fragments = Repeat(count, index => $"fragment F{index} on Node {{ next {{ ...F{index + 1} }} }}");
        Assert.Empty(Validate($"{{ node {{ ...F0 }} }} {fragments} fragment F{count} on Node {{ id }}"));
    }

    [Fact]
    public void A_long_chain_of_fragments_with_a_conflict_does_not_take_the_stack()
    {
        const int count = 5_000;
        var fragments = Repeat(count, index =>
            $"fragment F{index} on Node {{ next {{ ...F{index + 1} }} }}" +
            $"fragment G{index} on Node {{ next {{ ...G{index + 1} }} }}");
        var errors = Validate(
            $"{{ node {{ ...F0 ...G0 }} }} {fragments} " +
            $"fragment F{count} on Node {{ x: id }} fragment G{count} on Node {{ x: name }}");
        Assert.Contains("\"x\" conflict", Assert.Single(errors).Message);
    }

    [Fact]
    public void A_long_circle_of_fragments_is_told_by_its_beginning()
    {
        const int count = 5_000;
        var fragments = Repeat(count, index => $"fragment F{index} on Node {{ ...F{(index + 1) % count} }}");
        var error = Assert.Single(Validate($"{{ node {{ ...F0 }} }} {fragments}"));
        Assert.StartsWith("Cannot spread fragment \"F0\" within itself via \"F1\", \"F2\"", error.Message);
        Assert.EndsWith("and 4949 more.", error.Message);
        Assert.Equal(50, error.Locations.Count);
    }

    [Fact]
    public void Every_fragment_in_every_other_is_refused_or_told()
    {
        var spreads = Repeat(300, index => $"...F{index}");
        var fragments = Repeat(300, index => $"fragment F{index} on Node {{ {spreads} }}");
        Assert.NotEmpty(Validate($"{{ node {{ {spreads} }} }} {fragments}"));
    }

    [Fact]
    public void Operations_that_all_reach_all_fragments_are_refused()
    {
        var fragments = Repeat(1_000, index => $"fragment F{index} on Node {{ ...F{index + 1} }}");
        var operations = Repeat(1_000, index => $"query Q{index} {{ node {{ ...F0 }} }}");
        AssertLimit(Validate($"{operations} {fragments} fragment F1000 on Node {{ id }}"), "visits its fragments");
    }

    [Fact]
    public void Operations_that_all_reach_the_same_variables_are_refused()
    {
        var uses = Repeat(1_000, index => $"a{index}: count(of: $a)");
        var operations = Repeat(1_000, index => $"query Q{index}($a: Int) {{ node {{ ...F }} }}");
        AssertLimit(Validate($"{operations} fragment F on Node {{ {uses} }}"), "visits its fragments");
    }

    [Fact]
    public void The_budget_of_fragment_visits_counts_exactly()
    {
        const string document = "{ node { ...F ...F } } fragment F on Node { id }";
        Assert.Empty(Validate(document, new ValidationOptions { FragmentVisitsMax = 6 }));
        var errors = Validate(document, new ValidationOptions { FragmentVisitsMax = 5 });
        AssertLimit(errors, "visits its fragments more than 5 times");
    }

    [Fact]
    public void The_budget_of_comparisons_counts_exactly()
    {
        const string document = "{ node { id name } node { id } }";
        Assert.Empty(Validate(document, new ValidationOptions { MergeComparisonsMax = 5 }));
        AssertLimit(Validate(document, new ValidationOptions { MergeComparisonsMax = 4 }), "more than 4 steps");
    }

    [Fact]
    public void Deep_selections_are_validated_to_the_bottom()
    {
        var deep = $"{Repeat(190, _ => "next {")} id {Repeat(190, _ => "}")}";
        Assert.Empty(Validate($"{{ node {{ {deep} {deep} }} }}"));
        Assert.Single(Validate($"{{ node {{ {deep.Replace("id", "idd", StringComparison.Ordinal)} }} }}"));
    }

    [Fact]
    public void Deep_values_are_validated_to_the_bottom()
    {
        var deep = $"{Repeat(90, _ => "{ b: [")} {{ c: 1 }} {Repeat(90, _ => "] }")}";
        Assert.Single(Validate($"{{ any(input: {deep}) }}"));
    }

    [Fact]
    public void Large_values_and_names_do_not_make_large_errors()
    {
        var name = new string('x', 500_000);
        var errors = Validate(
            $"{{ {name} any(input: \"{name}\") node {{ count({name}: 1) ... on {name} {{ id }} }} }}");
        Assert.Equal(4, errors.Count);
        Assert.All(errors, error => Assert.InRange(error.Message.Length, 1, 5_000));
    }

    [Theory]
    [InlineData("query ($a: Int, $a: Int, ", "$a: Int ", ") { node { count(of: $a) } }")]
    [InlineData("{ node { count(", "of: 1 ", ") } }")]
    [InlineData("{ any(input: { ", "a: 1 ", "}) }")]
    [InlineData("{ node { id ", "@skip(if: true) ", "} }")]
    [InlineData("{ node { ", "... on Other { id } ", "} }")]
    [InlineData("{ node { ", "...F ", "} }")]
    [InlineData("{ any(input: { b: [", "{ a: \"\" } ", "] }) }")]
    [InlineData("", "query A { node { id } } ", "")]
    [InlineData("{ node { id } } ", "fragment F on Node { id } ", "")]
    [InlineData("", "{ x } ", "")]
    public void A_megabyte_of_one_mistake_is_answered(string before, string repeated, string after)
    {
        var count = 1_000_000 / repeated.Length;
        var errors = Validate(before + string.Concat(Enumerable.Repeat(repeated, count)) + after);
        Assert.InRange(errors.Count, 1, 101);
        Assert.All(errors, error => Assert.InRange(error.Locations.Count, 0, 50));
    }

    [Fact]
    public void Thousands_of_places_at_the_end_of_a_large_text_are_found()
    {
        var wrong = Repeat(70, index => $"a{index}: node {{ count({Repeat(50, _ => "of: 1")}) }}");
        var errors = Validate($"{new string(' ', 1_000_000)}{{ {wrong} }}");
        Assert.Equal(70, errors.Count);
        Assert.All(errors, error => Assert.Equal(50, error.Locations.Count));
        Assert.All(
            errors.SelectMany(error => error.Locations),
            location => Assert.InRange(location.Column, 1_000_000, 1_100_000));
    }

    [Fact]
    public void Validating_allocates_less_than_twenty_times_the_size_of_the_text()
    {
        var document = TestSchema.Parse(
            $"query ($a: Int) {{ {Repeat(310, Aliased)} }} fragment F on Node {{ id name other {{ id }} }}");
        Assert.InRange(document.Source.Text.Length, 19_000, 21_000);
        Assert.Empty(DocumentValidator.Validate(Schema, document));

        var before = GC.GetAllocatedBytesForCurrentThread();
        DocumentValidator.Validate(Schema, document);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 20 * document.Source.Text.Length);

        static string Aliased(int index) =>
            $"a{index}: node {{ id name count(of: $a) next {{ ...F }} nodes {{ id }} }}";
    }

    private static IReadOnlyList<GraphQLError> Validate(string document, ValidationOptions? options = null) =>
        DocumentValidator.Validate(Schema, TestSchema.Parse(document, Large), options);

    private static void AssertLimit(IReadOnlyList<GraphQLError> errors, string part)
    {
        var error = Assert.Single(errors, error => error.Code == GraphQLErrorCodes.LimitExceeded);
        Assert.Contains(part, error.Message);
        Assert.Same(errors[^1], error);
    }

    private static string Repeat(int count, Func<int, string> text) =>
        string.Join(' ', Enumerable.Range(0, count).Select(text));
}
