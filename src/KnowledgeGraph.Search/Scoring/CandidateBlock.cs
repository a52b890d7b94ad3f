using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Some documents of a segment in their order, with the sums of their scores so far: what one clause found and the next
/// ones narrow. Scores are floats and sums doubles, as in <see cref="ScoreWindow"/>. For one thread.
/// </summary>
internal sealed class CandidateBlock
{
    /// <summary>The most documents in a block.</summary>
    public const int Capacity = 2048;

    // Vectors are written beyond the last document.
    private const int Slack = 16;

    private int[] _otherDocuments = new int[Capacity + Slack];
    private double[] _otherScores = new double[Capacity + Slack];

    public int[] Documents { get; private set; } = new int[Capacity + Slack];

    public double[] Scores { get; private set; } = new double[Capacity + Slack];

    /// <summary>Places of one clause's postings, or marks; by place in this block.</summary>
    public int[] Places { get; } = new int[Capacity + Slack];

    /// <summary>One clause's scores, by place in this block.</summary>
    public float[] Own { get; } = new float[Capacity + Slack];

    /// <summary>The highest scores of a clause's parts, where they are kept beside the sums.</summary>
    public float[] Best { get; private set; } = new float[Capacity + Slack];

    private float[] _otherBest = new float[Capacity + Slack];

    public int Count { get; set; }

    /// <summary>Sums of a clause's parts, by place in this block.</summary>
    public double[] Totals => field ??= new double[Capacity + Slack];

    /// <summary>What one clause adds up before it is a score, by place in this block.</summary>
    public double[] Sums { get; } = new double[Capacity + Slack];

    /// <summary>What else may be added to each sum at most, by place in this block.</summary>
    public double[] Credits => field ??= new double[Capacity + Slack];

    /// <summary>The window in which a clause adds up its parts.</summary>
    public ScoreWindow Window => field ??= new ScoreWindow();

    /// <summary>A block for one part of a clause.</summary>
    public CandidateBlock Part => field ??= new CandidateBlock();

    /// <summary>Keeps those whose sum is at least this.</summary>
    public void KeepFrom(double needed)
    {
        if (!(needed > 0)) return;
        var (documents, scores, kept) = (Documents, Scores, 0);
        for (var i = 0; i < Count; i++)
        {
            documents[kept] = documents[i];
            scores[kept] = scores[i];
            kept += scores[i] >= needed ? 1 : 0;
        }

        Count = kept;
    }

    /// <summary>Keeps those whose sum is at least this together with its credit.</summary>
    public void KeepCredited(double needed)
    {
        var (documents, scores, credits, kept) = (Documents, Scores, Credits, 0);
        for (var i = 0; i < Count; i++)
        {
            documents[kept] = documents[i];
            scores[kept] = scores[i];
            credits[kept] = credits[i];
            kept += scores[i] + credits[i] >= needed ? 1 : 0;
        }

        Count = kept;
    }

    /// <summary>Adds a part's documents: its scores are added to sums, and raise the highest.</summary>
    public void Join(CandidateBlock part)
    {
        var (left, right, count) = (0, 0, 0);
        var (documents, scores, best) = (_otherDocuments, _otherScores, _otherBest);
        while (left < Count || right < part.Count)
        {
            var own = left < Count ? Documents[left] : int.MaxValue;
            var others = right < part.Count ? part.Documents[right] : int.MaxValue;
            var document = Math.Min(own, others);
            documents[count] = document;
            if (others > document)
            {
                (scores[count], best[count]) = (Scores[left], Best[left]);
                left++;
            }
            else
            {
                var score = (float)part.Scores[right++];
                var isThere = own == document;
                scores[count] = isThere ? Scores[left] + score : score;
                best[count] = isThere ? Math.Max(Best[left], score) : score;
                left += isThere ? 1 : 0;
            }

            count++;
        }

        (_otherDocuments, Documents) = (Documents, documents);
        (_otherScores, Scores) = (Scores, scores);
        (_otherBest, Best) = (Best, best);
        Count = count;
    }

    /// <summary>The part with the same documents, and sums of 0.</summary>
    public CandidateBlock StartPart()
    {
        var part = Part;
        Documents.AsSpan(0, Count).CopyTo(part.Documents);
        part.Scores.AsSpan(0, Count).Clear();
        part.Count = Count;
        return part;
    }

    /// <summary>Keeps the documents that the part still holds, and adds its sums.</summary>
    public void TakePart()
    {
        var (documents, scores, part, kept) = (Documents, Scores, Part, 0);
        for (var i = 0; kept < part.Count; i++)
        {
            if (documents[i] != part.Documents[kept]) continue;
            documents[kept] = documents[i];
            scores[kept] = scores[i] + part.Scores[kept];
            kept++;
        }

        Count = kept;
    }

    /// <summary>Tells the part's sums by place in this block; of documents that it lacks -1.</summary>
    public void TellPart(Span<float> found)
    {
        var (documents, part, at) = (Documents, Part, 0);
        for (var i = 0; i < Count; i++)
        {
            var isThere = at < part.Count && part.Documents[at] == documents[i];
            found[i] = isThere ? (float)part.Scores[at] : -1f;
            at += isThere ? 1 : 0;
        }
    }

    /// <summary>Lets each document's sum be the highest too.</summary>
    public void StartBest()
    {
        for (var i = 0; i < Count; i++) Best[i] = (float)Scores[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int document, double score)
    {
        Documents[Count] = document;
        Scores[Count++] = score;
    }
}
