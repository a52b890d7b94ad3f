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
        double bound = 0;
        foreach (var scorer in scoring) bound += scorer.MaxScore;
        foreach (var scorer in optional) bound += scorer.MaxScore;
        MaxScore = (float)bound;
    }

    public override long Cost => _all[0].Cost;

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
        foreach (var scorer in _scoring) bound += scorer.MaxScoreIn(from, to);
        foreach (var scorer in _optional) bound += scorer.MaxScoreIn(from, to);
        return (float)bound;
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
