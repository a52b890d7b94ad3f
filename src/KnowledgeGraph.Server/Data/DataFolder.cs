using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;

namespace KnowledgeGraph.Server.Data;

/// <summary>The folder that holds one community: the store, and files derived from it. Immutable.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private DataFolder(string path) => FullPath = path;

    public string FullPath { get; }

    /// <summary>The store: the only file here that cannot be made again.</summary>
    public string Store => Path.Combine(FullPath, "community.db");

    /// <summary>The read model as it was last written; may be deleted.</summary>
    public string Snapshot => Path.Combine(FullPath, "readmodel.snapshot");

    /// <summary>Signs tokens where there is no issuer; who has it is everybody.</summary>
    public string SigningKey => Path.Combine(FullPath, "signing.key");

    /// <summary>There from before the first record of the seed is stored until after the last.</summary>
    public string SeedMark => Path.Combine(FullPath, "seed.loading");

    /// <summary>Finds the folder, and makes it where it is not there.</summary>
    /// <exception cref="CommandException">It cannot be made, or no file can be written in it.</exception>
    public static DataFolder Open(DataOptions options)
    {
        var path = Path.GetFullPath(options.Folder.Length > 0 ? options.Folder : Default());
        try
        {
            // What members say is for the user who runs the program, not for everybody with an account here.
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else if (!Directory.Exists(path)) Directory.CreateDirectory(path, OwnerOnly);

            var probe = Path.Combine(path, $".writable-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Data,
                $"The data folder {path} cannot be written: {exception.Message.ReplaceLineEndings(" ")} " +
                "Give this user the right to write there, or name another folder with --data DIR.", exception);
        }

        return new DataFolder(path);
    }

    /// <summary>The folder where nobody names one.</summary>
    public static string Default()
    {
        // LocalApplicationData is XDG_DATA_HOME or ~/.local/share on Unix and %LOCALAPPDATA% on Windows; empty for a
        // user without a home.
        var data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0 ? Path.Combine(data, "knowledgegraph") : throw new CommandException(ExitCode.Data,
            "This user has no home folder to keep data in: name a folder with --data DIR.");
    }
}
