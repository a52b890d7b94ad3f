using System.Diagnostics;
using KnowledgeGraph.Tests.Support;

namespace KnowledgeGraph.Tests.Import.Git;

/// <summary>A git repository made for one test, away from the user's own configuration.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestRepository(string name = "engine")
    {
        Path = _folder.PathOf(name);
        Directory.CreateDirectory(Path);
        Run("init", "-q", "-b", "main", ".");
    }

    public string Path { get; }

    /// <summary>The folder that the repository lies in.</summary>
    public string Outside => _folder.Root;

    public TestRepository Write(string file, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.Combine(Path, file))!);
        File.WriteAllText(System.IO.Path.Combine(Path, file), content);
        return this;
    }

    /// <summary>Commits everything there is.</summary>
    public TestRepository Commit(string name, string email, string date)
    {
        Run("add", "-A");
        Run(Identity(name, email), date, "commit", "-q", "--allow-empty", "-m", "work");
        return this;
    }

    public void Run(params string[] arguments) =>
        Run(Identity("T", "t@example.org"), "2024-01-01T00:00:00Z", arguments);

    public void Dispose() => _folder.Dispose();

    private static string[] Identity(string name, string email) =>
        ["-c", $"user.name={name}", "-c", $"user.email={email}", "-c", "commit.gpgSign=false"];

    private void Run(string[] identity, string date, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Path, RedirectStandardError = true };
        foreach (var argument in identity.Concat(arguments)) start.ArgumentList.Add(argument);
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_AUTHOR_DATE"] = date;
        start.Environment["GIT_COMMITTER_DATE"] = date;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }
}
