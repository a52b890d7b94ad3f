using System.IO.Compression;

namespace KnowledgeGraph.Import.Running;

/// <summary>
/// A file opened for reading from start to end, uncompressed on the way where its name ends in `.gz`.
/// </summary>
internal sealed class SourceFile : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly FileStream _file;

    private SourceFile(FileStream file, Stream content)
    {
        _file = file;
        Content = content;
    }

    /// <summary>The content.</summary>
    public Stream Content { get; }

    /// <summary>The file's length, as it is on the disk.</summary>
    public long Length => _file.Length;

    /// <summary>How much of <see cref="Length"/> was read, give or take a buffer.</summary>
    public long BytesRead => _file.Position;

    /// <exception cref="ImportException">There is no such file, it cannot be opened, or it is a pipe.</exception>
    public static SourceFile Open(string path)
    {
        try
        {
            var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
            if (!file.CanSeek)
            {
                file.Dispose();
                throw new ImportException($"{path} is a pipe, and is read more than once: write it to a file first.");
            }

            var isCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
            return new(file, isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException($"There is no file {path}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var why = Directory.Exists(path) ? "it is a folder" : exception.Message;
            throw new ImportException($"{path} cannot be read: {why}", exception);
        }
    }

    public void Dispose() => Content.Dispose();
}
