using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KnowledgeGraph.Import.Git;

/// <summary>
/// Runs `git` in a repository that nobody vouches for. Its configuration may name programs to run (a pager, a diff
/// tool, a hook, a monitor, a signature checker) and places to fetch from: all of them are turned off here, and only
/// commands that read objects are used, never the index or the files of the work tree.
/// </summary>
internal sealed class GitProgram(string folder)
{
    private static readonly string[] Safe =
    [
        "--no-pager", "--no-optional-locks",
        "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
        "-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "diff.external=",
        "-c", "protocol.allow=never",
    ];

    /// <summary>Runs to the end; the output as text, without the line end at its end.</summary>
    /// <returns>The output, or null with the first line of what git said was wrong.</returns>
    public (string? Output, string Error) TryRun(params string[] arguments)
    {
        string? output = null;
        var error = Read(arguments, stream =>
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            output = reader.ReadToEnd().TrimEnd('\n');
        });
        return error is null ? (output, "") : (null, error);
    }

    /// <summary>Runs, and hands the output over while it comes.</summary>
    /// <returns>Null, or the first line of what git said was wrong.</returns>
    /// <exception cref="ImportException">There is no git.</exception>
    public string? Read(IEnumerable<string> arguments, Action<Stream> read)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Close();
        try
        {
            read(process.StandardOutput.BaseStream);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.WaitForExit();
        if (process.ExitCode == 0) return null;
        var said = error.GetAwaiter().GetResult().Trim();
        return said.Length == 0 ? $"git ended with {process.ExitCode}" : said.Split('\n')[0];
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Safe.Concat(arguments)) start.ArgumentList.Add(argument);
        // What the caller's shell says about git (another repository, a tracing tool) is not meant for this one.
        foreach (var name in start.Environment.Keys.Where(IsGitVariable).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        // Only this folder: not a repository that it happens to lie in.
        start.Environment["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(folder) ?? folder;
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new ImportException(
                $"The program `git` cannot be run ({exception.Message}). Install git to import a repository.",
                exception);
        }
    }

    // The user's own configuration stays: it is trusted, and may say that this repository is.
    private static bool IsGitVariable(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal) && !name.StartsWith("GIT_CONFIG", StringComparison.Ordinal);
}
