using System.CommandLine;
using KnowledgeGraph.Import.Ndjson;

namespace KnowledgeGraph.Server.CommandLine.Imports;

/// <summary>`import ndjson FILE`.</summary>
internal static class NdjsonImport
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "One JSON object a line, nodes and edges in any order; compressed where its name ends in .gz.",
    };

    public static Command Build()
    {
        var command = new Command("ndjson", "Import newline-delimited JSON, as `export ndjson` writes it.") { File };
        command.Imports(arguments => new NdjsonImporter(arguments.GetRequiredValue(File)));
        return command.WithExamples(
            "import ndjson community.ndjson",
            """import ndjson my.ndjson    # {"node":"Topic","id":"topic:graphql","name":"GraphQL"}""");
    }
}
