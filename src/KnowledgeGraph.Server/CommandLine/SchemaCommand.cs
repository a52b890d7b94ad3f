using System.CommandLine;
using KnowledgeGraph.Api;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`schema print`: the contract as GraphQL SDL, for code generation and reviews.</summary>
internal static class SchemaCommand
{
    public static Command Build()
    {
        var print = new Command("print", "Print the GraphQL schema (SDL), descriptions included.");
        print.Run((_, _, stop) => PrintAsync(stop));
        print.WithExamples("schema print > schema.graphql");
        return new Command("schema", "Show the GraphQL schema.") { print }
            .WithExamples("schema print > schema.graphql");
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
