namespace KnowledgeGraph.GraphQL;

/// <summary>The codes of the engine's own errors. Public: clients switch on them.</summary>
public static class GraphQLErrorCodes
{
    /// <summary>The document is not GraphQL.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The schema breaks a rule of the specification. Said at start, never to a client.</summary>
    public const string SchemaInvalid = "GRAPHQL_SCHEMA_INVALID";

    /// <summary>The document does not fit the schema.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>A variable's value does not fit its type.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>No operation, or not one that can be told apart.</summary>
    public const string OperationNotFound = "OPERATION_RESOLUTION_FAILURE";

    /// <summary>Something failed that is not the client's doing; the log has it under the error's id.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>A limit of the server was passed.</summary>
    public const string LimitExceeded = "LIMIT_EXCEEDED";

    /// <summary>The request costs more than it may; `extensions.cost` has the parts.</summary>
    public const string CostExceeded = "COST_EXCEEDED";

    /// <summary>`__schema` and `__type` are switched off.</summary>
    public const string IntrospectionDisabled = "INTROSPECTION_DISABLED";

    /// <summary>
    /// There is no value for a field that the schema says always has one. A fault of the server.
    /// </summary>
    public const string NullNotAllowed = "NULL_NOT_ALLOWED";

    /// <summary>The request took longer than it may and was stopped.</summary>
    public const string ExecutionTimeout = "EXECUTION_TIMEOUT";

    /// <summary>Who asks would have to say who they are.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>Who asks may not do that.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>Too much was asked for in too short a time.</summary>
    public const string RateLimited = "RATE_LIMITED";
}
