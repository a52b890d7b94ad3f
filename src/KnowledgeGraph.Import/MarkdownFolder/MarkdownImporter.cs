using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.MarkdownFolder;

/// <summary>
/// Imports a folder of Markdown as documents. Front matter, where there is some, may say `title`, `topics` or `tags`,
/// `date` and `updated`, `authors` or `author` (members' ids, or names), `language`, `format`, `license`, `url`, `id`
/// or `slug`; without it the title is the first heading or the file's name. Links between pages are REFERENCES.
/// </summary>
/// <remarks>The pages are read twice, documents first, since a page may link to one that comes later.</remarks>
public sealed class MarkdownImporter : IImporter
{
    private static readonly PropertyDefinition Title = NodeKinds.Document["title"];
    private static readonly PropertyDefinition Body = NodeKinds.Document["body"];
    private static readonly PropertyDefinition Format = NodeKinds.Document["format"];
    private static readonly PropertyDefinition Language = NodeKinds.Document["language"];
    private static readonly PropertyDefinition License = NodeKinds.Document["license"];
    private static readonly PropertyDefinition CreatedAt = NodeKinds.Document["createdAt"];
    private static readonly PropertyDefinition UpdatedAt = NodeKinds.Document["updatedAt"];
    private static readonly PropertyDefinition Url = NodeKinds.Document["url"];
    private static readonly PropertyDefinition DisplayName = NodeKinds.Member["displayName"];

    private readonly string _folder;
    private readonly string _source;
    private readonly PageIds _ids;
    private readonly HashSet<string> _topics = new(StringComparer.Ordinal);
    private readonly HashSet<string> _authors = new(StringComparer.Ordinal);

    /// <param name="folder">The folder.</param>
    /// <param name="source">What ids begin with; null for the folder's name.</param>
    public MarkdownImporter(string folder, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var slug = Slug.Of(source ?? Path.GetFileName(_folder));
        _source = slug.Length > 0 ? slug : "markdown";
        _ids = new PageIds(_source);
    }

    public string Actor => "import:markdown";

    public void Read(IImportSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        if (!Directory.Exists(_folder)) throw new ImportException($"There is no folder {_folder}.");
        var paths = MarkdownFiles.Below(_folder).ToList();
        if (paths.Count == 0) throw new ImportException($"{_folder} holds no Markdown file (*.md).");
        long done = 0;
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            sink.RecordRead();
            if (MarkdownPage.Read(_folder, path, sink) is { } page) AddDocument(page, sink);
            sink.Progress("pages", ++done, 2 * paths.Count);
        }

        var silent = new SilentSink(sink);
        foreach (var path in paths)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_ids.Find(path) is { } id && MarkdownPage.Read(_folder, path, silent) is { } page)
                AddLinks(page, id, sink);
            sink.Progress("links", ++done, 2 * paths.Count);
        }
    }

    private void AddDocument(MarkdownPage page, IImportSink sink)
    {
        var position = new SourcePosition(page.Path, 0);
        if (!_ids.TryAdd(page, out var id))
        {
            sink.Problem(position, "another page has the same id", id);
            return;
        }

        var document = new NodeDraft(NodeKinds.Document, id)
            .Set(Title, page.Matter["title"] ?? TitleOf(page))
            .Set(Body, page.Body.Trim())
            .Set(Language, page.Matter["language"] ?? page.Matter["lang"])
            .Set(License, page.Matter["license"])
            .Set(CreatedAt, InstantOf(page, sink, "date", "created"))
            .Set(UpdatedAt, InstantOf(page, sink, "updated", "lastmod"));
        SetFormat(document, page, sink);
        if (page.Matter["url"] is { } url)
        {
            if (PropertyValues.IsUrl(url)) document.Set(Url, url);
            else sink.Problem(position, "`url` is no http address", url);
        }

        sink.Add(document.ToCommand(), position);
        foreach (var name in page.Matter.List("topics", "tags")) AddTopic(id, name, position, sink);
        foreach (var name in page.Matter.List("authors", "author")) AddAuthor(id, name, position, sink);
    }

    private static void SetFormat(NodeDraft document, MarkdownPage page, IImportSink sink)
    {
        if (page.Matter["format"] is not { } format) return;
        if (PropertyValues.TryEnumeration(Format, format.ToUpperInvariant(), out var value))
            document.Set(Format, value);
        else
            sink.Problem(
                new(page.Path, 0), "`format` is none that is known",
                $"{format}; known are {string.Join(", ", Format.Values)}");
    }

    private static PropertyValue InstantOf(MarkdownPage page, IImportSink sink, params string[] names)
    {
        var text = names.Select(name => page.Matter[name]).FirstOrDefault(value => value is not null);
        if (text is null) return PropertyValue.Null;
        if (InstantText.TryParse(text, out var ticks)) return PropertyValue.InstantFromTicks(ticks);
        sink.Problem(new(page.Path, 0), "a date has no form that is known", $"{text}, not {InstantText.Expected}");
        return PropertyValue.Null;
    }

    private void AddTopic(string document, string name, SourcePosition position, IImportSink sink)
    {
        if (Topics.IdOf(name) is not { } topic)
        {
            sink.Problem(position, "a topic's name holds no letter or digit", name);
            return;
        }

        if (_topics.Add(topic)) sink.Add(Topics.FromName(topic, name), position);
        sink.Add(Edges.Link(EdgeType.About, document, topic), position);
    }

    private void AddAuthor(string document, string name, SourcePosition position, IImportSink sink)
    {
        var id = name;
        if (!name.StartsWith("member:", StringComparison.Ordinal))
        {
            var slug = Slug.Of(name);
            if (slug.Length == 0)
            {
                sink.Problem(position, "an author's name holds no letter or digit", name);
                return;
            }

            id = $"member:{_source}/{slug}";
            var member = new NodeDraft(NodeKinds.Member, id).SetIfNew(DisplayName, PropertyValue.Text(name));
            if (_authors.Add(id)) sink.Add(member.ToCommand(), position);
        }

        sink.Add(Edges.Link(EdgeType.Authored, id, document), position);
    }

    private void AddLinks(MarkdownPage page, string id, IImportSink sink)
    {
        var targets = MarkdownText.LinksOf(MarkdownText.Parse(page.Body))
            .Select(link => _ids.Resolve(page.Path, link))
            .Where(target => target is not null && target != id)
            .Distinct();
        foreach (var target in targets)
            sink.Add(Edges.Link(EdgeType.References, id, target!), new(page.Path, 0));
    }

    private static string TitleOf(MarkdownPage page) =>
        MarkdownText.TitleOf(MarkdownText.Parse(page.Body)) ?? Path.GetFileNameWithoutExtension(page.Path);
}
