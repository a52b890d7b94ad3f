using System.Diagnostics;
using System.Globalization;
using KnowledgeGraph.Benchmarks.Data;

namespace KnowledgeGraph.Benchmarks.Search;

/// <summary>Runs tests/lucene/LucenePeer.java on the libraries of `../shared/neo4j/lib`.</summary>
internal static class LucenePeer
{
    /// <summary>Its figures by name; none where Java or the libraries are absent, which is said.</summary>
    public static Dictionary<string, double[]> Bench(
        TokenCorpus corpus, Dictionary<string, IReadOnlyList<string>> queries, string folder)
    {
        var libraries = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "neo4j", "lib"));
        if (!Directory.Exists(libraries) || !Starts("javac", ["-version"]))
        {
            Console.WriteLine("Lucene is left out: there is no JDK or no ../shared/neo4j/lib.");
            return [];
        }

        var documents = Path.Combine(folder, "documents.tsv");
        File.WriteAllLines(documents, corpus.Documents.Select(document => $"{document.Title}\t{document.Body}"));
        var lines = queries.SelectMany(kind => kind.Value.Select(text => $"{kind.Key}\t{text}"));
        var asked = Path.Combine(folder, "queries.tsv");
        File.WriteAllLines(asked, lines);
        var classes = Path.Combine(folder, "classes");
        var source = Path.Combine(RepositoryRoot.Path, "tests", "lucene", "LucenePeer.java");
        Output("javac", ["-cp", $"{libraries}/*", "-d", classes, source]);
        var output = Output("java", [
            "-Xmx2g", "-cp", $"{classes}{Path.PathSeparator}{libraries}/*", "LucenePeer", "bench", documents, asked,
            Path.Combine(folder, "lucene")]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(
            line => line[0],
            line => line[1..].Select(value => double.Parse(value, CultureInfo.InvariantCulture)).ToArray());
    }

    private static bool Starts(string program, string[] arguments)
    {
        try
        {
            Output(program, arguments);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Output(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
