using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>Comments.xml: COMMENTED with the text, which the sites keep as a small Markdown already.</summary>
internal sealed class CommentsPart(DumpContext context) : IDumpPart
{
    private const int Id = 0, PostId = 1, Text = 2, CreationDate = 3, UserId = 4;

    public string FileName => "Comments.xml";

    public string[] Columns { get; } = ["Id", "PostId", "Text", "CreationDate", "UserId"];

    public void Read(DumpFile row)
    {
        var id = row.RequiredInteger(Id);
        var post = row.RequiredInteger(PostId);
        var at = row.RequiredInstant(CreationDate);
        if (row.Integer(UserId) is not { } user || !context.Members.Contains(user))
        {
            context.Sink.Skip("a comment whose author's account was deleted");
        }
        else if (!context.Documents.Contains(post))
        {
            context.Sink.Skip("a comment on a post that is not in the dump");
        }
        else
        {
            var comment = Edges.Interaction(
                EdgeType.Commented, context.InteractionId("comment", id), context.MemberId(user),
                context.DocumentId(post), at, ("text", PropertyValue.TextOrNull(row.Text(Text))));
            context.Sink.Add(comment, row.Position);
        }
    }
}
