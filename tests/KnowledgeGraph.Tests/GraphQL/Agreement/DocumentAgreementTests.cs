using System.Text.Json;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Validation;
using KnowledgeGraph.Tests.GraphQL.Validation;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// Random documents for random schemas, valid and with mistakes, whole and with damaged text: graphql-js must give the
/// same syntax error, the same validation errors and the same printed form. `KNOWLEDGEGRAPH_AGREEMENT_CASES` sets the
/// number of documents, `KNOWLEDGEGRAPH_SEED` the first seed.
/// </summary>
public class DocumentAgreementTests(ITestOutputHelper output)
{
    private const int DocumentsPerSchema = 20;

    private static readonly int Count = Number("KNOWLEDGEGRAPH_AGREEMENT_CASES", 2_000);
    private static readonly int FirstSeed = Number("KNOWLEDGEGRAPH_SEED", 1);

    /// <summary>Where this engine differs on purpose: messages that are left out of the comparison, and why.</summary>
    private static readonly (string Part, string Reason)[] Differences =
    [
        ("operation is not supported by the schema.", "graphql-js 16 finds it at execution (it is a rule since 2025)."),
        ("must be non-nullable to be used for OneOf", "graphql-js 16 overlooks `Key!` and does not count defaults."),
    ];

    [GraphQLJsFact]
    public void Random_documents_have_the_same_syntax_errors_validation_errors_and_printed_form()
    {
        output.WriteLine($"Seeds {FirstSeed} to {FirstSeed + Count - 1}.");
        var (valid, invalid, unparsable) = (0, 0, 0);
        foreach (var cases in Enumerable.Range(FirstSeed, Count).Select(Case.Of).Chunk(500))
        {
            var answers = GraphQLJs.AskAll([.. cases.Select(@case => @case.Question)]);
            foreach (var (@case, answer) in cases.Zip(answers))
            {
                var (own, reference) = (Own(@case), Reference(answer));
                Assert.True(Agree(own.Errors, reference.Errors), Difference(@case, own.Errors, reference.Errors));
                Assert.True(
                    own.Printed == reference.Printed,
                    Difference(@case, own.Printed.Split('\n'), reference.Printed.Split('\n')));
                if (own.Printed.Length == 0) unparsable++;
                else if (own.Errors.Length == 0) valid++;
                else invalid++;
            }
        }

        output.WriteLine($"{valid} valid, {invalid} invalid, {unparsable} not parsable.");
        Assert.All([valid, invalid, unparsable], number => Assert.InRange(number, Count / 10, Count));
    }

    private static Outcome Own(Case @case)
    {
        var result = Parser.Parse(new Source(@case.Document));
        if (result.Document is not { } document) return new Outcome([ValidationCase.Text(result.Error!)], "");
        var errors = DocumentValidator.Validate(@case.Schema, document).Select(ValidationCase.Text);
        return new Outcome(Compared(errors), Printer.Print(document));
    }

    private static Outcome Reference(JsonElement answer)
    {
        if (answer.TryGetProperty("syntaxErrors", out _))
        {
            return new Outcome([.. GraphQLJsErrors.In(answer, "syntaxErrors")], "");
        }

        return new Outcome(Compared(GraphQLJsErrors.In(answer)), answer.GetProperty("printed").GetString()!);
    }

    private static string[] Compared(IEnumerable<string> errors) =>
    [
        .. errors.Where(error => !Differences.Any(difference => error.Contains(difference.Part)))
            .Order(StringComparer.Ordinal),
    ];

    // What is within a definition that is not executable is not looked at here: it is wrong as a whole.
    private static bool Agree(string[] here, string[] there) =>
        here.Any(error => error.EndsWith("definition is not executable.", StringComparison.Ordinal))
            ? !here.Except(there).Any()
            : here.SequenceEqual(there);

    private static string Difference(Case @case, string[] here, string[] there) =>
        $"{@case}\n--- only here\n{string.Join('\n', here.Except(there))}" +
        $"\n--- only graphql-js\n{string.Join('\n', there.Except(here))}";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;

    /// <summary>All errors in one order, and the printed form of a document that could be parsed.</summary>
    private sealed record Outcome(string[] Errors, string Printed);

    private sealed record Case(int Seed, string SchemaText, Schema Schema, string Document)
    {
        private static (int Seed, string Text, Schema Schema)? _last;

        public object Question => new { operation = "validate", schema = SchemaText, document = Document };

        public static Case Of(int seed)
        {
            var schemaSeed = seed / DocumentsPerSchema;
            if (_last?.Seed != schemaSeed)
            {
                var text = new RandomSchema(new Random(schemaSeed)).Make();
                _last = (schemaSeed, text, TestSchema.Of(text));
            }

            var (_, schemaText, schema) = _last.Value;
            var random = new Random(seed);
            double[] rates = [0, 0.005, 0.02, 0.1];
            var document = new RandomDocument(schema, random, rates[random.Next(rates.Length)]).Make();
            if (random.Next(4) == 0) document = DamagedText.Of(document, random);
            return new Case(seed, schemaText, schema, document);
        }

        public override string ToString() => $"KNOWLEDGEGRAPH_SEED={Seed}\n{SchemaText}\n{Document}";
    }
}
