using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;
using static KnowledgeGraph.Import.StackExchange.PostsPart;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>Questions and answers as documents, with AUTHORED, ABOUT, ANSWERS and EDITED.</summary>
/// <remarks>
/// Answers have no ABOUT of their own: the tags are the question's, said by its author, and an answer's topics follow
/// over ANSWERS. Saying them again would count every topic once more for each answer.
/// </remarks>
internal sealed class QuestionsAndAnswers(DumpContext context)
{
    private static readonly PropertyDefinition FormatProperty = NodeKinds.Document["format"];
    private static readonly PropertyDefinition TitleProperty = NodeKinds.Document["title"];
    private static readonly PropertyDefinition BodyProperty = NodeKinds.Document["body"];
    private static readonly PropertyDefinition LanguageProperty = NodeKinds.Document["language"];
    private static readonly PropertyDefinition CreatedAtProperty = NodeKinds.Document["createdAt"];
    private static readonly PropertyDefinition UpdatedAtProperty = NodeKinds.Document["updatedAt"];
    private static readonly PropertyDefinition UrlProperty = NodeKinds.Document["url"];
    private static readonly PropertyDefinition ScoreProperty = NodeKinds.Document["score"];
    private static readonly PropertyDefinition ViewCountProperty = NodeKinds.Document["viewCount"];
    private static readonly PropertyDefinition LicenseProperty = NodeKinds.Document["license"];
    private static readonly PropertyValue QuestionFormat = PropertyValues.Enumeration(FormatProperty, "QUESTION");
    private static readonly PropertyValue AnswerFormat = PropertyValues.Enumeration(FormatProperty, "ANSWER");

    private readonly PropertyValue _language = PropertyValue.Text(context.Site.Language);

    // Questions' accepted answers, so that an answer knows when it comes.
    private readonly IdSet _accepted = new();

    // Answers that come before their question, which happens where questions were merged or moved: few.
    private readonly List<(long Answer, long Question, long At, SourcePosition Position)> _early = [];

    public void ReadQuestion(DumpFile row, long id)
    {
        AddDocument(row, id, QuestionFormat, "q");
        if (row.Integer(AcceptedAnswerId) is { } accepted) _accepted.Add(accepted);
        if (row[Tags] is { } tags) AddTopics(row, id, tags);
    }

    public void ReadAnswer(DumpFile row, long id)
    {
        var question = row.RequiredInteger(ParentId);
        var at = row.RequiredInstant(CreationDate);
        AddDocument(row, id, AnswerFormat, "a");
        if (context.Documents.Contains(question)) AddAnswers(id, question, at, row.Position);
        else _early.Add((id, question, at, row.Position));
    }

    public void End()
    {
        foreach (var (answer, question, at, position) in _early)
        {
            if (context.Documents.Contains(question)) AddAnswers(answer, question, at, position);
            else context.Sink.Skip("the link of an answer to a question that is not in the dump");
        }
    }

    private void AddDocument(DumpFile row, long id, PropertyValue format, string path)
    {
        var createdAt = row.RequiredInstant(CreationDate);
        var documentId = context.DocumentId(id);
        var document = new NodeDraft(NodeKinds.Document, documentId)
            .Set(FormatProperty, format)
            .Set(TitleProperty, row.Text(Title)?.Trim())
            .Set(LanguageProperty, _language)
            .Set(CreatedAtProperty, PropertyValue.InstantFromTicks(createdAt))
            // The last activity includes edits; a row without it may still know of one.
            .Set(UpdatedAtProperty, PropertyValues.Instant(row.Instant(LastActivityDate) ?? row.Instant(LastEditDate)))
            .Set(ScoreProperty, PropertyValues.Integer(row.Integer(Score)))
            .Set(ViewCountProperty, PropertyValues.Integer(row.Integer(ViewCount)))
            .Set(LicenseProperty, row.Text(ContentLicense) ?? ContentLicenses.At(createdAt));
        if (context.Site.Address is { } site) document.Set(UrlProperty, $"{site}{path}/{id}");
        Add(document, row.Text(Body), row.Position);
        context.Documents.Add(id);
        AddAuthor(row, documentId, createdAt);
        AddEdit(context, row, id, documentId);
    }

    // Most of the time of an import goes into the texts: they are converted on other threads than the one that reads.
    private void Add(NodeDraft document, string? body, SourcePosition position)
    {
        if (body is null) context.Sink.Add(document.ToCommand(), position);
        else context.Sink.AddLater(
            () => document.Set(BodyProperty, context.ToMarkdown(body)).ToCommand(), body.Length, position);
    }

    private void AddAuthor(DumpFile row, string documentId, long createdAt)
    {
        if (row.Integer(OwnerUserId) is { } owner && context.Members.Contains(owner))
            context.Sink.Add(
                Edges.Link(EdgeType.Authored, context.MemberId(owner), documentId, createdAt), row.Position);
        else
            context.Sink.Skip("the author of a post whose account was deleted: the post is stored without author");
    }

    private void AddAnswers(long answer, long question, long at, SourcePosition position)
    {
        var accepted = PropertyValue.Boolean(_accepted.Contains(answer));
        var link = Edges.Link(
            EdgeType.Answers, context.DocumentId(answer), context.DocumentId(question), at, ("accepted", accepted));
        context.Sink.Add(link, position);
    }

    // `<qubit><quantum-gate>`, or in newer dumps `|qubit|quantum-gate|`.
    private void AddTopics(DumpFile row, long id, string tags)
    {
        foreach (var tag in tags.Split(['<', '>', '|'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Topics.IdOf(tag) is not { } topic) continue;
            if (context.Topics.Add(topic)) context.Sink.Add(Topics.FromSlug(topic, tag), row.Position);
            context.Sink.Add(Edges.Link(EdgeType.About, context.DocumentId(id), topic), row.Position);
        }
    }
}
