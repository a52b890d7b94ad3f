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
