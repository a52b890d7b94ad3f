using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// The descriptions of topics: a tag's excerpt (a sentence or two of plain text), then its wiki (HTML). The two are
/// posts of their own, as a rule one after the other; the first of them waits for the second.
/// </summary>
internal sealed class TagDescriptions(DumpContext context)
{
    private static readonly PropertyDefinition Description = NodeKinds.Topic["description"];

    private readonly Dictionary<string, (string Excerpt, string Wiki, SourcePosition Position)> _halves =
        new(StringComparer.Ordinal);

    public void Read(DumpFile row, long id)
    {
        if (!context.TagPosts.TryGetValue(id, out var tag))
        {
            context.Sink.Skip("the description of a tag that is not in Tags.xml");
            return;
        }

        PostsPart.AddEdit(context, row, id, tag.Topic);
        var body = row.Text(PostsPart.Body);
        var text = body is null ? "" : tag.IsExcerpt ? body.Trim() : context.ToMarkdown(body);
        if (_halves.Remove(tag.Topic, out var other))
            Add(tag.Topic, tag.IsExcerpt ? text : other.Excerpt, tag.IsExcerpt ? other.Wiki : text, row.Position);
        else
            _halves.Add(tag.Topic, tag.IsExcerpt ? (text, "", row.Position) : ("", text, row.Position));
    }

    public void End()
    {
        foreach (var (topic, (excerpt, wiki, position)) in _halves) Add(topic, excerpt, wiki, position);
        _halves.Clear();
    }

    private void Add(string topic, string excerpt, string wiki, SourcePosition position)
    {
        var description = excerpt.Length == 0 ? wiki : wiki.Length == 0 ? excerpt : $"{excerpt}\n\n{wiki}";
        if (description.Length == 0) return;
        var slug = topic["topic:".Length..];
        context.Sink.Add(Topics.DraftFromSlug(topic, slug).Set(Description, description).ToCommand(), position);
    }
}
