using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>Raises scores by values of the documents. Frozen.</summary>
/// <param name="Values">The values.</param>
/// <param name="Multiplies">Whether they raise a score in proportion to itself.</param>
/// <param name="Boost">What the values are taken times where they are added.</param>
internal sealed record ValueRaise(IReadOnlyList<IDocumentValue> Values, bool Multiplies, float Boost)
{
    private readonly double _max = Values.Sum(value => (double)value.Max);

    /// <summary>The documents that one of the values alone raises; null where there are none such.</summary>
    public DocumentMask? Few { get; } =
        Values.Select(value => value.Only).OfType<DocumentMask>().Where(only => only.Count > 0)
            .Aggregate((DocumentMask?)null, (all, only) => all is null ? only : all.Or(only));

    /// <summary>The same for all but <see cref="Few"/>: without values that are those documents' alone.</summary>
    public ValueRaise ForOthers() => new([.. Values.Where(value => value.Only is null)], Multiplies, Boost);

    /// <summary>The raised score of a document.</summary>
    public float Raise(float score, int id)
    {
        double sum = 0;
        foreach (var value in Values) sum += value.Of(id);
        return Joined(score, sum);
    }

    /// <summary>The most that a score can be raised to.</summary>
    public float Bound(float score) => MathF.BitIncrement(Joined(score, _max));

    /// <summary>No lower score can be raised so far; rounded down.</summary>
    public float Needed(float raised)
    {
        var needed = Multiplies ? raised / (1 + _max) : raised - Boost * _max;
        return MathF.BitDecrement(MathF.BitDecrement((float)needed));
    }

    private float Joined(float score, double sum) =>
        Multiplies ? (float)(score * (1 + sum)) : (float)(score + Boost * sum);
}

/// <summary>What another scorer matches, with raised scores. For one thread.</summary>
internal sealed class ValueScorer(Scorer inner, ValueRaise raise, Segment segment) : Scorer
{
    public override long Cost => inner.Cost;

    public override int Leaves => inner.Leaves;

    public override float MaxScore { get; } = raise.Bound(inner.MaxScore);

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

    public override float Score() => raise.Raise(inner.Score(), segment.IdOf(Document));

    public override int BlockEnd(int document) => inner.BlockEnd(document);

    public override float MaxScoreIn(int from, int to) => raise.Bound(inner.MaxScoreIn(from, to));
}
