using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>A document that was parsed and validated: its operations, or its errors. Thread-safe.</summary>
internal sealed class PreparedDocument
{
    private readonly PreparedOperation[] _operations;

    public PreparedDocument(ExecutableSchema schema, DocumentNode document, ExecutionOptions options)
    {
        _operations =
        [
            .. document.Definitions.OfType<OperationDefinitionNode>()
                .Select(operation => new PreparedOperation(schema, document, operation, options)),
        ];
        Errors = [];
    }

    public PreparedDocument(ExecutionOutcome outcome, IReadOnlyList<GraphQLError> errors) =>
        (Outcome, Errors, _operations) = (outcome, errors, []);

    public ExecutionOutcome Outcome { get; } = ExecutionOutcome.Executed;

    public IReadOnlyList<GraphQLError> Errors { get; }

    public IReadOnlyList<PreparedOperation> Operations => _operations;

    /// <summary>https://spec.graphql.org/September2025/#GetOperation()</summary>
    public PreparedOperation? Operation(string? name, out GraphQLError? error)
    {
        error = null;
        if (string.IsNullOrEmpty(name))
        {
            if (_operations.Length == 1) return _operations[0];
            error = new GraphQLError(_operations.Length == 0
                ? "Must provide an operation."
                : "Must provide operation name if query contains multiple operations.");
        }
        else
        {
            foreach (var operation in _operations)
            {
                if (operation.Definition.Name?.Value == name) return operation;
            }

            error = new GraphQLError($"Unknown operation named \"{name}\".");
        }

        error = error with { Code = GraphQLErrorCodes.OperationNotFound };
        return null;
    }
}
