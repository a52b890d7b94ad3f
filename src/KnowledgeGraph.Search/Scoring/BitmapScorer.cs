using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>The documents of a bitmap, all with one score. For one thread.</summary>
internal sealed class BitmapScorer(ulong[] bits, int count, float score, long cost) : Scorer
{
    public override long Cost => cost;

    public override float MaxScore => score;

    public override float Score() => score;

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        if ((bits[document >> 6] >> document & 1) == 0) return false;
        Document = document;
        return true;
    }

    public override int Advance(int target) => Document = Next(bits, count, target);

    /// <summary>The first document of a bitmap at or after a target; <see cref="Scorer.End"/> where none.</summary>
    public static int Next(ulong[] bits, int count, int target)
    {
        var word = target >> 6;
        var words = (count + 63) >> 6;
        if (word >= words) return End;
        var rest = bits[word] & (ulong.MaxValue << target);
        while (rest == 0)
        {
            if (++word >= words) return End;
            rest = bits[word];
        }

        var document = (word << 6) + BitOperations.TrailingZeroCount(rest);
        return document < count ? document : End;
    }
}

/// <summary>Every document of a segment, all with one score. For one thread.</summary>
internal sealed class EveryScorer(int count, float score) : Scorer
{
    public override long Cost => count;

    public override float MaxScore => score;

    public override float Score() => score;

    public override int Advance(int target) => Document = target < count ? target : End;
}

/// <summary>What another scorer matches, all with one score. For one thread.</summary>
internal sealed class ConstantScorer(Scorer inner, float score) : Scorer
{
    public override long Cost => inner.Cost;

    public override int Leaves => inner.Leaves;

    public override float MaxScore => score;

    public override float Score() => score;

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        if (!inner.IsAt(document)) return false;
        Document = document;
        return true;
    }

    // After a document was asked for, the inner one may stand further on.
    public override int Advance(int target) =>
        Document = inner.Document < target ? inner.Advance(target) : inner.Document;
}
