using KnowledgeGraph.Import.Running;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>Tags.xml: the topics, and which posts describe them.</summary>
internal sealed class TagsPart(DumpContext context) : IDumpPart
{
    private const int TagName = 0, ExcerptPostId = 1, WikiPostId = 2;

    public string FileName => "Tags.xml";

    public string[] Columns { get; } = ["TagName", "ExcerptPostId", "WikiPostId"];

    public void Read(DumpFile row)
    {
        var tag = row.Text(TagName) ?? throw new FormatException("TagName is missing");
        var topic = Topics.IdOf(tag) ?? throw new FormatException($"TagName has no letter or digit: {tag}");
        if (context.Topics.Add(topic)) context.Sink.Add(Topics.FromSlug(topic, tag), row.Position);
        if (row.Integer(ExcerptPostId) is { } excerpt) context.TagPosts[excerpt] = (topic, true);
        if (row.Integer(WikiPostId) is { } wiki) context.TagPosts[wiki] = (topic, false);
    }
}
