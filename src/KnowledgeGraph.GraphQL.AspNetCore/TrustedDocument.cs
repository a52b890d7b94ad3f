using KnowledgeGraph.GraphQL.Execution;

namespace KnowledgeGraph.GraphQL.AspNetCore;

/// <summary>A document of the folder. Immutable.</summary>
/// <param name="File">Its path below the folder.</param>
/// <param name="Id">`sha256:` and the SHA-256 of the file's bytes in lower-case hexadecimal digits.</param>
/// <param name="Text">The file's bytes, without a byte order mark.</param>
/// <param name="Errors">Why it cannot be executed; empty for all that are asked for.</param>
public sealed record TrustedDocument(
    string File, string Id, ReadOnlyMemory<byte> Text, IReadOnlyList<GraphQLError> Errors)
{
    /// <summary>What its operations cost without variables; empty where it was not priced.</summary>
    public IReadOnlyList<OperationPrice> Prices { get; init; } = [];
}
