using KnowledgeGraph.Benchmarks.Data;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Server.SignIn;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>A server that can be started for a benchmark.</summary>
internal sealed record Peer(string Name, Func<Task<ServerProcess>> StartAsync);

/// <summary>Ours and the others, all on the same community. The others need `npm ci` in their folder.</summary>
internal static class Peers
{
    public static IEnumerable<Peer> All(BenchmarkCommunity community)
    {
        yield return new Peer("KnowledgeGraph", () => OursAsync(community.DataFolder));
        yield return Node("graphql-js + jit", "graphql-js.mjs", community, "jit");
        yield return Node("graphql-js", "graphql-js.mjs", community);
        yield return Node("mercurius jit:1", "mercurius.mjs", community);
        yield return Node("yoga", "yoga.mjs", community);
    }

    /// <summary>This product's server on a data folder that is there.</summary>
    public static Task<ServerProcess> OursAsync(string dataFolder, string cores = "0")
    {
        var port = ServerProcess.FreePort();
        var program = Path.Combine(AppContext.BaseDirectory, "KnowledgeGraph.Server.dll");
        var arguments = $"{program} serve --data {dataFolder} --urls http://127.0.0.1:{port}";
        return ServerProcess.StartAsync(
            "KnowledgeGraph", "dotnet", arguments, port, "/graphql", AppContext.BaseDirectory, cores);
    }

    /// <summary>A server that answers everything with the bytes of a file.</summary>
    public static Task<ServerProcess> FloorAsync(string answerFile)
    {
        var port = ServerProcess.FreePort();
        var program = Path.Combine(AppContext.BaseDirectory, "KnowledgeGraph.Benchmarks.dll");
        var arguments = $"{program} {FloorServer.Command} {answerFile} {port}";
        return ServerProcess.StartAsync("floor", "dotnet", arguments, port, "ready", AppContext.BaseDirectory);
    }

    /// <summary>A token for the server on a data folder, whose key is made where it is not there.</summary>
    public static string Token(string dataFolder, Role role) => LocalTokens.Create(
        SigningKey.Open(DataFolder.Open(new DataOptions { Folder = dataFolder })), new SignInOptions(), null, role, [],
        DateTime.UtcNow, DateTime.UtcNow.AddHours(1));

    /// <summary>The others, telling of their garbage collections.</summary>
    public static IEnumerable<TracedPeer> Traced(BenchmarkCommunity community)
    {
        yield return Trace("graphql-js + jit", "graphql-js.mjs", "jit");
        yield return Trace("mercurius jit:1", "mercurius.mjs", "");

        TracedPeer Trace(string name, string script, string argument) => new(
            name, onLine => StartNodeAsync(name, $"--trace-gc {script}", community, argument, onLine));
    }

    private static Peer Node(string name, string script, BenchmarkCommunity community, string argument = "") =>
        new(name, () => StartNodeAsync(name, script, community, argument));

    private static Task<ServerProcess> StartNodeAsync(
        string name, string script, BenchmarkCommunity community, string argument, Action<string>? onLine = null)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "KnowledgeGraph.Benchmarks", "Peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            throw new InvalidOperationException($"The peers are not installed: run `npm ci` in {folder}.");
        }

        var port = ServerProcess.FreePort();
        var arguments = $"{script} {community.ExportFile} {port} {argument}";
        return ServerProcess.StartAsync(name, "node", arguments, port, "ready", folder, onLine: onLine);
    }
}
