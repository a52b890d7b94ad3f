using System.Text;
using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Git;

/// <summary>
/// Imports a git repository, bare or with a work tree: the repository with its languages, first and last commit; who
/// contributed how many commits and lines, by month; the README as a document. People are matched to members by the
/// map file, then by the hash of their address; addresses themselves are not stored.
/// </summary>
public sealed class GitImporter : IImporter
{
    private const int CommitsPerReport = 1_000;

    private static readonly PropertyDefinition Name = NodeKinds.CodeRepository["name"];
    private static readonly PropertyDefinition Description = NodeKinds.CodeRepository["description"];
    private static readonly PropertyDefinition Url = NodeKinds.CodeRepository["url"];
    private static readonly PropertyDefinition Languages = NodeKinds.CodeRepository["languages"];
    private static readonly PropertyDefinition CreatedAt = NodeKinds.CodeRepository["createdAt"];
    private static readonly PropertyDefinition UpdatedAt = NodeKinds.CodeRepository["updatedAt"];
    private static readonly PropertyDefinition Title = NodeKinds.Document["title"];
    private static readonly PropertyDefinition Body = NodeKinds.Document["body"];
    private static readonly PropertyDefinition Format = NodeKinds.Document["format"];

    private readonly string _folder;
    private readonly MemberDirectory _members;
    private readonly string? _mapFile;

    /// <param name="folder">The repository's folder itself, not one inside it.</param>
    /// <param name="members">Members to be recognized by address; null for none.</param>
    /// <param name="mapFile">Lines `address or name = member id`; null for none.</param>
    public GitImporter(string folder, MemberDirectory? members = null, string? mapFile = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _members = members ?? MemberDirectory.Empty;
        _mapFile = mapFile;
    }

    public string Actor => "import:git";

    public void Read(IImportSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!Directory.Exists(_folder)) throw new ImportException($"There is no folder {_folder}.");
        var git = new GitProgram(_folder);
        RequireHistory(git, sink);
        var map = _mapFile is null ? null : MemberMap.Read(_mapFile, sink);
        // From the repository's own file alone: what that file includes may lie anywhere.
        var (configured, _) = git.TryRun("config", "--local", "--no-includes", "--get", "remote.origin.url");
        var remote = RemoteAddress.Parse(configured);
        var name = remote?.Name ?? NameOfFolder();
        var key = remote?.Key ?? Slug.Of(name);
        var position = new SourcePosition(name, 0);

        var contributors = new Contributors(map, _members);
        var (first, last) = ReadHistory(git, contributors, sink, cancellation);
        var files = RepositoryFiles.Read(git);
        var readme = ReadReadme(git, files, sink);
        var repository = new NodeDraft(NodeKinds.CodeRepository, $"repository:{key}")
            .Set(Name, name)
            .Set(Url, remote?.Url)
            .Set(Languages, PropertyValue.TextList(files.LanguagesByBytes))
            .Set(CreatedAt, PropertyValues.Instant(first))
            .Set(UpdatedAt, PropertyValues.Instant(last))
            .Set(Description, readme is null ? null : DescriptionOf(readme));
        sink.Add(repository.ToCommand(), position);
        if (!string.IsNullOrWhiteSpace(readme)) AddReadme(key, name, files.Readme!, readme, sink);
        contributors.AddTo(sink, $"repository:{key}", position);
    }

    private void RequireHistory(GitProgram git, IImportSink sink)
    {
        var (shallow, error) = git.TryRun("rev-parse", "--is-shallow-repository");
        if (shallow is null)
            throw new ImportException($"{_folder} is no git repository that can be read: {error}");
        if (git.TryRun("rev-parse", "--verify", "--quiet", "HEAD^{commit}").Output is null)
            throw new ImportException($"{_folder} is a git repository without a commit. There is nothing to import.");
        if (shallow == "true") sink.Note("the clone is shallow: older commits are not counted (git fetch --unshallow)");
    }

    private static (long? First, long? Last) ReadHistory(
        GitProgram git, Contributors contributors, IImportSink sink, CancellationToken cancellation)
    {
        var total = long.TryParse(git.TryRun("rev-list", "--count", "HEAD").Output, out var count) ? count : 0;
        long read = 0;
        long? first = null, last = null;
        var error = GitLog.Read(git, commit =>
        {
            sink.RecordRead();
            contributors.Add(commit);
            if (commit.CommittedAt is { } at)
            {
                first = first < at ? first : at;
                last = last > at ? last : at;
            }

            if (++read % CommitsPerReport != 0) return;
            cancellation.ThrowIfCancellationRequested();
            sink.Progress("commits", read, total);
        });
        if (error is not null) sink.CutOff(new("git log", read), "the history cannot be read further", error);
        return (first, last);
    }

    private static string? ReadReadme(GitProgram git, RepositoryFiles files, IImportSink sink)
    {
        if (files.Readme is null) return null;
        if (files.ReadmeBytes <= Limits.BodyBytesMax)
            return git.TryRun("cat-file", "blob", $"HEAD:{files.Readme}").Output;
        sink.Problem(new(files.Readme, 0), "the file is too large for a document", $"{files.ReadmeBytes:N0} bytes");
        return null;
    }

    private static void AddReadme(string key, string name, string path, string text, IImportSink sink)
    {
        var body = CleanText.Of(text).Trim();
        var position = new SourcePosition(path, 0);
        var id = $"document:{key}/{path}";
        var document = new NodeDraft(NodeKinds.Document, id)
            .Set(Title, MarkdownText.TitleOf(MarkdownText.Parse(body)) ?? name)
            .Set(Body, body)
            .Set(Format, PropertyValues.Enumeration(Format, "MANUAL"));
        sink.RecordRead();
        sink.Add(document.ToCommand(), position);
        sink.Add(Edges.Link(EdgeType.Includes, $"repository:{key}", id), position);
    }

    private static string? DescriptionOf(string readme)
    {
        var text = MarkdownText.FirstParagraphOf(MarkdownText.Parse(readme));
        return text is null || Encoding.UTF8.GetByteCount(text) > Limits.TextBytesMax ? null : text;
    }

    private string NameOfFolder()
    {
        var name = Path.GetFileName(_folder);
        if (name.EndsWith(".git", StringComparison.Ordinal) && name.Length > 4) name = name[..^4];
        return Slug.Of(name).Length > 0 ? name : "repository";
    }
}
