namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// What came of building a schema: the schema, or all the reasons why it is none, in the order of the sources.
/// </summary>
public sealed record SchemaResult(Schema? Schema, IReadOnlyList<GraphQLError> Errors)
{
    /// <summary>The extension that names the source of each location of an error.</summary>
    public const string SourcesExtension = "sources";

    /// <summary>All errors, one a line: `topic.graphql:12:3: Unknown type "Topc".`</summary>
    public string Report() => string.Join('\n', Errors.Select(Line));

    private static string Line(GraphQLError error)
    {
        var names = error.Extensions?.GetValueOrDefault(SourcesExtension) as IReadOnlyList<string> ?? [];
        return error.Locations.Count == 0 || names.Count == 0
            ? error.Message
            : $"{names[0]}:{error.Locations[0].Line}:{error.Locations[0].Column}: {error.Message}";
    }
}
