using KnowledgeGraph.Storage.Neo4j.Http;

namespace KnowledgeGraph.Storage.Neo4j;

/// <summary>What went wrong with a Neo4j, each in one sentence that an operator can act on.</summary>
internal static class Neo4jErrors
{
    public static StoreException Translate(QueryException failure, Neo4jStoreOptions options)
    {
        var place = options.Place;
        var (sentence, transient) = failure.Code switch
        {
            "" => ($"Neo4j at {place} cannot be reached: {failure.Message}. Check that it runs and that the address " +
                "is right.", true),
            QueryCodes.NoQueryApi => ($"What answers at {place} has no Query API: it is no Neo4j, or one older than " +
                $"{Neo4jVersion.Least}. Check the address, or update Neo4j.", false),
            QueryCodes.Unauthorized when options.BearerToken.Length > 0 => ($"Neo4j at {place} refuses the token " +
                $"({failure.Message.TrimEnd('.')}). Check Neo4j:BearerToken, and that Neo4j has single sign-on.",
                false),
            QueryCodes.Unauthorized => ($"Neo4j at {place} refuses the user or the password. Check Neo4j:User and " +
                "Neo4j:Password.", false),
            QueryCodes.NotTrusted => ($"The certificate of Neo4j at {place} is not trusted: {failure.Message}. Name " +
                "the authority that signed it in Neo4j:TrustedCertificates, and Neo4j by the name that stands in it.",
                false),
            QueryCodes.RateLimit => ($"Neo4j at {place} refuses to be asked for a while, after too many wrong " +
                "passwords. Check Neo4j:User and Neo4j:Password and wait a moment.", true),
            QueryCodes.DatabaseNotFound => ($"Neo4j at {place} has no such database. Check Neo4j:Database.", false),
            _ when IsReadOnly(failure.Code) => ($"Neo4j at {place} takes no writes ({failure.Message.TrimEnd('.')}). " +
                "Give the user the right to write, name the writer of the cluster, or end the read-only mode.", false),
            _ when IsFull(failure) => ($"Neo4j at {place} cannot write its log of transactions: its disk is full, or " +
                "broken. Free some space there, start Neo4j again, and look whether this was kept.", false),
            QueryCodes.NeedsRestart => ($"Neo4j at {place} has met a critical error and takes no more " +
                "transactions: often its disk was full. See its log (debug.log), then start it again.", false),
            _ when IsOutOfMemory(failure.Code) => ($"Neo4j at {place} ran out of memory " +
                $"({failure.Message.TrimEnd('.')}). Send less at once, or give it more (server.memory.heap.max_size, " +
                "dbms.memory.transaction.total.max).", true),
            _ when failure.Code.StartsWith("Neo.ClientError.Security.", StringComparison.Ordinal) =>
                ($"Neo4j at {place} does not allow it: {failure.Message}", false),
            _ => ($"Neo4j at {place} failed: {failure.Message.TrimEnd('.')} ({failure.Code}).", failure.Passes),
        };
        return new StoreException(sentence, transient, failure);
    }

    public static StoreException OutcomeUnknown(Neo4jStoreOptions options, QueryException cause) =>
        IsFull(cause) ? Translate(cause, options)
        : new($"Neo4j at {options.Place} stopped answering while it had a commit ({cause.Message}): nobody knows " +
            "whether it was kept. Look before you send it again.", transient: true, cause);

    public static StoreException TooOld(Neo4jStoreOptions options, string version) =>
        new($"Neo4j at {options.Place} is {version}; this program needs {Neo4jVersion.Least} or newer. Update Neo4j.",
            transient: false);

    public static StoreException NotMigrated(Neo4jStoreOptions options, long found) =>
        new($"Neo4j at {options.Place} has version {found} of the schema where this program needs " +
            $"{Neo4jSchema.Version}. Run `migrate` once.", transient: false);

    public static StoreException NewerSchema(Neo4jStoreOptions options, long found) =>
        new($"Neo4j at {options.Place} has version {found} of the schema, made by a newer version of this program; " +
            $"this one knows versions up to {Neo4jSchema.Version}. Use the newer version.", transient: false);

    public static StoreException Gap(Neo4jStoreOptions options, long expected, long found) =>
        new($"The log in Neo4j at {options.Place} is damaged: entry {expected} should follow, but {found} does. " +
            "Restore it from a backup.", transient: false);

    public static StoreException ChangedFromOutside(Neo4jStoreOptions options, Exception cause) =>
        new($"Somebody changes the graph in Neo4j at {options.Place} past this program while it writes there. " +
            "Try again, and run `reconcile` afterwards.", transient: true, cause);

    private static bool IsReadOnly(string code) => code is "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"
        or "Neo.ClientError.General.WriteOnReadOnlyAccessMode"
        or "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase" or "Neo.ClientError.Cluster.NotALeader"
        or "Neo.ClientError.Statement.AccessMode";

    private static bool IsFull(QueryException failure) =>
        failure.Code == QueryCodes.LogNotWritten ||
        failure.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase);

    private static bool IsOutOfMemory(string code) =>
        code.Contains("OutOfMemory", StringComparison.Ordinal) ||
        code.Contains("MemoryLimit", StringComparison.Ordinal);
}
