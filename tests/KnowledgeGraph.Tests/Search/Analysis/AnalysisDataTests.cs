using System.Diagnostics;
using System.IO.Compression;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Analysis;

public class AnalysisDataTests
{
    private const string Folder = "src/KnowledgeGraph.Search/Analysis/Data";

    [MadeDataFact]
    public void The_data_files_are_what_their_script_makes()
    {
        using var made = new TemporaryFolder();
        var start = new ProcessStartInfo("node", ["make.mjs", made.Root])
        {
            WorkingDirectory = Repository.PathOf(Folder), RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.Equal(0, node.ExitCode);
        foreach (var name in new[] { "characters.bin", "pinyin.bin" })
        {
            Assert.Equal(
                Inflate(Path.Combine(made.Root, name)), Inflate(Repository.PathOf($"{Folder}/{name}")));
        }
    }

    private static byte[] Inflate(string path)
    {
        using var file = File.OpenRead(path);
        using var inflated = new DeflateStream(file, CompressionMode.Decompress);
        var bytes = new MemoryStream();
        inflated.CopyTo(bytes);
        return bytes.ToArray();
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class MadeDataFactAttribute : FactAttribute
    {
        public MadeDataFactAttribute()
        {
            if (!Directory.Exists(Repository.PathOf($"{Folder}/node_modules")))
            {
                Skip = $"What the data is made from is not installed: run `npm ci` in {Folder}.";
            }
        }
    }
}
