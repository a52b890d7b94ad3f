namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Finds the best documents that match all of some clauses, block by block of the rarest one (block-max: Ding and Suel
/// 2011). A block whose bounds together cannot reach the required score is not unpacked; in the others the clauses
/// narrow the candidates one after another, and after each those are left out that the rest cannot lift any more. For
/// one thread.
/// </summary>
internal sealed class BlockConjunction
{
    /// <summary>With few lists a range is one block of the lead.</summary>
    private const int FewLists = 32;

    /// <summary>
    /// Of many lists some block ends soon, and bounds of few documents cost more than they spare: so many documents are
    /// worth the bounds of one list.
    /// </summary>
    private const int DocumentsPerList = 16;

    /// <summary>A rare lead is followed until there are so many candidates to look at together.</summary>
    private const int CandidatesPerRange = 32;

    /// <summary>A list that has at most so many documents in a range, on average, is moved to each.</summary>
    private const int FewPerRange = 4;

    /// <summary>A list with so many times fewer documents than there are candidates is gone through itself.</summary>
    private const int FewerPostings = 4;

    private readonly Clause[] _clauses;
    // Those that tell a bound of a document stand last.
    private readonly Scorer[] _optional;
    private readonly int _firstBounding;
    private readonly Scorer? _excluded;
    private readonly CandidateBlock _block;
    private readonly HitSink _sink;
    private readonly double[] _restBounds;
    private readonly float[] _optionalBounds;
    private readonly int _rangeMin;
    private double _boundingRest;
    private long _fewDocuments;
    private int _documentCount;

    private readonly record struct Clause(Scorer Scorer, bool Counts);

    /// <param name="scoring">Have to match, and count.</param>
    /// <param name="filters">Have to match.</param>
    /// <param name="optional">May match, and count.</param>
    /// <param name="excluded">What must not match.</param>
    /// <param name="block">Memory for candidates.</param>
    /// <param name="sink">Takes the matches.</param>
    public BlockConjunction(
        Scorer[] scoring, Scorer[] filters, Scorer[] optional, Scorer? excluded, CandidateBlock block, HitSink sink)
    {
        _clauses =
        [
            .. scoring.Select(scorer => new Clause(scorer, true))
                .Concat(filters.Select(scorer => new Clause(scorer, false)))
                .OrderBy(clause => clause.Scorer.Cost),
        ];
        // What says most of the fewest documents goes first: it leaves few candidates to the others.
        _optional =
        [
            .. optional.OrderBy(scorer => scorer.TellsBounds)
                .ThenByDescending(scorer => scorer.MaxScore / Math.Max(1, scorer.Cost)),
        ];
        _firstBounding = optional.Count(scorer => !scorer.TellsBounds);
        (_excluded, _block, _sink) = (excluded, block, sink);
        _restBounds = new double[_clauses.Length];
        _optionalBounds = new float[optional.Length];
        var leaves = 0;
        foreach (var clause in _clauses) leaves += clause.Scorer.Leaves;
        foreach (var scorer in optional) leaves += scorer.Leaves;
        _rangeMin = leaves > FewLists ? Math.Min(ScoreWindow.Size, DocumentsPerList * leaves) : 1;
    }

    /// <summary>Goes through a segment of so many documents.</summary>
    public void Run(int documentCount)
    {
        var lead = _clauses[0].Scorer;
        var wanted = (long)CandidatesPerRange * documentCount / Math.Max(1, lead.Cost);
        var range = (int)Math.Clamp(wanted, _rangeMin, Math.Max(_rangeMin, documentCount));
        _documentCount = documentCount;
        _fewDocuments = documentCount / range * FewPerRange;
        for (var start = 0; start < documentCount && !_sink.IsDone;)
        {
            foreach (var clause in _clauses) start = Math.Max(start, clause.Scorer.Document);
            if (start >= documentCount) break;
            var end = (int)Math.Min(Math.Max(lead.BlockEnd(start), start + range - 1L), documentCount - 1);
            var prunes = _sink.CanSkip && _sink.Required > 0;
            if (prunes && !CanCompete(start, end))
            {
                start = end + 1;
                continue;
            }

            _block.Count = 0;
            var needed = prunes && _clauses[0].Counts ? Needed(_restBounds[0]) : 0;
            start = lead.Gather(_block, start, end, needed);
            if (!_clauses[0].Counts) _block.Scores.AsSpan(0, _block.Count).Clear();
            Narrow(prunes);
            KeepAccepted();
            Lift(prunes);
            Offer(prunes);
        }
    }

    /// <summary>
    /// Finds the bounds of all clauses from one document to another, and whether they reach far enough.
    /// </summary>
    private bool CanCompete(int start, int end)
    {
        double sum = 0;
        for (var i = _optional.Length - 1; i >= 0; i--)
        {
            if (i == _firstBounding - 1) _boundingRest = sum;
            var scorer = _optional[i];
            // Of few documents the next one says more than any bound.
            if (scorer is CombinedScorer && scorer.Document < start && scorer.Cost < _fewDocuments)
                scorer.Advance(start);
            sum += _optionalBounds[i] = scorer.Document > end ? 0 : scorer.MaxScoreIn(start, end);
        }

        if (_firstBounding == 0) _boundingRest = sum;

        for (var i = _clauses.Length - 1; i >= 0; i--)
        {
            _restBounds[i] = sum;
            if (_clauses[i].Counts) sum += _clauses[i].Scorer.MaxScoreIn(start, end);
        }

        return (float)sum >= _sink.Required;
    }

    private void Narrow(bool prunes)
    {
        if (prunes) KeepLiftable(_restBounds[0]);
        for (var i = 1; i < _clauses.Length && _block.Count > 0; i++)
        {
            var (scorer, counts) = _clauses[i];
            if (counts) scorer.Narrow(_block, prunes ? Needed(_restBounds[i]) : 0);
            else scorer.Keep(_block);
            if (prunes && counts) KeepLiftable(_restBounds[i]);
        }
    }

    /// <summary>
    /// Keeps the candidates that the rest can lift high enough: of what tells bounds of documents, what may match them.
    /// </summary>
    private void KeepLiftable(double rest)
    {
        _block.KeepFrom(Needed(rest));
        if (_firstBounding == _optional.Length || _block.Count == 0) return;
        var (documents, credits) = (_block.Documents, _block.Credits);
        for (var i = 0; i < _block.Count; i++)
        {
            double credit = 0;
            for (var j = _firstBounding; j < _optional.Length; j++)
            {
                if (_optionalBounds[j] > 0 && _optional[j].MayMatch(documents[i])) credit += _optionalBounds[j];
            }

            credits[i] = credit;
        }

        KeepCredited(rest - _boundingRest);
    }

    /// <summary>Keeps the candidates that their credits and the rest can lift high enough.</summary>
    private void KeepCredited(double rest)
    {
        if (_firstBounding == _optional.Length)
        {
            _block.KeepFrom(Needed(rest) - 1e-6 * _sink.Required);
            return;
        }

        // Differences of sums may be off by their last bits.
        _block.KeepCredited(Needed(rest) - 1e-6 * _sink.Required);
    }

    /// <summary>No sum below this reaches the required score together with the rest; rounded down.</summary>
    private double Needed(double rest) => Math.BitDecrement(MathF.BitDecrement(_sink.Required) - rest);

    private void KeepAccepted()
    {
        var (documents, scores, kept) = (_block.Documents, _block.Scores, 0);
        for (var i = 0; i < _block.Count; i++)
        {
            documents[kept] = documents[i];
            scores[kept] = scores[i];
            kept += _sink.Accepts(documents[i]) ? 1 : 0;
        }

        _block.Count = kept;
    }

    /// <summary>Adds what may match too, all candidates at a time, but for what tells bounds of documents.</summary>
    private void Lift(bool prunes)
    {
        if (prunes) KeepLiftable(_restBounds[^1]);
        var rest = _restBounds[^1] - _boundingRest;
        for (var i = 0; i < _firstBounding && _block.Count > 0; i++)
        {
            // No document of the block has it.
            if (prunes && _optionalBounds[i] == 0) continue;
            var isRare = IsRare(_optional[i]);
            // Only for what asks about each candidate it matters how many there are.
            if (prunes && !isRare) KeepCredited(rest);
            if (isRare) AddRare(_optional[i]);
            else AddFound(_optional[i]);
            rest -= _optionalBounds[i];
        }

        if (prunes) KeepCredited(0);
    }

    /// <summary>It has so few documents that these are looked for among the candidates.</summary>
    private bool IsRare(Scorer scorer)
    {
        var span = _block.Documents[_block.Count - 1] - (long)_block.Documents[0];
        return scorer is CombinedScorer && scorer.Cost * span < (long)_block.Count * _documentCount / FewerPostings;
    }

    private void AddRare(Scorer scorer)
    {
        var documents = _block.Documents.AsSpan(0, _block.Count);
        var (scores, part) = (_block.Scores, _block.Part);
        for (var start = documents[0]; start <= documents[^1];)
        {
            part.Count = 0;
            start = scorer.Gather(part, start, documents[^1], 0);
            for (var i = 0; i < part.Count; i++)
            {
                var place = documents.BinarySearch(part.Documents[i]);
                if (place >= 0) scores[place] += (float)part.Scores[i];
            }
        }
    }

    private void AddFound(Scorer scorer)
    {
        var (scores, own) = (_block.Scores, _block.Own);
        scorer.Find(_block, own);
        for (var i = 0; i < _block.Count; i++) scores[i] += Math.Max(0f, own[i]);
    }

    private void Offer(bool prunes)
    {
        var (documents, scores) = (_block.Documents, _block.Scores);
        for (var i = 0; i < _block.Count && !_sink.IsDone; i++)
        {
            var (document, score) = (documents[i], scores[i]);
            if ((prunes && !CanLift(document, score)) || IsExcluded(document)) continue;
            for (var j = _firstBounding; j < _optional.Length; j++)
            {
                if (_optional[j].IsAt(document)) score += _optional[j].Score();
            }

            if (!_sink.CanSkip || (float)score >= _sink.Required) _sink.Take(document, (float)score);
        }
    }

    /// <summary>
    /// Whether what tells bounds of documents can lift one far enough: bounds of the block give way, one after another,
    /// to bounds of the document, which need no positions.
    /// </summary>
    private bool CanLift(int document, double score)
    {
        var rest = _boundingRest;
        for (var i = _firstBounding; i < _optional.Length; i++)
        {
            if (_optionalBounds[i] == 0) continue;
            rest += Math.Min(_optional[i].MaxScoreAt(document), _optionalBounds[i]) - _optionalBounds[i];
            if (IsTooLow(score + rest)) return false;
        }

        return true;
    }

    // Differences of sums may be off by their last bits.
    private bool IsTooLow(double sum) => (float)(sum * (1 + 1e-6)) < _sink.Required;

    private bool IsExcluded(int document) => _excluded?.IsAt(document) == true;
}
