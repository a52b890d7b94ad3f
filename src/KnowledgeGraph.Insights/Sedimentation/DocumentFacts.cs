using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>
/// What the figures ask of a document. Talk is a raw document that answers nothing; knowledge is one that was
/// distilled or verified. To be shared between threads.
/// </summary>
internal sealed class DocumentFacts(GraphReader reader)
{
    public const int Raw = 0;
    public const int Verified = 2;

    private static readonly int Question =
        NodeKinds.DocumentFormatValues.Index().First(it => it.Item == "QUESTION").Index;

    private static readonly byte[] Said = [.. NodeKinds.DocumentFormatValues.Index()
        .Where(it => it.Item is "QUESTION" or "ANSWER" or "DISCUSSION").Select(it => (byte)it.Index)];

    private static readonly Relation AnswersOf = In(EdgeType.Answers, NodeKind.Document);
    private static readonly Relation QuestionsOf = Relations.Of(EdgeType.Answers, EdgeDirection.Out, NodeKind.Document);
    private static readonly Relation DerivedOf = In(EdgeType.DerivedFrom, NodeKind.Document);

    private static readonly Relation[] Uses =
    [
        In(EdgeType.References, NodeKind.Document), DerivedOf,
        In(EdgeType.Includes, NodeKind.Course), In(EdgeType.Includes, NodeKind.CodeRepository),
    ];

    private readonly ByteColumn _formats = reader.Bytes(NodeFields.Of(NodeKind.Document, "format"));
    private readonly ByteColumn _maturities = reader.Bytes(NodeFields.Of(NodeKind.Document, "maturity"));
    private readonly IntegerColumn _created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
    private readonly IntegerColumn _updated = reader.Instants(NodeFields.Of(NodeKind.Document, "updatedAt"));
    private readonly IntegerColumn _verifiedUntil = reader.Instants(NodeFields.Of(NodeKind.Document, "verifiedUntil"));
    private readonly ByteColumn _accepted = reader.EdgeBooleans(EdgeType.Answers, "accepted");

    public int Format(int document) => _formats[document];

    public int Maturity(int document) => _maturities[document];

    /// <summary>As UTC ticks, or <see cref="IntegerColumn.Missing"/>.</summary>
    public long CreatedAt(int document) => _created[document];

    public bool IsQuestion(int document) => _formats[document] == Question;

    /// <summary>A question, an answer or a discussion: said in its day, not written to last.</summary>
    public bool IsSaid(int document) => Said.Contains(_formats[document]);

    public bool IsKnowledge(int document) => _maturities[document] != Raw;

    public bool IsTalk(int document) => _maturities[document] == Raw && reader.Degree(QuestionsOf, document) == 0;

    public int AnswerCount(int document) => reader.Degree(AnswersOf, document);

    public bool HasAcceptedAnswer(int document)
    {
        foreach (var (_, edge) in reader.Follow(AnswersOf, document))
        {
            if (_accepted[edge] == 1) return true;
        }

        return false;
    }

    /// <summary>How many documents, courses and repositories refer to it, derive from it or include it.</summary>
    public int UseCount(int document) => Uses.Sum(relation => reader.Degree(relation, document));

    /// <summary>
    /// It was written or changed within so many days, or a curator's word for it has not ended yet; a word that has
    /// ended makes it old whatever its age.
    /// </summary>
    public bool IsFresh(int document, long nowTicks, int freshDays)
    {
        if (_verifiedUntil[document] is not IntegerColumn.Missing and var until) return until >= nowTicks;
        // Missing is smaller than every instant.
        var changed = Math.Max(_created[document], _updated[document]);
        return changed != IntegerColumn.Missing && nowTicks - changed <= freshDays * TimeSpan.TicksPerDay;
    }

    /// <summary>Knowledge derives from it or from one of its answers.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="firstAt">When the first of that was written, or <see cref="IntegerColumn.Missing"/>.</param>
    public bool IsDistilled(int talk, out long firstAt)
    {
        firstAt = long.MaxValue;
        var isDistilled = FindDerived(talk, ref firstAt);
        foreach (var (answer, _) in reader.Follow(AnswersOf, talk)) isDistilled |= FindDerived(answer, ref firstAt);
        if (firstAt == long.MaxValue) firstAt = IntegerColumn.Missing;
        return isDistilled;
    }

    private bool FindDerived(int source, ref long firstAt)
    {
        var found = false;
        foreach (var (derived, _) in reader.Follow(DerivedOf, source))
        {
            if (!IsKnowledge(derived)) continue;
            found = true;
            if (_created[derived] is not IntegerColumn.Missing and var at) firstAt = Math.Min(firstAt, at);
        }

        return found;
    }

    private static Relation In(EdgeType type, NodeKind from) => Relations.Of(type, EdgeDirection.In, from);
}
