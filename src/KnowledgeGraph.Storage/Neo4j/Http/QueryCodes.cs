namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>Codes of Neo4j's that mean something to us, and our own for what has none.</summary>
internal static class QueryCodes
{
    public const string Unauthorized = "Neo.ClientError.Security.Unauthorized";
    public const string RateLimit = "Neo.ClientError.Security.AuthenticationRateLimit";
    public const string ConstraintFailed = "Neo.ClientError.Schema.ConstraintValidationFailed";
    public const string Arithmetic = "Neo.ClientError.Statement.ArithmeticError";
    public const string TransactionNotFound = "Neo.ClientError.Transaction.TransactionNotFound";

    /// <summary>Another process took the transaction for abandoned, or an operator ended it.</summary>
    public const string Terminated = "Neo.ClientError.Transaction.Terminated";

    public const string DatabaseNotFound = "Neo.ClientError.Database.DatabaseNotFound";

    /// <summary>The disk is full: the transaction could not be written to the log of transactions.</summary>
    public const string LogNotWritten = "Neo.DatabaseError.Transaction.TransactionLogError";

    /// <summary>After a critical error nothing is begun any more until the server is started again.</summary>
    public const string NeedsRestart = "Neo.DatabaseError.Transaction.TransactionStartFailed";

    /// <summary>The server shows a certificate that nobody trusts.</summary>
    public const string NotTrusted = "KnowledgeGraph.NotTrusted";

    /// <summary>The node of the log is not there.</summary>
    public const string NoLog = "KnowledgeGraph.NoLog";

    /// <summary>The server has no Query API.</summary>
    public const string NoQueryApi = "KnowledgeGraph.NoQueryApi";
}
