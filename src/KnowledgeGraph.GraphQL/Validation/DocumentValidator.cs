using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>Validates documents against a schema (https://spec.graphql.org/September2025/#sec-Validation).</summary>
public static class DocumentValidator
{
    /// <summary>
    /// All that is wrong with the document, up to the limits of the options; empty where it may be executed.
    /// </summary>
    public static IReadOnlyList<GraphQLError> Validate(
        Schema schema,
        DocumentNode document,
        ValidationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(document);
        var context = new ValidationContext(schema, document, options ?? ValidationOptions.Default);
        new DocumentWalker(context, new RuleSet(ValidationRules.All(context))).Walk();
        return context.Errors;
    }
}
