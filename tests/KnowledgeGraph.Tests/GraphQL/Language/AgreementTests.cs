using System.Text.Json;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.GraphQL.Language;

/// <summary>
/// The parser and the printer against graphql-js: whole documents, and many that random changes have broken. More of
/// them with GRAPHQL_AGREEMENT_CASES, again with GRAPHQL_AGREEMENT_SEED.
/// </summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const int CasesDefault = 2_000;

    public static TheoryData<string> Documents { get; } = ["executable", "type-system"];

    [GraphQLJsTheory]
    [MemberData(nameof(Documents))]
    public void Whole_documents_print_as_graphql_js_prints_them(string name)
    {
        var text = SampleDocument.Read(name);

        Assert.Equal(ByGraphQLJs([text])[0], Ours(text));
    }

    [GraphQLJsFact]
    public void The_schema_of_this_service_prints_as_graphql_js_prints_it() => Assert.All(
        Repository.Files("schema", ".graphql").Select(file => File.ReadAllText(Repository.PathOf(file))),
        text => Assert.Equal(ByGraphQLJs([text])[0], Ours(text)));

    [GraphQLJsFact]
    public void Broken_documents_are_refused_with_the_same_words_at_the_same_place()
    {
        var seed = RandomSeed.Next("GRAPHQL_AGREEMENT_SEED", output);
        var random = new Random(seed);
        var texts = Enumerable.Range(0, RandomSeed.Count("GRAPHQL_AGREEMENT_CASES", CasesDefault))
            .Select(_ => DocumentMutation.Of(random, SampleDocument.Any(random)))
            .ToArray();

        var expected = ByGraphQLJs(texts);

        for (var index = 0; index < texts.Length; index++)
        {
            var ours = Ours(texts[index]);
            Assert.True(
                expected[index] == ours,
                $"Seed {seed}, case {index}:\n{texts[index]}\n-- graphql-js\n{expected[index]}\n-- ours\n{ours}");
        }
    }

    private static string Ours(string text)
    {
        var result = Parser.Parse(new Source(text), ParserOptions.Trusted);
        return result.Error is { } error
            ? $"{error.Locations[0].Line}:{error.Locations[0].Column} {error.Message}"
            : Printer.Print(result.Document!);
    }

    private static string[] ByGraphQLJs(IReadOnlyList<string> texts) =>
        [.. GraphQLJs.AskAll([.. texts.Select(text => new { operation = "parse", text })]).Select(Told)];

    private static string Told(JsonElement answer)
    {
        if (answer.TryGetProperty("printed", out var printed)) return printed.GetString()!;
        var error = answer.GetProperty("errors")[0];
        var location = error.GetProperty("locations")[0];
        return $"{location.GetProperty("line")}:{location.GetProperty("column")} {error.GetProperty("message")}";
    }
}
