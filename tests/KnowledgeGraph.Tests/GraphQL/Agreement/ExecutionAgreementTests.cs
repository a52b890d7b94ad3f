using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.Tests.GraphQL.Execution;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// Random documents over random data of random schemas, with nulls, errors and misfits: graphql-js must answer with the
/// same data and the same errors, message, place and path, in the same order.
/// </summary>
public class ExecutionAgreementTests(ITestOutputHelper output)
{
    [GraphQLJsFact]
    public async Task Random_documents_over_random_data_have_the_same_answer()
    {
        output.WriteLine($"{ExecutionCase.Count} seeds from {ExecutionCase.FirstSeed}.");
        var (withErrors, withoutData, compared) = (0, 0, 0);
        foreach (var seeds in ExecutionCase.Seeds.Chunk(500))
        {
            var cases = seeds.Select(seed => ExecutionCase.Of(seed, directives: "", deferrals: 0))
                .OfType<ExecutionCase>().ToArray();
            var answers = GraphQLJs.AskAll([.. cases.Select(@case => @case.Question("execute"))]);
            foreach (var (@case, answer) in cases.Zip(answers))
            {
                var (own, reference) = (Text(await AnswerAsync(@case)), Text(answer));
                Assert.True(own == reference, $"{@case}\n--- here\n{own}\n--- graphql-js\n{reference}");
                compared++;
                if (own.Contains("\nerror", StringComparison.Ordinal)) withErrors++;
                if (own.StartsWith("null", StringComparison.Ordinal)) withoutData++;
            }
        }

        output.WriteLine($"{compared} compared, {withErrors} with errors, {withoutData} without data.");
        Assert.All([compared, withErrors], number => Assert.InRange(
            number, ExecutionCase.Count / 10, ExecutionCase.Count));
    }

    /// <summary>The data, and each error on a line of its own.</summary>
    private static string Text(JsonElement response)
    {
        var data = response.TryGetProperty("data", out var found) ? JsonNode.Parse(found.GetRawText()) : "(none)";
        var lines = new List<string> { data?.ToJsonString() ?? "null" };
        if (response.TryGetProperty("errors", out var errors))
            lines.AddRange(errors.EnumerateArray().Select(ErrorText));
        return string.Join('\n', lines);
    }

    private static string ErrorText(JsonElement error)
    {
        var locations = error.TryGetProperty("locations", out var found)
            ? string.Join(' ', found.EnumerateArray().Select(place => $"{place.GetProperty("line")}:"
                + place.GetProperty("column")))
            : "";
        var path = error.TryGetProperty("path", out var steps) ? steps.GetRawText() : "";
        return $"error {error.GetProperty("message").GetString()} at {locations} in {path}";
    }

    private static async Task<JsonElement> AnswerAsync(ExecutionCase @case)
    {
        var response = await @case.Executor.ExecuteAsync(
            @case.Document, RandomData.Plain(@case.Data), @case.Variables.ToJsonString(), @case.Operation);
        return JsonDocument.Parse(response).RootElement;
    }
}
