using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Documents in which terms stand at places relative to each other. Positions are read only where every slot has a term
/// and the score could still be high enough. For one thread.
/// </summary>
internal sealed unsafe class PhraseScorer : Scorer
{
    private readonly Slot[] _slots;
    private readonly Slot[] _byCost;
    private readonly int[] _offsets;
    private readonly int _slop;
    private readonly float _weight;
    private readonly float[] _factors;
    private readonly byte* _lengths;
    private readonly PhraseMatcher _matcher;
    private float _required;
    private float _frequency;

    /// <summary>One place, with the postings of what may stand there.</summary>
    public readonly record struct Alternatives(int Offset, TermPostings[] Terms);

    public PhraseScorer(Alternatives[] slots, int slop, float weight, float[] factors, byte* lengths)
    {
        _slots = [.. slots.Select(slot => new Slot(slot.Terms))];
        _byCost = [.. _slots.OrderBy(slot => slot.Cost)];
        _offsets = [.. slots.Select(slot => slot.Offset)];
        (_slop, _weight, _factors) = (slop, weight, factors);
        _lengths = lengths;
        _matcher = new PhraseMatcher(_offsets, slop);
        MaxScore = weight;
    }

    public override long Cost => _byCost[0].Cost;

    public override float MaxScore { get; }

    public override float Required
    {
        set => _required = value;
    }

    public override int Advance(int target)
    {
        var lead = _byCost[0];
        var document = lead.Document < target ? lead.Advance(target) : lead.Document;
        while (document != End)
        {
            var next = Meet(document);
            if (next == document)
            {
                if (Matches(document)) return Document = document;
                next = document + 1;
            }

            document = next == End ? End : lead.Advance(next);
        }

        return Document = End;
    }

    public override float Score() => Bm25.Score(_weight, _frequency, _factors[_lengths[Document]]);

    /// <summary>How often the phrase occurs in the document where it stands.</summary>
    public float Frequency => _frequency;

    private int Meet(int document)
    {
        for (var i = 1; i < _byCost.Length; i++)
        {
            var other = _byCost[i].Document;
            if (other < document) other = _byCost[i].Advance(document);
            if (other != document) return other;
        }

        return document;
    }

    private bool Matches(int document)
    {
        if (_required > 0 && _slop == 0)
        {
            // An exact phrase occurs at most as often as its rarest slot.
            var most = int.MaxValue;
            foreach (var slot in _slots) most = Math.Min(most, slot.Frequency());
            if (Bm25.Score(_weight, most, _factors[_lengths[document]]) < _required) return false;
        }

        for (var i = 0; i < _slots.Length; i++)
        {
            _matcher.Set(i, _slots[i].ReadPositions());
        }

        _frequency = _matcher.Frequency();
        return _frequency > 0;
    }

    /// <summary>The union of one place's terms.</summary>
    private sealed class Slot(TermPostings[] terms)
    {
        private int[] _positions = [];

        public long Cost { get; } = terms.Sum(term => (long)term.DocumentFrequency);

        public int Document { get; private set; } = -1;

        public int Advance(int target)
        {
            if (terms.Length == 1) return Document = terms[0].Advance(target);
            var document = End;
            foreach (var term in terms)
            {
                document = Math.Min(document, term.Document < target ? term.Advance(target) : term.Document);
            }

            return Document = document;
        }

        public int Frequency()
        {
            var frequency = 0;
            foreach (var term in terms)
            {
                if (term.Document == Document) frequency += term.Frequency;
            }

            return frequency;
        }

        public ReadOnlySpan<int> ReadPositions()
        {
            if (terms.Length == 1) return terms[0].ReadPositions();
            var count = 0;
            foreach (var term in terms)
            {
                if (term.Document != Document) continue;
                var positions = term.ReadPositions();
                var needed = count + positions.Length;
                if (_positions.Length < needed) Array.Resize(ref _positions, 2 * needed);
                positions.CopyTo(_positions.AsSpan(count));
                count += positions.Length;
            }

            var all = _positions.AsSpan(0, count);
            all.Sort();
            return all;
        }
    }
}
