namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// A resolver's way to say that a whole field failed by the client's doing: message and code are shown to the client.
/// Any other exception is an internal error, whose text the client does not see. For single rows there are the
/// columns' own methods, which cost less.
/// </summary>
public sealed class GraphQLException : Exception
{
    public GraphQLException(
        string message, string? code = null, IReadOnlyDictionary<string, object?>? extensions = null)
        : base(message) => Error = new FieldError(message, code, extensions);

    public GraphQLException(string message, Exception innerException)
        : base(message, innerException) => Error = new FieldError(message);

    public GraphQLException()
        : this("The field could not be resolved.")
    {
    }

    internal GraphQLException(FieldError error)
        : base(error.Message) => Error = error;

    public FieldError Error { get; }
}
