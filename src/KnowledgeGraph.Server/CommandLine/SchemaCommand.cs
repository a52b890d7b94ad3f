using System.CommandLine;
using KnowledgeGraph.Api;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>
/// `schema print`: the contract as GraphQL SDL, for code generation and reviews. `schema diff`: what a change of the
/// contract does to clients.
/// </summary>
internal static class SchemaCommand
{
    private static readonly Argument<string> Old = new("OLD")
    {
        Description = "The schema that clients were written for: a file, or a folder of .graphql files.",
    };

    private static readonly Argument<string?> New = new("NEW")
    {
        Description = "The schema that takes its place. Default: that of this program.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Documents = new("--documents")
    {
        HelpName = "DIR",
        Description = "A folder of documents (.graphql): names those that the change breaks.",
    };

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Dangerous changes count as breaking ones.",
    };

    public static Command Build()
    {
        var print = new Command("print", "Print the GraphQL schema (SDL), descriptions included.");
        print.Run((_, _, stop) => PrintAsync(stop));
        print.WithExamples("schema print > schema.graphql");
        var diff = new Command("diff", "Say what a change of the schema does to clients.")
        {
            Old, New, Documents, Strict,
        };
        diff.Run((arguments, _, _) => Task.FromResult(Compare(arguments)));
        diff.WithExamples(
            "schema diff deployed.graphql", "schema diff old.graphql new.graphql --documents ./documents");
        return new Command("schema", "Show the GraphQL schema, or compare it with another.") { print, diff }
            .WithExamples("schema print > schema.graphql", "schema diff deployed.graphql");
    }

    private static ExitCode Compare(ParseResult arguments)
    {
        var before = SchemaComparison.ReadSchema(arguments.GetValue(Old)!);
        var after = arguments.GetValue(New) is { } path
            ? SchemaComparison.ReadSchema(path)
            : SchemaComparison.OwnSchema();
        var comparison = SchemaComparison.Of(before, after, arguments.GetValue(Documents));
        comparison.Write(Console.Out);
        return comparison.IsBreaking || (arguments.GetValue(Strict) && comparison.IsDangerous)
            ? ExitCode.Breaking
            : ExitCode.Done;
    }

    private static async Task<ExitCode> PrintAsync(CancellationToken stop)
    {
        await using var output = Console.OpenStandardOutput();
        var isFirst = true;
        foreach (var source in SchemaSources.Read())
        {
            if (!isFirst) await output.WriteAsync("\n"u8.ToArray(), stop);
            isFirst = false;
            await output.WriteAsync(source.Text, stop);
        }

        return ExitCode.Done;
    }
}
