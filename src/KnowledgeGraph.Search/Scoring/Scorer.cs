using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>How a window takes the scores of one document.</summary>
internal enum WindowMode
{
    Sum,
    Best,
    CountedSum,
    Both,
}

/// <summary>
/// Goes through the documents of one segment that match, in their order, and scores them. For one thread, while the
/// segment is held.
/// </summary>
internal abstract class Scorer
{
    public const int End = TermPostings.End;

    /// <summary>Where it stands; -1 before the first match, <see cref="End"/> behind the last.</summary>
    public int Document { get; protected set; } = -1;

    /// <summary>About how many documents match.</summary>
    public abstract long Cost { get; }

    /// <summary>How many terms it asks about one document.</summary>
    public virtual int Leaves => 1;

    /// <summary>The highest score of all; every score is at most this.</summary>
    public abstract float MaxScore { get; }

    /// <summary>
    /// The lowest score that the search can still use: a scorer at the top may pass over lower ones.
    /// </summary>
    public virtual float Required
    {
        set { }
    }

    /// <summary>Moves to the first match at or after a target that lies behind where it stands.</summary>
    public abstract int Advance(int target);

    /// <summary>The score of the document where it stands.</summary>
    public abstract float Score();

    /// <summary>The last document of the block that a document lies in: bounds are the same up to there.</summary>
    public virtual int BlockEnd(int document) => End - 1;

    /// <summary>A bound of the scores from one document to another, not before where it stands.</summary>
    public virtual float MaxScoreIn(int from, int to) => MaxScore;

    /// <summary>Marks all its matches from here on; nothing else can be asked afterwards.</summary>
    public virtual void Mark(ulong[] matches)
    {
        for (var document = Advance(0); document != End; document = Advance(document + 1))
            matches[document >> 6] |= 1UL << document;
    }

    /// <summary>Gives a window the scores of its matches up to before <paramref name="end"/>.</summary>
    public virtual void AddTo(ScoreWindow window, int end, WindowMode mode)
    {
        var document = Document;
        if (document < window.Start) document = Advance(window.Start);
        for (; document < end; document = Advance(document + 1)) window.Take(document, Score(), mode);
    }

    /// <summary>Gives a window the scores of its matches where so many scores were added before, counted.</summary>
    public virtual void AddWhere(ScoreWindow window, int end, int count)
    {
        var document = Document;
        if (document < window.Start) document = Advance(window.Start);
        for (; document < end; document = Advance(document + 1))
        {
            if (window.IsAt(document, count)) window.AddCounted(document, Score());
        }
    }

    /// <summary>
    /// Whether it matches a document, which is not before those that it was asked for before; if so it stands there.
    /// </summary>
    public virtual bool IsAt(int document) =>
        (Document < document ? Advance(document) : Document) == document;

    /// <summary>
    /// A bound of its score for one document, as far as it is told without reading positions; 0 where it cannot match.
    /// The document is not before those that it was asked for before.
    /// </summary>
    public virtual float MaxScoreAt(int document) => Document > document ? 0 : MaxScore;

    /// <summary>
    /// Whether <see cref="MayMatch"/> and <see cref="MaxScoreAt"/> say more of a document than bounds of blocks do.
    /// </summary>
    public virtual bool TellsBounds => false;

    /// <summary>False where a document is known not to match; asked of many, it may find all that can.</summary>
    public virtual bool MayMatch(int document) => true;

    /// <summary>
    /// Adds its matches from one document to another with their scores to an empty block, as far as there is room;
    /// gives where to go on. Those whose score is below <paramref name="needed"/> may be left out.
    /// </summary>
    public virtual int Gather(CandidateBlock block, int start, int end, double needed)
    {
        var document = Document;
        if (document < start) document = Advance(start);
        for (; document <= end; document = Advance(document + 1))
        {
            if (block.Count == CandidateBlock.Capacity) return document;
            block.Add(document, Score());
        }

        return end + 1;
    }

    /// <summary>
    /// Keeps the candidates that it matches, and adds its scores. Those whose sum would be below
    /// <paramref name="needed"/> may be left out.
    /// </summary>
    public virtual void Narrow(CandidateBlock block, double needed)
    {
        var (documents, scores, kept) = (block.Documents, block.Scores, 0);
        for (var i = 0; i < block.Count; i++)
        {
            if (!IsAt(documents[i])) continue;
            documents[kept] = documents[i];
            scores[kept++] = scores[i] + Score();
        }

        block.Count = kept;
    }

    /// <summary>The scores of the candidates that it matches; those of the others are negative.</summary>
    public virtual void Find(CandidateBlock block, Span<float> found)
    {
        for (var i = 0; i < block.Count; i++) found[i] = IsAt(block.Documents[i]) ? Score() : -1f;
    }

    /// <summary>Keeps the candidates that it can lift high enough, by the bounds of its blocks.</summary>
    protected void KeepLiftable(CandidateBlock block, double needed)
    {
        if (!(needed > 0)) return;
        var (documents, scores, kept) = (block.Documents, block.Scores, 0);
        var (end, bound) = (-1, 0f);
        for (var i = 0; i < block.Count; i++)
        {
            if (documents[i] > end)
            {
                end = BlockEnd(documents[i]);
                bound = MaxScoreIn(documents[i], end);
            }

            documents[kept] = documents[i];
            scores[kept] = scores[i];
            kept += scores[i] + bound >= needed ? 1 : 0;
        }

        block.Count = kept;
    }

    /// <summary>Keeps the candidates that it matches, and adds nothing.</summary>
    public virtual void Keep(CandidateBlock block)
    {
        var (documents, scores, kept) = (block.Documents, block.Scores, 0);
        for (var i = 0; i < block.Count; i++)
        {
            if (!IsAt(documents[i])) continue;
            documents[kept] = documents[i];
            scores[kept++] = scores[i];
        }

        block.Count = kept;
    }
}
