namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Documents that match all of some scorers, and not one that must not; the score is the sum of those that count, and
/// of what may match too. The rarest leads. For one thread.
/// </summary>
internal sealed class ConjunctionScorer : Scorer
{
    private readonly Scorer[] _all;
    private readonly Scorer[] _scoring;
    private readonly Scorer? _excluded;
    private readonly Scorer[] _optional;
    private readonly int _leadScoring;
    private readonly DisjunctionScorer? _someSum;
    private readonly double[] _restBounds;
    private float _required;
    private int _boundEnd = -1;
    private double _othersBound;

    /// <param name="scoring">Have to match, and count.</param>
    /// <param name="filters">Have to match.</param>
    /// <param name="optional">May match, and count.</param>
    /// <param name="excluded">Must not match.</param>
    /// <param name="some">Clauses of the same node, some of which have to match; they count.</param>
    public ConjunctionScorer(
        Scorer[] scoring, Scorer[] filters, Scorer[] optional, Scorer? excluded, DisjunctionScorer? some)
    {
        if (some is not null) scoring = [.. scoring, some];
        _someSum = some;
        (_scoring, _optional, _excluded) = (scoring, optional, excluded);
        _all = [.. scoring.Concat(filters).OrderBy(scorer => scorer.Cost)];
        _leadScoring = Array.IndexOf(scoring, _all[0]);
        IsPlain = filters.Length == 0 && excluded is null && some is null;
        _restBounds = new double[_all.Length];
        double bound = 0;
        foreach (var scorer in scoring) bound += scorer.MaxScore;
        foreach (var scorer in optional) bound += scorer.MaxScore;
        MaxScore = (float)bound;
        foreach (var scorer in _all) Leaves += scorer.Leaves;
    }

    /// <summary>It has nothing but clauses that count: many documents are scored at a time.</summary>
    public bool IsPlain { get; }

    public override long Cost => _all[0].Cost;

    public override int Leaves { get; }

    public override float MaxScore { get; }

    public override float Required
    {
        set
        {
            _required = value;
            _boundEnd = -1;
        }
    }

    public override int Advance(int target)
    {
        var lead = _all[0];
        var document = lead.Document < target ? lead.Advance(target) : lead.Document;
        while (document != End)
        {
            if (_required > 0 && CannotCompete(document))
            {
                document = lead.Advance(document + 1);
                continue;
            }

            var next = Meet(document);
            if (next == document)
            {
                if (!IsExcluded(document)) return Document = document;
                next = document + 1;
            }

            document = next == End ? End : lead.Advance(next);
        }

        return Document = End;
    }

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        foreach (var scorer in _all)
        {
            if (!scorer.IsAt(document)) return false;
        }

