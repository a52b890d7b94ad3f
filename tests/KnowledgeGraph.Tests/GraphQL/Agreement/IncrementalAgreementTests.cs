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
/// Random documents that defer fragments and stream lists, over random data with nulls and errors: what a client makes
/// of all payloads is what it makes of those of graphql-js 17, and, without errors, what it gets at once. The number
/// and the first seed are set as for <see cref="ExecutionAgreementTests"/>.
/// </summary>
public class IncrementalAgreementTests(ITestOutputHelper output)
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
    public async Task What_comes_in_parts_is_what_graphql_js_sends_in_parts()
    {
        output.WriteLine($"Seeds {FirstSeed} to {FirstSeed + Count - 1}.");
        var (inParts, withErrors) = (0, 0);
        foreach (var seeds in Enumerable.Range(FirstSeed, Count).Chunk(500))
        {
            var cases = seeds.Select(Case.Of).OfType<Case>().ToArray();
            var answers = GraphQLJs.AskAll([.. cases.Select(@case => @case.Question)]);
            foreach (var (@case, answer) in cases.Zip(answers))
            {
                var own = await @case.AnswerAsync(IncrementalFormat.V02);
                if (HasFailedStream(own)) continue;
                var reference = new IncrementalAnswer(mayRepeat: true);
                foreach (var payload in answer.GetProperty("payloads").EnumerateArray())
                    reference.Add(payload.GetRawText());
                Assert.True(
                    Text(own) == Text(reference),
                    $"{@case}\n--- here\n{Text(own)}\n{string.Join('\n', own.Payloads)}"
                    + $"\n--- graphql-js\n{Text(reference)}\n{string.Join('\n', reference.Payloads)}");
                if (own.Payloads.Count > 1) inParts++;
                if (own.Errors.Count > 0) withErrors++;
            }
        }

        output.WriteLine($"{inParts} in parts, {withErrors} with errors.");
        Assert.All([inParts, withErrors], number => Assert.InRange(number, Count / 20, Count));
    }

    [Theory]
    [InlineData(IncrementalFormat.V01)]
    [InlineData(IncrementalFormat.V02)]
    public async Task What_comes_in_parts_is_what_comes_at_once(IncrementalFormat format)
    {
        output.WriteLine($"Seeds {FirstSeed} to {FirstSeed + Count - 1}.");
        var (inParts, compared) = (0, 0);
        foreach (var @case in Enumerable.Range(FirstSeed, Count).Select(Case.Of).OfType<Case>())
        {
            var whole = await @case.AnswerAsync(IncrementalFormat.None);
            var parts = await @case.AnswerAsync(format);
            // An error takes less with it where it is in a part of its own.
            if (whole.Errors.Count > 0 || HasNoCount(parts)) continue;
            var (atOnce, inSeveral) = (IncrementalAnswer.Sorted(whole.Data), IncrementalAnswer.Sorted(parts.Data));
            Assert.True(
                atOnce == inSeveral && parts.Errors.Count == 0,
                $"{@case}\n--- at once\n{atOnce}\n--- in parts\n{inSeveral}\n{string.Join('\n', parts.Payloads)}");
            compared++;
            if (parts.Payloads.Count > 1) inParts++;
        }

        output.WriteLine($"{compared} compared, {inParts} in parts.");
        Assert.InRange(inParts, Count / 40, Count);
    }

    // graphql-js 17 alpha says of some of them that they are complete, and leaves the error out.
    private static bool HasFailedStream(IncrementalAnswer answer) => answer.Parts.Exists(part =>
        part.StartsWith('s') && part.EndsWith("failed", StringComparison.Ordinal));

    private static bool HasNoCount(IncrementalAnswer answer) => answer.Errors.Exists(error =>
        ((string)error["message"]!).Contains("initialCount", StringComparison.Ordinal));

    /// <summary>The data, what became of each part, and the errors, all in an order of their own.</summary>
    private static string Text(IncrementalAnswer answer) => string.Join(
        '\n',
        [
            IncrementalAnswer.Sorted(answer.Data),
            // graphql-js announces a list twice where two fragments bring it together, and ends it once.
            .. answer.Parts.Where(part => !part.EndsWith(']')).Distinct().Order(StringComparer.Ordinal),
            .. answer.Errors.Select(ErrorText).Order(StringComparer.Ordinal),
        ]);

    // graphql-js names a place as often as deferred fragments bring it, and takes 0 for positive.
    private static string ErrorText(JsonNode error)
    {
        var places = error["locations"]!.AsArray().Select(place => place!.ToJsonString()).Distinct();
        var message = ((string)error["message"]!).Replace(
            "initialCount must be a positive integer", "@stream: initialCount must be 0 or more.",
            StringComparison.Ordinal);
        return $"error {message} at {string.Join(' ', places)} in {error["path"]?.ToJsonString()}";
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
            operation = "executeIncrementally", schema = SchemaText, document = Document, operationName = Operation,
            data = Data, variables = Variables,
        };

        /// <summary>Null where the document is not one that both can execute.</summary>
        public static Case? Of(int seed)
        {
            var schemaSeed = seed / DocumentsPerSchema;
            if (_last?.Seed != schemaSeed)
            {
                var text = $"{IncrementalTests.Directives}\n{new RandomSchema(new Random(schemaSeed)).Make()}";
                _last = (schemaSeed, text, PlainSchema.Build(text, Options));
            }

            var (_, schemaText, executor) = _last.Value;
            var random = new Random(seed);
            var document = new RandomDocument(executor.Schema, random, mistakes: 0, deferrals: 0.4).Make();
            if (document.Contains("__schema", StringComparison.Ordinal)) return null;
            var parsed = Parser.Parse(new Source(document)).Document!;
            if (DocumentValidator.Validate(executor.Schema, parsed).Count > 0) return null;
            var operations = parsed.Definitions.OfType<OperationDefinitionNode>().ToArray();
            var operation = operations[random.Next(operations.Length)];
            if (operation.Operation == OperationType.Subscription) return null;
            var data = new RandomData(executor.Schema, random);
            var variables = new JsonObject();
            foreach (var definition in operation.VariableDefinitions)
                variables[definition.Variable.Name.Value] = data.Input(executor.Schema.Resolve(definition.Type)!);
            var root = data.Make(executor.Schema.RootType(operation.Operation)!);
            return new Case(seed, schemaText, executor, document, operation.Name?.Value, root, variables);
        }

        public Task<IncrementalAnswer> AnswerAsync(IncrementalFormat format) =>
            IncrementalAnswer.OfAsync(
                Executor, Document, RandomData.Plain(Data), format, Variables.ToJsonString(), operation: Operation);

        public override string ToString() =>
            $"KNOWLEDGEGRAPH_SEED={Seed}\n{SchemaText}\n{Document}\n{Variables}\n{Data.ToJsonString()}";
    }
}
