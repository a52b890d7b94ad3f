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

    /// <summary>The bounds of more clauses are not asked for block by block.</summary>
    private const int BoundedMax = 16;

    /// <summary>With fewer candidates in a window each is looked for by itself.</summary>
    private const int CloseMin = 4;

    private readonly Scorer[] _scorers;
    private readonly int _least;
    private readonly float? _tie;
    private readonly bool _isOfTerms;
    private readonly bool _isOfFewTerms;
    private readonly float[] _bounds;

    /// <param name="scorers">What may match.</param>
    /// <param name="least">How many have to.</param>
    /// <param name="tie">The share of all but the best; null for the sum.</param>
    public DisjunctionScorer(Scorer[] scorers, int least, float? tie)
    {
        (_scorers, _least, _tie) = (scorers, least, tie);
        _bounds = new float[scorers.Length];
        _isOfTerms = least == 1 && Array.TrueForAll(scorers, scorer => scorer is TermScorer);
        _isOfFewTerms = _isOfTerms && scorers.Length <= PartsMax;
        double sum = 0, best = 0;
        foreach (var scorer in scorers)
        {
            sum += scorer.MaxScore;
            best = Math.Max(best, scorer.MaxScore);
            Cost += scorer.Cost;
            Leaves += scorer.Leaves;
        }

        MaxScore = Joined(sum, best);
    }

    public override long Cost { get; }

    public override int Leaves { get; }

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

    public override void Mark(ulong[] matches)
    {
        if (_least > 1)
        {
            base.Mark(matches);
            return;
        }

        foreach (var scorer in _scorers) scorer.Mark(matches);
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

    public override void AddTo(ScoreWindow window, int end, WindowMode mode) => AddClause(window, end, mode, 0);

    public override void AddWhere(ScoreWindow window, int end, int count)
    {
        if (_isOfTerms) AddClause(window, end, WindowMode.CountedSum, count);
        else base.AddWhere(window, end, count);
    }

    /// <summary>
    /// Joins the clauses' scores in a window of their own, and adds them where so many were added before.
    /// </summary>
    private void AddClause(ScoreWindow window, int end, WindowMode mode, int count)
    {
        var clause = window.Clause;
        clause.Start = window.Start;
        AddAll(clause, end);
        for (var word = 0; word < clause.Bits.Length; word++)
        {
            var left = clause.Bits[word];
            clause.Bits[word] = 0;
            for (; left != 0; left &= left - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(left);
                var document = window.Start + place;
                if (_least > 1 && clause.Counts[place] < _least) continue;
                if (count > 0 && !window.IsAt(document, count)) continue;
                window.Take(document, Joined(clause.Scores[place], clause.Best[place]), mode);
            }
        }
    }

    /// <summary>Gives a window all scores up to before <paramref name="end"/>, with what joins them.</summary>
    private void AddAll(ScoreWindow clause, int end)
    {
        var mode = _least > 1 ? WindowMode.CountedSum : WindowMode.Both;
        foreach (var scorer in _scorers) scorer.AddTo(clause, end, mode);
        Settle(end - 1);
    }

    public override int Gather(CandidateBlock block, int start, int end, double needed)
    {
        if (!_isOfFewTerms) return GatherByWindow(block, start, end, needed);
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
        Settle(end);
        return end + 1;
    }

    /// <summary>
    /// Adds up the clauses that lead, and asks the others, which cannot reach what is needed by themselves, about what
    /// these found (MaxScore, within the range).
    /// </summary>
    private int GatherByWindow(CandidateBlock block, int start, int end, double needed)
    {
        var first = End;
        foreach (var scorer in _scorers) first = Math.Min(first, scorer.Document);
        start = Math.Max(start, first);
        if (start > end) return end + 1;
        end = (int)Math.Min(end, (long)start + ScoreWindow.Size - 1);
        var asked = needed > 0 && _tie is null && _least == 1 ? Partition(start, end, needed) : 0;
        var window = block.Window;
        window.Start = start;
        var mode = _least > 1 ? WindowMode.CountedSum : WindowMode.Both;
        for (var i = asked; i < _scorers.Length; i++) _scorers[i].AddTo(window, end + 1, mode);
        var count = 0;
        for (var word = 0; word < window.Bits.Length; word++)
        {
            var left = window.Bits[word];
            window.Bits[word] = 0;
            for (; left != 0; left &= left - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (_least > 1 && window.Counts[place] < _least) continue;
                block.Documents[count] = start + place;
                var (sum, best) = (window.Scores[place], window.Best[place]);
                block.Scores[count++] = asked > 0 ? sum : Joined(sum, best);
            }
        }

        block.Count = count;
        Ask(block, asked, needed);
        Settle(end);
        return end + 1;
    }

    /// <summary>
    /// Orders the clauses by their bounds; gives how many of the lowest cannot reach what is needed together.
    /// </summary>
    private int Partition(int start, int end, double needed)
    {
        for (var i = 0; i < _scorers.Length; i++)
        {
            var document = _scorers[i].Document;
            _bounds[i] = document > end ? 0 : _scorers[i].MaxScoreIn(Math.Max(start, document), end);
        }

        Array.Sort(_bounds, _scorers);
        var asked = 0;
        double sum = 0;
        while (asked < _scorers.Length && (float)(sum + _bounds[asked]) < needed) sum += _bounds[asked++];
        return asked;
    }

    private void Ask(CandidateBlock block, int asked, double needed)
    {
        if (asked == 0) return;
        double rest = 0;
        for (var i = 0; i < asked; i++) rest += _bounds[i];
        for (var i = asked - 1; i >= 0; i--)
        {
            // A sum just below may be rounded up to what is needed.
            block.KeepFrom((needed * (1 - 1e-6)) - rest);
            rest -= _bounds[i];
            _scorers[i].Find(block, block.Own);
            for (var j = 0; j < block.Count; j++) block.Scores[j] += Math.Max(0f, block.Own[j]);
        }

        for (var i = 0; i < block.Count; i++) block.Scores[i] = (float)block.Scores[i];
    }

    public override void Narrow(CandidateBlock block, double needed)
    {
        if (_least > 1)
        {
            base.Narrow(block, needed);
            return;
        }

        if (_scorers.Length <= BoundedMax) KeepLiftable(block, needed);
        var (documents, scores, kept) = (block.Documents, block.Scores, 0);
        var (sums, best) = (block.Totals, block.Best);
        Array.Clear(sums, 0, block.Count);
        best.AsSpan(0, block.Count).Fill(-1f);
        if (_scorers.Length > BoundedMax && AreClose(block)) FindByWindow(block, sums, best);
        else FindOneByOne(block, sums, best);
        if (block.Count > 0) Settle(documents[block.Count - 1]);
        for (var i = 0; i < block.Count; i++)
        {
            documents[kept] = documents[i];
            scores[kept] = scores[i] + Joined(sums[i], best[i]);
            kept += best[i] >= 0 ? 1 : 0;
        }

        block.Count = kept;
    }

    private void FindOneByOne(CandidateBlock block, double[] sums, float[] best)
    {
        var own = block.Own;
        foreach (var scorer in _scorers)
        {
            scorer.Find(block, own);
            for (var i = 0; i < block.Count; i++)
            {
                sums[i] += Math.Max(0f, own[i]);
                best[i] = Math.Max(best[i], own[i]);
            }
        }
    }

    /// <summary>So many candidates lie in a window that going through all postings there costs less.</summary>
    private static bool AreClose(CandidateBlock block)
    {
        var (windows, end) = (0, -1);
        for (var i = 0; i < block.Count; i++)
        {
            if (block.Documents[i] < end) continue;
            end = block.Documents[i] + ScoreWindow.Size;
            windows++;
        }

        return block.Count >= CloseMin * windows;
    }

    /// <summary>Adds up all scores of a window, and takes those of the candidates.</summary>
    private void FindByWindow(CandidateBlock block, double[] sums, float[] best)
    {
        var (documents, window) = (block.Documents, block.Window);
        for (var i = 0; i < block.Count;)
        {
            window.Start = documents[i];
            var end = (int)Math.Min(documents[block.Count - 1] + 1L, (long)window.Start + ScoreWindow.Size);
            foreach (var scorer in _scorers)
            {
                if (scorer.Document < end) scorer.AddTo(window, end, WindowMode.Both);
            }

            for (; i < block.Count && documents[i] < end; i++)
            {
                var place = documents[i] - window.Start;
                if ((window.Bits[place >> 6] >> place & 1) == 0) continue;
                (sums[i], best[i]) = (window.Scores[place], window.Best[place]);
            }

            Array.Clear(window.Bits);
        }
    }

    public override void Find(CandidateBlock block, Span<float> found)
    {
        if (_least > 1)
        {
            base.Find(block, found);
            return;
        }

        Narrow(block.StartPart(), 0);
        block.TellPart(found);
    }

    /// <summary>
    /// After its clauses were moved up to a document: it stands where the first of its terms does, or, where clauses
    /// are more than terms and may not stand at a match, there.
    /// </summary>
    private void Settle(int last)
    {
        Document = End;
        foreach (var scorer in _scorers) Document = Math.Min(Document, scorer.Document);
        if (!_isOfTerms && Document != End) Document = last;
    }

    private float Joined(double sum, double best) => (float)(_tie is { } tie ? best + tie * (sum - best) : sum);
}
