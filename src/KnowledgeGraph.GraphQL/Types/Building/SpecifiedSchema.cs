using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types.Building;

/// <summary>
/// What every schema has without saying so: built-in scalars and directives, and the types of introspection.
/// </summary>
internal static class SpecifiedSchema
{
    public const string DefaultDeprecationReason = "No longer supported";

    private const string Resource = "specification.graphql";

    public static SchemaDocument Document { get; } = Read();

    private static SchemaDocument Read()
    {
        using var stream = typeof(SpecifiedSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        var result = Parser.Parse(new Source(text, Resource), ParserOptions.Trusted);
        return new SchemaDocument([result.Document ?? throw new InvalidOperationException(result.Error!.Message)]);
    }
}
