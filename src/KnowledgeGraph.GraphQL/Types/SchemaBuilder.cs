using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types.Building;
using KnowledgeGraph.GraphQL.Types.Rules;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Builds a <see cref="Schema"/> from the sources of a type system
/// (https://spec.graphql.org/September2025/#sec-Type-System). Thread-safe.
/// </summary>
public static class SchemaBuilder
{
    /// <summary>Several sources make one schema; what is wrong in any of them is said all at once.</summary>
    /// <param name="sources">GraphQL texts, each with the name that errors give it.</param>
    /// <param name="scalars">
    /// How the values of custom scalars come in, by name; <see cref="CustomScalars.All"/> where it is not given. A
    /// scalar without an entry takes any value.
    /// </param>
    public static SchemaResult Build(
        IReadOnlyList<Source> sources, IReadOnlyDictionary<string, ScalarCoercion>? scalars = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var errors = new SchemaErrors(sources);
        var documents = Parse(sources, errors);
        if (errors.Any) return new SchemaResult(null, errors.InOrder());

        var document = new SchemaDocument(documents);
        var factory = new TypeFactory(document, SpecifiedSchema.Document, scalars ?? CustomScalars.All);
        var roots = new RootTypes(document, factory.Types);
        SchemaRules.Check(new SchemaContext(document, factory, roots, errors));
        return errors.Any
            ? new SchemaResult(null, errors.InOrder())
            : new SchemaResult(SchemaFreezer.Freeze(document, factory, roots), []);
    }

    private static List<DocumentNode> Parse(IReadOnlyList<Source> sources, SchemaErrors errors)
    {
        var documents = new List<DocumentNode>();
        foreach (var source in sources)
        {
            // A file that holds nothing, or comments alone, adds nothing.
            if (Parser.IsBlank(source)) continue;
            var result = Parser.Parse(source, ParserOptions.Trusted);
            if (result.Document is { } document) documents.Add(document);
            else errors.Add(result.Error!, source);
        }

        return documents;
    }
}
