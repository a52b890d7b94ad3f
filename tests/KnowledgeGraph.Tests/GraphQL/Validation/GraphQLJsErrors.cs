using System.Text.Json;

namespace KnowledgeGraph.Tests.GraphQL.Validation;

/// <summary>The errors in an answer of graphql-js, as the files of cases write them.</summary>
internal static class GraphQLJsErrors
{
    public static IEnumerable<string> In(JsonElement answer, string property = "errors") =>
        answer.GetProperty(property).EnumerateArray().Select(Text);

    private static string Text(JsonElement error) => ValidationCase.Text(
        error.GetProperty("message").GetString()!,
        error.GetProperty("locations").EnumerateArray().Select(location =>
            (location.GetProperty("line").GetInt32(), location.GetProperty("column").GetInt32())));
}
