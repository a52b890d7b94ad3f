using System.Text;
using System.Text.Unicode;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.MarkdownFolder;

/// <summary>One file of a folder of Markdown, read and split.</summary>
/// <param name="Path">Relative to the folder, with slashes.</param>
/// <param name="Matter">Its front matter.</param>
/// <param name="Body">The Markdown after it.</param>
internal sealed record MarkdownPage(string Path, FrontMatter Matter, string Body)
{
    /// <summary>Reads the file; what is wrong with it is reported, and null given where it cannot be used.</summary>
    public static MarkdownPage? Read(string folder, string path, IImportSink sink)
    {
        var position = new SourcePosition(path, 0);
        try
        {
            var file = new FileInfo(System.IO.Path.Combine(folder, path));
            if (file.Length > Limits.BodyBytesMax)
            {
                sink.Problem(position, "the file is too large for a document", $"{file.Length:N0} bytes");
                return null;
            }

            return Split(path, File.ReadAllBytes(file.FullName), sink);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            sink.Problem(position, "the file cannot be read", exception.Message);
            return null;
        }
    }

    private static MarkdownPage? Split(string path, byte[] bytes, IImportSink sink)
    {
        if (!Utf8.IsValid(bytes))
        {
            sink.Problem(new(path, 0), "the file is not valid UTF-8", "save it as UTF-8");
            return null;
        }

        var text = CleanText.Of(Encoding.UTF8.GetString(bytes));
        var fault = FrontMatter.Split(text, out var matter, out var body);
        if (fault is not null)
            sink.Problem(new(path, 0), "the front matter is not YAML; the page is taken without it", fault);
        return new MarkdownPage(path, matter, body);
    }
}
