namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>How the values of a column are written.</summary>
internal enum LeafWriting : byte
{
    /// <summary>All are null.</summary>
    Nothing,
    Text,
    Token,
    Int32,
    Int64,
    QuotedInt32,
    QuotedInt64,
    Double,
    Boolean,
    Instant,
}
