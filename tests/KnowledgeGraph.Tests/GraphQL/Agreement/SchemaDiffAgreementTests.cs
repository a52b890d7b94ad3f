using System.Text.Json;
using KnowledgeGraph.GraphQL.Types.Diff;
using KnowledgeGraph.Tests.GraphQL.Validation;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Agreement;

/// <summary>Pairs of random schemas: graphql-js must find the same breaking and dangerous changes.</summary>
public class SchemaDiffAgreementTests
{
    private const int Count = 200;

    /// <summary>What graphql-js does not look at, or says of types that nothing uses.</summary>
    private static readonly string[] Differences =
    [
        "The mutation root type", "The subscription root type", "OneOf Input Object", "Standard scalar",
    ];

    [GraphQLJsFact]
    public void Random_pairs_of_schemas_have_the_same_breaking_and_dangerous_changes()
    {
        var schemas = Enumerable.Range(0, Count + 1)
            .Select(seed => new RandomSchema(new Random(seed)).Make())
            .ToArray();
        var pairs = schemas.Zip(schemas.Skip(1), (before, after) => (before, after)).ToArray();
        var answers = GraphQLJs.AskAll([.. pairs.Select(pair => new { operation = "diff", pair.before, pair.after })]);
        Assert.All(pairs.Zip(answers), item =>
        {
            var ((before, after), answer) = item;
            var changes = SchemaDiff.Find(TestSchema.Of(before), TestSchema.Of(after)).Where(IsKnownToGraphQLJs);
            Assert.Equal(Told(answer), Told(changes));
            Assert.NotEmpty(Told(answer));
        });
    }

    private static bool IsKnownToGraphQLJs(SchemaChange change)
    {
        var isInputField = !change.Coordinate.Contains('(');
        var isDirectiveArgument = change.Coordinate.StartsWith('@') && change.Coordinate.Contains('(');
        var isDefault = change.Description.Contains("defaultValue", StringComparison.Ordinal);
        var isTypeOfArgument = change.Description.Contains("has changed type", StringComparison.Ordinal);
        return change.Severity > ChangeSeverity.Safe
            && !(isDefault && (isInputField || isDirectiveArgument))
            && !(isTypeOfArgument && isDirectiveArgument);
    }

    // An argument that becomes required by losing its default is breaking here and dangerous there.
    private static string[] Told(JsonElement answer) => Compared(
        answer.GetProperty("breaking").EnumerateArray().Concat(answer.GetProperty("dangerous").EnumerateArray())
            .Select(change => change.GetProperty("description").GetString()!));

    private static string[] Told(IEnumerable<SchemaChange> changes) =>
        Compared(changes.Select(change => change.Description));

    private static string[] Compared(IEnumerable<string> descriptions) =>
    [
        .. descriptions
            .Where(text => !Differences.Any(part => text.Contains(part, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
}
