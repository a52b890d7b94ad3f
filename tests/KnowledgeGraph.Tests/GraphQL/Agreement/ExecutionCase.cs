using System.Text.Json.Nodes;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;
using KnowledgeGraph.GraphQL.Validation;
using KnowledgeGraph.Tests.GraphQL.Execution;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>
/// A random document over random data of a random schema, all from its seed. `KNOWLEDGEGRAPH_AGREEMENT_CASES` sets the
/// number of cases of a run, `KNOWLEDGEGRAPH_SEED` the first seed.
/// </summary>
internal sealed record ExecutionCase(
    int Seed, string SchemaText, GraphQLExecutor Executor, string Document, string? Operation, JsonObject Data,
    JsonObject Variables)
{
    private const int DocumentsPerSchema = 20;

    private static readonly ExecutionOptions Options = new()
    {
        Limits = new ExecutionLimits { ErrorsMax = int.MaxValue },
        Cost = new CostOptions { CostMax = double.MaxValue },
        Documents = DocumentLimits.None,
    };

    [ThreadStatic]
    private static (string Text, GraphQLExecutor Executor)? _last;

    public static int Count { get; } = RandomSeed.Count("KNOWLEDGEGRAPH_AGREEMENT_CASES", 600);

    public static int FirstSeed { get; } = RandomSeed.Count("KNOWLEDGEGRAPH_SEED", 1);

    public static IEnumerable<int> Seeds => Enumerable.Range(FirstSeed, Count);

    /// <summary>What is asked of graphql-js.</summary>
    /// <param name="operation">How it shall execute the case.</param>
    public object Question(string operation) => new
    {
        operation, schema = SchemaText, document = Document, operationName = Operation, data = Data,
        variables = Variables,
    };

    /// <summary>The case of a seed; null where the document is not one that both can execute.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="directives">Definitions before those of the random schema.</param>
    /// <param name="deferrals">How likely a fragment is deferred and a list streamed, from 0 to 1.</param>
    public static ExecutionCase? Of(int seed, string directives, double deferrals)
    {
        var schemaText = directives + new RandomSchema(new Random(seed / DocumentsPerSchema)).Make();
        if (_last?.Text != schemaText) _last = (schemaText, PlainSchema.Build(schemaText, Options));
        var executor = _last.Value.Executor;
        var random = new Random(seed);
        var document = new RandomDocument(executor.Schema, random, mistakes: 0, deferrals).Make();
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
        return new ExecutionCase(seed, schemaText, executor, document, operation.Name?.Value, root, variables);
    }

    public override string ToString() =>
        $"KNOWLEDGEGRAPH_SEED={Seed}\n{SchemaText}\n{Document}\n{Variables}\n{Data.ToJsonString()}";
}
