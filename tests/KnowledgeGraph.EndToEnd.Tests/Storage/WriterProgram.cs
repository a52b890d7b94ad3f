using KnowledgeGraph.EndToEnd.Tests.Neo4j;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Storage.Neo4j;
using KnowledgeGraph.Storage.Sqlite;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.EndToEnd.Tests.Storage;

/// <summary>
/// The entry point of this assembly as a program: writes to a store from several callers at once until it is killed,
/// and prints a line `sequence number` for each request when it was acknowledged, not before.
/// Arguments: the file, or the address of a Neo4j with the password of the tests; the name of the run.
/// </summary>
internal static class WriterProgram
{
    private const int Callers = 8;

    public static async Task<int> Main(string[] args)
    {
        if (args.Length != 2) return 64;
        await using var store = await OpenAsync(args[0]);
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller =>
            Task.Run(() => WriteAsync(store, output, $"{args[1]}.{caller}"))));
        return 0;
    }

    /// <summary>The commands of a request: they are kept together or not at all.</summary>
    public static Command[] Commands(string name)
    {
        var member = $"member:{name}";
        var document = $"document:{name}";
        return
        [
            new CreateNode(Make.Node(member)),
            new CreateNode(Make.Node(document, ("body", Make.Text(string.Concat(Enumerable.Repeat(name, 100)))))),
            new PutLink(Make.Link(EdgeType.Authored, member, document)),
            new RecordInteraction(Make.Interaction(EdgeType.Viewed, $"event:{name}", member, document)),
        ];
    }

    private static async ValueTask<IGraphStore> OpenAsync(string place) =>
        place.StartsWith("http:", StringComparison.Ordinal)
            ? await Neo4jGraphStore.OpenAsync(new()
            {
                Address = new Uri(place), User = Neo4jProgram.User, Password = Neo4jProgram.Password,
            })
            : await SqliteGraphStore.OpenAsync(place);

    private static async Task WriteAsync(IGraphStore store, Stream output, string caller)
    {
        for (var number = 0; ; number++)
        {
            var name = $"{caller}.{number}";
            var result = await store.CommitAsync(new CommitRequest(Commands(name), "writer"));
            // One write of a short line is whole in the pipe, or not there.
            output.Write(System.Text.Encoding.UTF8.GetBytes($"{result.Sequence} {name}\n"));
        }
    }
}
