using System.Numerics;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Finds the best documents of a disjunction window by window (MaxScore: Turtle and Flood 1995). In each window the
/// scorers whose bounds together cannot reach the required score are only asked about documents that another one found;
/// the others' scores are added up, posting by posting. For one thread.
/// </summary>
internal sealed class WindowSearch
{
    private readonly Scorer[] _scorers;
    private readonly WindowMode _mode;
    private readonly int _least;
    private readonly Scorer? _excluded;
    private readonly ScoreWindow _window;
    private readonly HitSink _sink;
    private readonly float[] _bounds;
    private readonly double[] _sums;
    private int _optional;

    /// <param name="scorers">The clauses.</param>
    /// <param name="mode">How their scores make one.</param>
    /// <param name="least">How many have to match.</param>
    /// <param name="excluded">What must not match.</param>
    /// <param name="window">Memory for sums.</param>
    /// <param name="sink">Takes the matches.</param>
    public WindowSearch(
        Scorer[] scorers, WindowMode mode, int least, Scorer? excluded, ScoreWindow window, HitSink sink)
    {
        (_scorers, _mode, _least, _excluded) = (scorers, mode, least, excluded);
        (_window, _sink) = (window, sink);
        _bounds = new float[scorers.Length];
        _sums = new double[scorers.Length];
    }

    /// <summary>Goes through a segment of so many documents.</summary>
    public void Run(int documentCount)
    {
        var start = 0;
        while (start < documentCount && !_sink.IsDone)
        {
            // One scorer alone needs no sums.
            var size = _scorers.Length == 1 ? documentCount : ScoreWindow.Size;
            var end = (int)Math.Min(documentCount, (long)start + size);
            Partition(start, end);
            if (_optional < _scorers.Length)
            {
                if (_optional == _scorers.Length - 1 && _least == 1) RunOne(start, end);
                else RunWindow(start, end);
            }

            start = NextStart(end);
        }
    }

    /// <summary>Where the next window begins: not before a document that any scorer has.</summary>
    private int NextStart(int end)
    {
        var next = Scorer.End;
        foreach (var scorer in _scorers) next = Math.Min(next, Math.Max(end, scorer.Document));
        return next;
    }

    /// <summary>
    /// Orders the scorers by their bounds; the first <see cref="_optional"/> together cannot compete.
    /// </summary>
    private void Partition(int start, int end)
    {
        _optional = 0;
        if (!_sink.CanSkip || _sink.Required <= 0) return;
        for (var i = 0; i < _scorers.Length; i++)
        {
            var document = _scorers[i].Document;
            _bounds[i] = document >= end ? 0 : _scorers[i].MaxScoreIn(Math.Max(start, document), end - 1);
        }

        if (_scorers.Length <= 16) SortFew();
        else Array.Sort(_bounds, _scorers);
        double sum = 0;
        for (var i = 0; i < _scorers.Length; i++)
        {
            sum = _mode == WindowMode.Best ? _bounds[i] : sum + _bounds[i];
            _sums[i] = sum;
            if ((float)sum < _sink.Required) _optional = i + 1;
        }

        // Matches have to be counted clause by clause.
        if (_least > 1 && _optional < _scorers.Length) _optional = 0;
    }

    private void SortFew()
    {
        for (var i = 1; i < _scorers.Length; i++)
        {
            var (bound, scorer) = (_bounds[i], _scorers[i]);
            var at = i;
            for (; at > 0 && _bounds[at - 1] > bound; at--)
            {
                (_bounds[at], _scorers[at]) = (_bounds[at - 1], _scorers[at - 1]);
            }

            (_bounds[at], _scorers[at]) = (bound, scorer);
        }
    }

    /// <summary>What the optional scorers can add at most. The best of some is not made better by lower ones.</summary>
    private double OptionalBound => _optional == 0 || _mode == WindowMode.Best ? 0 : _sums[_optional - 1];

    /// <summary>One scorer leads: its blocks are passed over where its bound is too low.</summary>
    private void RunOne(int start, int end)
    {
        var scorer = _scorers[^1];
        if (scorer is TermScorer term)
        {
            RunTerm(term, start, end);
            return;
        }

        var block = _window.Block;
        for (var at = Math.Max(start, scorer.Document); at < end && !_sink.IsDone; at = Math.Max(at, scorer.Document))
        {
            var last = Math.Min(scorer.BlockEnd(at), end - 1);
            var prunes = _sink.CanSkip && _sink.Required > 0;
            if (prunes && (float)(scorer.MaxScoreIn(at, last) + OptionalBound) < _sink.Required)
            {
                at = last + 1;
                continue;
            }

            block.Count = 0;
            // No score below this reaches what is required together with the others; rounded down.
            at = scorer.Gather(block, at, last, prunes ? MathF.BitDecrement(_sink.Required) - OptionalBound : 0);
            for (var i = 0; i < block.Count && !_sink.IsDone; i++) Offer(block.Documents[i], block.Scores[i]);
        }
    }

    private void RunTerm(TermScorer term, int start, int end)
    {
        var postings = term.Postings;
        var document = term.Document < start ? term.Advance(start) : term.Document;
        while (document < end && !_sink.IsDone)
        {
            var canSkip = _sink.CanSkip;
            if (!canSkip || (float)(term.MaxScoreOf(postings.Block) + OptionalBound) >= _sink.Required)
            {
                var last = postings.Documents[postings.Count - 1] < end
                    ? postings.Count
                    : postings.IndexOf(end, postings.Index);
                for (var i = postings.Index; i < last; i++) Offer(postings.Documents[i], term.ScoreAt(i));
                if (last < postings.Count)
                {
                    term.MoveTo(last);
                    return;
                }
            }

            var block = postings.Block + 1;
            if (_sink.CanSkip)
            {
                while (block < postings.BlockCount
                    && (float)(term.MaxScoreOf(block) + OptionalBound) < _sink.Required
                    && postings.LastOf(block) < end)
                {
                    block++;
                }
            }

            document = term.MoveToBlock(block);
        }
    }

    private void RunWindow(int start, int end)
    {
        _window.Start = start;
        for (var i = _optional; i < _scorers.Length; i++) _scorers[i].AddTo(_window, end, _mode);
        var (bits, scores) = (_window.Bits, _window.Scores);
        for (var word = 0; word < bits.Length; word++)
        {
            var left = bits[word];
            if (left == 0) continue;
            bits[word] = 0;
            for (; left != 0; left &= left - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (_mode == WindowMode.CountedSum && _window.Counts[place] < _least) continue;
                Offer(start + place, scores[place]);
            }
        }
    }

    /// <summary>
    /// A document with the score of the leading scorers: asks the optional ones as long as it can compete.
    /// </summary>
    private void Offer(int document, double score)
    {
        var canSkip = _sink.CanSkip;
        if (canSkip && (float)(score + OptionalBound) < _sink.Required) return;
        if (!_sink.Accepts(document) || IsExcluded(document)) return;
        for (var i = _optional - 1; i >= 0 && _mode != WindowMode.Best; i--)
        {
            if (canSkip && (float)(score + _sums[i]) < _sink.Required) return;
            var scorer = _scorers[i];
            var at = scorer.Document < document ? scorer.Advance(document) : scorer.Document;
            if (at == document) score += scorer.Score();
        }

        if (canSkip && (float)score < _sink.Required) return;
        _sink.Take(document, (float)score);
    }

    private bool IsExcluded(int document)
    {
        if (_excluded is null) return false;
        // Candidates come in their order, within a window and from window to window.
        if (_excluded.Document < document) _excluded.Advance(document);
        return _excluded.Document == document;
    }
}
