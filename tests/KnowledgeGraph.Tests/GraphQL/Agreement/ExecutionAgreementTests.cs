using System.Text.Json;
using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Validation;
using KnowledgeGraph.Tests.GraphQL.Execution;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// Random documents over random data of random schemas, with nulls, errors and misfits: graphql-js must answer with the
/// same data and the same errors, message, place and path, in the same order. `KNOWLEDGEGRAPH_AGREEMENT_CASES` sets the
/// number of documents, `KNOWLEDGEGRAPH_SEED` the first seed.
/// </summary>
public class ExecutionAgreementTests(ITestOutputHelper output)
{
    private const int DocumentsPerSchema = 20;

    private static readonly int Count = Number("KNOWLEDGEGRAPH_AGREEMENT_CASES", 600);
    private static readonly int FirstSeed = Number("KNOWLEDGEGRAPH_SEED", 1);

    private static readonly ExecutionOptions Options = new()
    {
        Limits = new ExecutionLimits { ErrorsMax = int.MaxValue },
        Cost = new CostOptions { CostMax = double.MaxValue },
        Documents = DocumentLimits.None,
    };

    [GraphQLJsFact]
    public async Task Random_documents_over_random_data_have_the_same_answer()
    {
        output.WriteLine($"Seeds {FirstSeed} to {FirstSeed + Count - 1}.");
        var (withErrors, withoutData, compared) = (0, 0, 0);
        foreach (var seeds in Enumerable.Range(FirstSeed, Count).Chunk(500))
        {
            var cases = seeds.Select(Case.Of).OfType<Case>().ToArray();
            var answers = GraphQLJs.AskAll([.. cases.Select(@case => @case.Question)]);
            foreach (var (@case, answer) in cases.Zip(answers))
            {
                var (own, reference) = (Text(await @case.AnswerAsync()), Text(answer));
                Assert.True(own == reference, $"{@case}\n--- here\n{own}\n--- graphql-js\n{reference}");
                compared++;
                if (own.Contains("\nerror", StringComparison.Ordinal)) withErrors++;
                if (own.StartsWith("null", StringComparison.Ordinal)) withoutData++;
            }
        }

        output.WriteLine($"{compared} compared, {withErrors} with errors, {withoutData} without data.");
        Assert.All([compared, withErrors], number => Assert.InRange(number, Count / 10, Count));
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

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    private sealed record Case(
        int Seed, string SchemaText, GraphQLExecutor Executor, string Document, string? Operation, JsonObject Data,
        JsonObject Variables)
    {
        private static (int Seed, string Text, GraphQLExecutor Executor)? _last;

        public object Question => new
        {
            operation = "execute", schema = SchemaText, document = Document, operationName = Operation, data = Data,
            variables = Variables,
        };

        /// <summary>Null where the document is not one that both can execute.</summary>
        public static Case? Of(int seed)
        {
            var schemaSeed = seed / DocumentsPerSchema;
            if (_last?.Seed != schemaSeed)
            {
                var text = new RandomSchema(new Random(schemaSeed)).Make();
                _last = (schemaSeed, text, PlainSchema.Build(text, Options));
            }

            var (_, schemaText, executor) = _last.Value;
            var random = new Random(seed);
            var document = new RandomDocument(executor.Schema, random, mistakes: 0).Make();
            // The order of types and directives in introspection is each one's own.
            if (document.Contains("__schema", StringComparison.Ordinal)) return null;
            var parsed = Parser.Parse(new Source(document)).Document!;
            if (DocumentValidator.Validate(executor.Schema, parsed).Count > 0) return null;
            var operations = parsed.Definitions.OfType<OperationDefinitionNode>().ToArray();
            var operation = operations[random.Next(operations.Length)];
            if (operation.Operation == OperationType.Subscription) return null;

            var data = new RandomData(executor.Schema, random);
            var variables = new JsonObject();
            foreach (var definition in operation.VariableDefinitions)
            {
                if (executor.Schema.Resolve(definition.Type) is not { } type) continue;
                var value = data.Input(type);
                if (value is not null || random.Next(2) == 0) variables[definition.Variable.Name.Value] = value;
            }

            var root = data.Make(executor.Schema.RootType(operation.Operation)!);
            return new Case(seed, schemaText, executor, document, operation.Name?.Value, root, variables);
        }

        public async Task<JsonElement> AnswerAsync()
        {
            var response = await Executor.ExecuteAsync(
                Document, RandomData.Plain(Data), Variables.ToJsonString(), Operation);
            return JsonDocument.Parse(response).RootElement;
        }

        public override string ToString() =>
            $"KNOWLEDGEGRAPH_SEED={Seed}\n{SchemaText}\n{Document}\n{Variables}\n{Data.ToJsonString()}";
    }
}
