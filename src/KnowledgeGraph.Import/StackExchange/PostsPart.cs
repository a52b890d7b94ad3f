using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// Posts.xml: questions and answers with their authors, topics and last edits; the posts that describe tags become the
/// topics' descriptions. Posts of deleted users have a name but no user, and are kept without an author.
/// </summary>
internal sealed class PostsPart(DumpContext context) : IDumpPart
{
    internal const int Id = 0, PostTypeId = 1, ParentId = 2, AcceptedAnswerId = 3, CreationDate = 4, Score = 5,
        ViewCount = 6, Body = 7, OwnerUserId = 8, LastEditorUserId = 9, LastEditDate = 10, LastActivityDate = 11,
        Title = 12, Tags = 13, ContentLicense = 14;

    private readonly QuestionsAndAnswers _documents = new(context);
    private readonly TagDescriptions _descriptions = new(context);

    public string FileName => "Posts.xml";

    public string[] Columns { get; } =
    [
        "Id", "PostTypeId", "ParentId", "AcceptedAnswerId", "CreationDate", "Score", "ViewCount", "Body", "OwnerUserId",
        "LastEditorUserId", "LastEditDate", "LastActivityDate", "Title", "Tags", "ContentLicense",
    ];

    public void Read(DumpFile row)
    {
        var id = row.RequiredInteger(Id);
        switch (row.RequiredInteger(PostTypeId))
        {
            case 1: _documents.ReadQuestion(row, id); break;
            case 2: _documents.ReadAnswer(row, id); break;
            case 4 or 5: _descriptions.Read(row, id); break;
            default: context.Sink.Skip("a post that is neither question, answer nor description of a tag"); break;
        }
    }

    public void End()
    {
        _documents.End();
        _descriptions.End();
    }

    /// <summary>The last edit as an event. A later dump with another edit adds one more.</summary>
    internal static void AddEdit(DumpContext context, DumpFile row, long id, string target)
    {
        if (row.Integer(LastEditorUserId) is not { } editor || row.Instant(LastEditDate) is not { } at) return;
        if (!context.Members.Contains(editor))
        {
            context.Sink.Skip("an edit by a user who is not in the dump");
            return;
        }

        var eventId = $"{context.InteractionId("edit", id)}/{InstantText.Format(at)}";
        var edit = Edges.Interaction(EdgeType.Edited, eventId, context.MemberId(editor), target, at);
        context.Sink.Add(edit, row.Position);
    }
}