        if (_excluded?.IsAt(document) == true) return false;
        Document = document;
        return true;
    }

    public override float Score()
    {
        double score = 0;
        // Clauses of one node are summed up before anything is rounded.
        foreach (var scorer in _scoring) score += scorer == _someSum ? _someSum.Sum() : scorer.Score();
        foreach (var scorer in _optional)
        {
            if (scorer.IsAt(Document)) score += scorer.Score();
        }

        return (float)score;
    }

    public override int BlockEnd(int document) => _all[0].BlockEnd(document);

    public override float MaxScoreIn(int from, int to)
    {
        double bound = 0;
        foreach (var scorer in _all)
        {
            if (scorer.Document > to) return 0;
        }

        foreach (var scorer in _scoring) bound += scorer.MaxScoreIn(from, to);
        foreach (var scorer in _optional)
        {
            if (scorer.Document <= to) bound += scorer.MaxScoreIn(from, to);
        }

        return (float)bound;
    }

    public override void AddTo(ScoreWindow window, int end, WindowMode mode)
    {
        if (!IsPlain)
        {
            base.AddTo(window, end, mode);
            return;
        }

        var block = window.Block;
        for (var start = window.Start; start < end;)
        {
            block.Count = 0;
            start = Gather(block, start, end - 1, 0);
            for (var i = 0; i < block.Count; i++) window.Take(block.Documents[i], (float)block.Scores[i], mode);
        }
    }

    public override int Gather(CandidateBlock block, int start, int end, double needed)
    {
        if (!IsPlain) return base.Gather(block, start, end, needed);
        // A sum just below may be rounded up to what is needed.
        needed *= 1 - 1e-6;
        var prunes = needed > 0;
        if (prunes) FindRestBounds(start, end);
        start = _all[0].Gather(block, start, end, prunes ? needed - _restBounds[0] : 0);
        for (var i = 1; i < _all.Length && block.Count > 0; i++)
        {
            if (prunes) block.KeepFrom(needed - _restBounds[i - 1]);
            _all[i].Narrow(block, prunes ? needed - _restBounds[i] : 0);
        }

        if (prunes) block.KeepFrom(needed - _restBounds[^1]);
        Lift(block);
        Document = Math.Min(start - 1, end);
        // The next match is not before any of them.
        foreach (var scorer in _all) start = Math.Max(start, scorer.Document);
        return start;
    }

    public override void Narrow(CandidateBlock block, double needed)
    {
        if (!IsPlain)
        {
            base.Narrow(block, needed);
            return;
        }

        KeepLiftable(block, needed);
        NarrowPart(block);
        block.TakePart();
    }

    public override void Find(CandidateBlock block, Span<float> found)
    {
        if (IsPlain)
        {
            NarrowPart(block);
            block.TellPart(found);
        }
        else
        {
            base.Find(block, found);
        }
    }

    private void NarrowPart(CandidateBlock block)
    {
        var part = block.StartPart();
        if (block.Count > 0) Document = block.Documents[block.Count - 1];
        for (var i = 0; i < _all.Length && part.Count > 0; i++) _all[i].Narrow(part, 0);
        Lift(part);
    }

    /// <summary>Adds what may match too, and rounds: each is the score of one node.</summary>
    private void Lift(CandidateBlock block)
    {
        if (block.Count == 0) return;
        var (scores, own) = (block.Scores, block.Own);
        foreach (var scorer in _optional)
        {
            scorer.Find(block, own);
            for (var i = 0; i < block.Count; i++) scores[i] += Math.Max(0f, own[i]);
        }

        for (var i = 0; i < block.Count; i++) scores[i] = (float)scores[i];
    }

    /// <summary>What the clauses after each one, and those that may match, can add at most.</summary>
    private void FindRestBounds(int start, int end)
    {
        double sum = 0;
        foreach (var scorer in _optional) sum += scorer.Document > end ? 0 : scorer.MaxScoreIn(start, end);
        for (var i = _all.Length - 1; i >= 0; i--)
        {
            _restBounds[i] = sum;
            sum += _all[i].MaxScoreIn(start, end);
        }
    }

    /// <summary>Moves all others to the document; gives it, or where the first that lacks it stands.</summary>
    private int Meet(int document)
    {
        for (var i = 1; i < _all.Length; i++)
        {
            var other = _all[i].Document;
            if (other < document) other = _all[i].Advance(document);
            if (other != document) return other;
        }

        return document;
    }

    private bool IsExcluded(int document) => _excluded?.IsAt(document) == true;

    /// <summary>Whether the lead's own score and the bounds of the others are too low here.</summary>
    private bool CannotCompete(int document)
    {
        if (_leadScoring < 0) return false;
        if (document > _boundEnd)
        {
            _boundEnd = _all[0].BlockEnd(document);
            _othersBound = 0;
            for (var i = 0; i < _scoring.Length; i++)
            {
                if (i != _leadScoring) _othersBound += _scoring[i].MaxScoreIn(document, _boundEnd);
            }

            foreach (var scorer in _optional) _othersBound += scorer.MaxScoreIn(document, _boundEnd);
        }

        return (float)(_othersBound + _all[0].Score()) < _required;
    }
}
