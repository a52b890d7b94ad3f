using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>PostLinks.xml: REFERENCES (type 1) and DUPLICATES (type 3).</summary>
internal sealed class PostLinksPart(DumpContext context) : IDumpPart
{
    private const int CreationDate = 0, PostId = 1, RelatedPostId = 2, LinkTypeId = 3;

    public string FileName => "PostLinks.xml";

    public string[] Columns { get; } = ["CreationDate", "PostId", "RelatedPostId", "LinkTypeId"];

    public void Read(DumpFile row)
    {
        var from = row.RequiredInteger(PostId);
        var to = row.RequiredInteger(RelatedPostId);
        EdgeType? type = row.RequiredInteger(LinkTypeId) switch
        {
            1 => EdgeType.References,
            3 => EdgeType.Duplicates,
            _ => null,
        };
        if (type is null)
            context.Sink.Skip("a link between posts of an unknown type");
        else if (from == to)
            context.Sink.Skip("a link of a post to itself");
        else if (!context.Documents.Contains(from) || !context.Documents.Contains(to))
            context.Sink.Skip("a link from or to a post that is not in the dump");
        else
            context.Sink.Add(
                Edges.Link(type.Value, context.DocumentId(from), context.DocumentId(to), row.Instant(CreationDate)),
                row.Position);
    }
}
