using System.Security.Cryptography;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.SignIn;

/// <summary>The key with which the program signs tokens where there is no issuer: 32 random bytes in a file.</summary>
internal static class SigningKey
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the key, and makes it where there is none.</summary>
    /// <exception cref="CommandException">It cannot be read or made, or others than its owner can read it.</exception>
    public static byte[] Open(DataFolder folder)
    {
        try
        {
            if (!File.Exists(folder.SigningKey)) Make(folder.SigningKey);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder.SigningKey) & ~OwnerOnly) != 0)
            {
                throw Wrong(folder, $"can be read by others than its owner: chmod 600 {folder.SigningKey}");
            }

            var key = File.ReadAllBytes(folder.SigningKey);
            return key.Length == KeyBytes
                ? key
                : throw Wrong(folder, $"has {key.Length} bytes instead of {KeyBytes}: delete it to have a new one");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong(folder, $"cannot be used: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }

    // Whole or not at all: another start must not read half of it, and of two that make one the first counts.
    private static void Make(string path)
    {
        var draft = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private static CommandException Wrong(DataFolder folder, string what) =>
        new(ExitCode.Data, $"The signing key {folder.SigningKey} {what}.");
}
