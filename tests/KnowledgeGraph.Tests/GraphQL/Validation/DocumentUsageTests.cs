using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.GraphQL.Types.Diff;
using KnowledgeGraph.GraphQL.Validation;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Validation;

public class DocumentUsageTests
{
    private const string Schema = """
        directive @hot(level: Int) on FIELD
        enum Colour { RED GREEN }
        input Inner { size: Int }
        input Filter { colour: Colour inner: Inner }
        interface Thing { name: String }
        type Book implements Thing { name: String pages: Int colour: Colour }
        type Query { thing: Thing book(id: ID, filter: Filter): Book }
        """;

    [Theory]
    [InlineData("{ book { pages } }", "Book.pages Book Query.book Query", "Book.name Book.colour Query.thing Colour")]
    [InlineData("{ book(id: 1) { name } }", "Query.book(id:)", "Query.book(filter:)")]
    [InlineData("{ thing { ... on Book { pages } } }", "Book Book.pages Thing", "Book.name")]
    [InlineData("{ book { colour } }", "Colour Colour.RED Colour.BLUE", "Filter.colour")]
    [InlineData("{ book(filter: { colour: RED }) { name } }", "Filter Filter.colour Colour.RED",
        "Colour.GREEN Filter.inner Inner")]
    [InlineData("query($f: Filter) { book(filter: $f) { name } }", "Filter.new Inner.size Colour.GREEN", "Book.pages")]
    [InlineData("{ book { name @hot(level: 1) } }", "@hot @hot(level:) @hot(new:)", "@hot.level")]
    [InlineData("{ book { name } }", "Query.book(new:)", "@hot @hot(level:)")]
    [InlineData("{ ...B } fragment B on Query { book { pages } }", "Book.pages", "Book.name")]
    public void A_document_is_concerned_by_changes_of_what_it_uses(string document, string concerned, string others)
    {
        var schema = SchemaBuilder.Build([new Source(Schema)]).Schema!;
        var parsed = Parser.Parse(new Source(document)).Document!;
        Assert.Empty(DocumentValidator.Validate(schema, parsed));
        var usage = DocumentUsage.Of(schema, parsed);
        Assert.Equal(concerned, Where(concerned, true));
        Assert.Equal(others, Where(others, false));

        string Where(string coordinates, bool isConcerned) => string.Join(' ', coordinates.Split(' ').Where(
            one => usage.IsConcernedBy(new SchemaChange(ChangeSeverity.Breaking, one, "")) == isConcerned));
    }
}
