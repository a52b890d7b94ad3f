using System.Xml;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// Imports one site of the public Stack Exchange dump: a folder of Users.xml, Posts.xml and, where they are there,
/// Tags.xml, Comments.xml, Votes.xml and PostLinks.xml. Members are `member:SITE/7`, questions and answers
/// `document:SITE/1`, interactions `SITE/comment/7`; topics are shared by all sources, `topic:quantum-gate`.
/// </summary>
public sealed class StackExchangeImporter : IImporter
{
    private readonly string _folder;
    private readonly DumpSite _site;

    /// <param name="folder">The folder that holds the XML files.</param>
    /// <param name="siteKey">
    /// What ids begin with; null for what follows from the folder's name: `qc.se` for quantumcomputing.stackexchange,
    /// `NAME.se` for other NAME.stackexchange, `so` for stackoverflow, else the name itself.
    /// </param>
    public StackExchangeImporter(string folder, string? siteKey = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = Path.GetFullPath(folder);
        _site = DumpSite.Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(_folder)), siteKey);
    }

    public string Actor => "import:stackexchange";

    /// <summary>What ids begin with.</summary>
    public string SiteKey => _site.Key;

    public void Read(IImportSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        RequireDump();
        var context = new DumpContext(_site, sink);
        // Each file needs only nodes of those before it. Tags.xml comes before the posts, since it says which of
        // them describe a tag.
        IDumpPart[] parts =
        [
            new UsersPart(context), new TagsPart(context), new PostsPart(context), new CommentsPart(context),
            new PostLinksPart(context), new VotesPart(context),
        ];
        var present = parts.Where(part => File.Exists(PathOf(part))).ToList();
        foreach (var part in parts.Except(present)) sink.Note($"no {part.FileName} in the folder");
        NoteFilesLeftOut(sink);
        var total = present.Sum(part => new FileInfo(PathOf(part)).Length);
        long done = 0;
        foreach (var part in present)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadPart(part, sink, done, total);
            done += new FileInfo(PathOf(part)).Length;
            sink.Progress(part.FileName, done, total);
        }
    }

    private string PathOf(IDumpPart part) => Path.Combine(_folder, part.FileName);

    private void RequireDump()
    {
        if (!Directory.Exists(_folder)) throw new ImportException($"There is no folder {_folder}.");
        foreach (var file in (string[])["Users.xml", "Posts.xml"])
        {
            if (!File.Exists(Path.Combine(_folder, file)))
                throw new ImportException(
                    $"{_folder} holds no {file}. A Stack Exchange dump is a folder with Users.xml and Posts.xml, " +
                    "and as a rule Comments.xml, Votes.xml, PostLinks.xml and Tags.xml; unpack the archive first.");
        }
    }

    private void NoteFilesLeftOut(IImportSink sink)
    {
        foreach (var file in (string[])["Badges.xml", "PostHistory.xml"])
        {
            if (File.Exists(Path.Combine(_folder, file)))
                sink.Note($"{file} is not imported: nothing in the graph corresponds to it");
        }
    }

    private void ReadPart(IDumpPart part, IImportSink sink, long done, long total)
    {
        const int RowsPerReport = 1_000;
        var last = new SourcePosition(part.FileName, 0);
        try
        {
            using var file = new DumpFile(PathOf(part), part.Columns);
            for (var rows = 1; file.Read(); rows++)
            {
                last = file.Position;
                sink.RecordRead();
                ReadRow(part, file, sink);
                if (rows % RowsPerReport == 0) sink.Progress(part.FileName, done + file.BytesRead, total);
            }
        }
        catch (XmlException exception)
        {
            var position = exception.LineNumber > 0 ? last with { Line = exception.LineNumber } : last;
            sink.CutOff(position, "the XML is broken here; the rest of the file is not read", exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            sink.CutOff(last, "the file cannot be read", exception.Message);
        }

        part.End();
    }

    private static void ReadRow(IDumpPart part, DumpFile file, IImportSink sink)
    {
        try
        {
            part.Read(file);
        }
        catch (FormatException exception)
        {
            sink.Problem(file.Position, "a value is missing or has the wrong form", exception.Message);
        }
    }
}
