namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// How what `@defer` and `@stream` put off is delivered. The names are those that clients give with `incrementalSpec`.
/// </summary>
public enum IncrementalFormat
{
    /// <summary>Not at all: there is one response, and nothing is put off.</summary>
    None,

    /// <summary>
    /// Version 0.1, the draft of August 2022: each entry has `path` and `label`; a fragment brings all its fields, also
    /// those that are there already.
    /// </summary>
    V01,

    /// <summary>
    /// Version 0.2 (https://github.com/graphql/graphql-spec/pull/1110): what is to come is announced as `pending` with
    /// an id; no field is sent twice.
    /// </summary>
    V02,
}
