using System.Collections.Concurrent;
using KnowledgeGraph.Import.Html;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>What the files of one dump share: how ids are made, and which members and documents there are.</summary>
internal sealed class DumpContext(DumpSite site, IImportSink sink)
{
    // A converter is for one thread at a time.
    private readonly ConcurrentBag<HtmlToMarkdown> _converters = [];

    public DumpSite Site { get; } = site;

    public IImportSink Sink { get; } = sink;

    /// <summary>The users that were read.</summary>
    public IdSet Members { get; } = new();

    /// <summary>The questions and answers that were read.</summary>
    public IdSet Documents { get; } = new();

    /// <summary>The topics that were said to exist; as many as there are tags.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Tags by the id of the post that describes them; as many as there are tags.</summary>
    public Dictionary<long, (string Topic, bool IsExcerpt)> TagPosts { get; } = [];

    public string MemberId(long id) => $"member:{Site.Key}/{id}";

    public string DocumentId(long id) => $"document:{Site.Key}/{id}";

    public string InteractionId(string kind, long id) => $"{Site.Key}/{kind}/{id}";

    /// <summary>Turns HTML into Markdown; on any thread.</summary>
    public string ToMarkdown(string html)
    {
        if (!_converters.TryTake(out var converter)) converter = new HtmlToMarkdown(Site.Address);
        var markdown = converter.Convert(html);
        _converters.Add(converter);
        return markdown;
    }
}
