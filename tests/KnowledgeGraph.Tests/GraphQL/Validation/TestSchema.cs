using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Tests.GraphQL.Validation;

/// <summary>Schemas for tests of validation. Their custom scalars take anything, as those of graphql-js do.</summary>
internal static class TestSchema
{
    private static readonly Dictionary<string, ScalarCoercion> NoScalars = [];

    public static Schema Of(string text)
    {
        var result = SchemaBuilder.Build([new Source(text)], NoScalars);
        return result.Schema ?? throw new ArgumentException(
            string.Join('\n', result.Errors.Select(ValidationCase.Text)), nameof(text));
    }

    public static DocumentNode Parse(string text, ParserOptions? options = null)
    {
        var result = Parser.Parse(new Source(text), options);
        return result.Document ?? throw new ArgumentException(ValidationCase.Text(result.Error!), nameof(text));
    }
}
