using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Documents that match at least so many of some scorers; the score is their sum, or the best and a share of the
/// others. For few scorers: it looks at each. For one thread.
/// </summary>
internal sealed class DisjunctionScorer : Scorer
{
    /// <summary>So many terms are joined block by block; more, one document after another.</summary>
    private const int PartsMax = 4;

    private readonly Scorer[] _scorers;
    private readonly int _least;
    private readonly float? _tie;
    private readonly bool _isOfTerms;
    private readonly bool _isOfFewTerms;

    /// <param name="scorers">What may match.</param>
    /// <param name="least">How many have to.</param>
    /// <param name="tie">The share of all but the best; null for the sum.</param>
    public DisjunctionScorer(Scorer[] scorers, int least, float? tie)
    {
        (_scorers, _least, _tie) = (scorers, least, tie);
        _isOfTerms = least == 1 && Array.TrueForAll(scorers, scorer => scorer is TermScorer);
        _isOfFewTerms = _isOfTerms && scorers.Length <= PartsMax;
        double sum = 0, best = 0;
        foreach (var scorer in scorers)
        {
            sum += scorer.MaxScore;
            best = Math.Max(best, scorer.MaxScore);
            Cost += scorer.Cost;
        }

        MaxScore = Joined(sum, best);
    }

    public override long Cost { get; }

    public override float MaxScore { get; }

    public override int Advance(int target)
    {
        while (true)
        {
            var (document, count) = (End, 0);
            foreach (var scorer in _scorers)
            {
                var at = scorer.Document;
                if (at < target) at = scorer.Advance(target);
                if (at > document) continue;
                count = at < document ? 1 : count + 1;
                document = at;
            }

            if (count >= _least || document == End) return Document = document;
            target = document + 1;
        }
    }

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        var count = 0;
        foreach (var scorer in _scorers) count += scorer.IsAt(document) ? 1 : 0;
        if (count < _least) return false;
        Document = document;
        return true;
    }

    public override float Score()
    {
        double sum = 0, best = 0;
        foreach (var scorer in _scorers)
        {
            if (scorer.Document != Document) continue;
            double score = scorer.Score();
            sum += score;
            best = Math.Max(best, score);
        }

        return Joined(sum, best);
    }

    /// <summary>Whether it is a union of so many terms that windows suit it better than blocks.</summary>
    public bool IsOfManyTerms => _isOfTerms && !_isOfFewTerms;

    /// <summary>The sum of the scores, not rounded.</summary>
    public double Sum()
    {
        double sum = 0;
        foreach (var scorer in _scorers)
        {
            if (scorer.Document == Document) sum += scorer.Score();
        }

        return sum;
    }

    public override int BlockEnd(int document)
    {
        var end = End - 1;
        foreach (var scorer in _scorers) end = Math.Min(end, scorer.BlockEnd(document));
        return end;
    }

    public override float MaxScoreIn(int from, int to)
    {
        double sum = 0, best = 0;
        foreach (var scorer in _scorers)
        {
            double score = scorer.Document > to ? 0 : scorer.MaxScoreIn(Math.Max(from, scorer.Document), to);
            sum += score;
            best = Math.Max(best, score);
        }

        return Joined(sum, best);
    }

    public override void AddTo(ScoreWindow window, int end, WindowMode mode)
    {
        if (mode != WindowMode.CountedSum || !_isOfTerms) base.AddTo(window, end, mode);
        else AddClause(window, end, 0);
    }

    public override void AddWhere(ScoreWindow window, int end, int count)
    {
        if (_isOfTerms) AddClause(window, end, count);
        else base.AddWhere(window, end, count);
    }

    /// <summary>
    /// Joins the terms' scores in a window of their own, and adds them where so many were added before.
    /// </summary>
    private void AddClause(ScoreWindow window, int end, int count)
    {
        var clause = window.Clause;
        clause.Start = window.Start;
        Document = End;
        foreach (var scorer in _scorers)
        {
            scorer.AddTo(clause, end, WindowMode.Both);
            Document = Math.Min(Document, scorer.Document);
        }

        for (var word = 0; word < clause.Bits.Length; word++)
        {
            var left = clause.Bits[word];
            clause.Bits[word] = 0;
            for (; left != 0; left &= left - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(left);
                var document = window.Start + place;
                if (count > 0 && !window.IsAt(document, count)) continue;
                window.AddCounted(document, Joined(clause.Scores[place], clause.Best[place]));
            }
        }
    }

    public override int Gather(CandidateBlock block, int start, int end, double needed)
    {
        if (!_isOfFewTerms) return base.Gather(block, start, end, needed);
        // No part may have to stop before the others: there is room for every document.
        end = (int)Math.Min(end, (long)start + CandidateBlock.Capacity - 1);
        foreach (var scorer in _scorers)
        {
            var part = block.Part;
            part.Count = 0;
            if (block.Count == 0)
            {
                scorer.Gather(block, start, end, 0);
                block.StartBest();
            }
            else
            {
                scorer.Gather(part, start, end, 0);
                if (part.Count > 0) block.Join(part);
            }
        }

        var (scores, best) = (block.Scores, block.Best);
        for (var i = 0; i < block.Count; i++) scores[i] = Joined(scores[i], best[i]);
        Settle();
        return end + 1;
    }

    public override void Narrow(CandidateBlock block, double needed)
    {
        if (!_isOfFewTerms)
        {
            base.Narrow(block, needed);
            return;
        }

        var (documents, scores, kept) = (block.Documents, block.Scores, 0);
        var (sums, best) = (block.Part.Scores, block.Best);
        var own = block.Own;
        Array.Clear(sums, 0, block.Count);
        best.AsSpan(0, block.Count).Fill(-1f);
        foreach (var scorer in _scorers)
        {
            ((TermScorer)scorer).Find(block, own);
            for (var i = 0; i < block.Count; i++)
            {
                sums[i] += Math.Max(0f, own[i]);
                best[i] = Math.Max(best[i], own[i]);
            }
        }

        for (var i = 0; i < block.Count; i++)
        {
            documents[kept] = documents[i];
            scores[kept] = scores[i] + Joined(sums[i], best[i]);
            kept += best[i] >= 0 ? 1 : 0;
        }

        block.Count = kept;
        Settle();
    }

    /// <summary>After its parts were moved: it stands where the first of them does.</summary>
    private void Settle()
    {
        Document = End;
        foreach (var scorer in _scorers) Document = Math.Min(Document, scorer.Document);
    }

    private float Joined(double sum, double best) => (float)(_tie is { } tie ? best + tie * (sum - best) : sum);
}
