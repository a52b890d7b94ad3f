using System.Numerics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Documents in which terms stand at places relative to each other. Positions are read only where every slot has a term
/// and the score could still be high enough. For one thread.
/// </summary>
internal sealed unsafe class PhraseScorer : Scorer
{
    /// <summary>Of more documents all that can match are found at once.</summary>
    private const int BoundedOneByOne = 64;

    private readonly Slot[] _slots;
    private readonly Slot[] _byCost;
    private readonly int[] _offsets;
    // Where each slot has one term: these, the rarest, and places of candidates by slot.
    private readonly bool _isOfTerms;
    private readonly TermPostings[] _terms = [];
    private readonly int[][] _places = [];
    private readonly int _lead;
    private readonly int _slop;
    private readonly float _weight;
    private readonly float[] _factors;
    private readonly float[]? _boundFactors;
    private readonly byte* _lengths;
    private readonly PhraseMatcher _matcher;
    private readonly int _documentCount;
    private readonly Func<ulong[]> _withAll;
    private ulong[]? _candidates;
    private int _bounded;
    // An exact phrase occurs at most as often as each of its terms, and a loose one of two terms one and a half times
    // as often: their bounds are its bounds.
    private readonly BlockBounds[] _bounds;
    private int _boundEnd = -1;
    private float _bound;
    private float _required;
    private float _frequency;

    /// <summary>One place, with the postings of what may stand there.</summary>
    public readonly record struct Alternatives(int Offset, TermPostings[] Terms);

    /// <param name="slots">The places.</param>
    /// <param name="slop">By how much they may differ.</param>
    /// <param name="weight">The most that an occurrence is worth.</param>
    /// <param name="factors">For each code of a length the factor of <see cref="Bm25"/>.</param>
    /// <param name="boundFactors">The same with which its terms' frequencies bound its own; null where not.</param>
    /// <param name="lengths">The codes of the documents' lengths.</param>
    /// <param name="documentCount">How many documents the segment has.</param>
    /// <param name="withAll">Finds the documents in which every place has a term, as a bitmap.</param>
    public PhraseScorer(
        Alternatives[] slots, int slop, float weight, float[] factors, float[]? boundFactors, byte* lengths,
        int documentCount, Func<ulong[]> withAll)
    {
        (_documentCount, _withAll) = (documentCount, withAll);
        _slots = [.. slots.Select(slot => new Slot(slot.Terms))];
        _byCost = [.. _slots.OrderBy(slot => slot.Cost)];
        _offsets = [.. slots.Select(slot => slot.Offset)];
        (_slop, _weight, _factors) = (slop, weight, factors);
        _boundFactors = boundFactors;
        _lengths = lengths;
        _matcher = new PhraseMatcher(_offsets, slop);
        MaxScore = weight;
        _isOfTerms = Array.TrueForAll(_slots, slot => slot.Only is not null);
        if (_isOfTerms)
        {
            _terms = Array.ConvertAll(_slots, slot => slot.Only!);
            _places = Array.ConvertAll(_slots, _ => new int[BlockPacking.Size]);
            _lead = Array.IndexOf(_slots, _byCost[0]);
        }

        _bounds = boundFactors is null
            ? []
            : [
                .. _byCost.Where(slot => slot.Only?.HasBounds == true)
                    .Select(slot => new BlockBounds(slot.Only!, weight, boundFactors, weight)),
            ];
    }

    public override long Cost => _byCost[0].Cost;

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
        var lead = _byCost[0];
        var document = lead.Document < target ? lead.Advance(target) : lead.Document;
        while (document != End)
        {
            if (_required > 0 && CannotCompete(document))
            {
                document = _boundEnd >= End - 1 ? End : lead.Advance(_boundEnd + 1);
                continue;
            }

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

    public override bool IsAt(int document)
    {
        if (Document >= document) return Document == document;
        foreach (var slot in _byCost)
        {
            if ((slot.Document < document ? slot.Advance(document) : slot.Document) != document) return false;
        }

        if (!Matches(document)) return false;
        Document = document;
        return true;
    }

    public override void Mark(ulong[] matches)
    {
        var candidates = _withAll();
        for (var word = 0; word < (_documentCount + 63) >> 6; word++)
        {
            // Of what is marked no positions are read.
            for (var left = candidates[word] & ~matches[word]; left != 0; left &= left - 1)
            {
                var document = (word << 6) + BitOperations.TrailingZeroCount(left);
                if (IsAt(document)) matches[word] |= 1UL << document;
            }
        }
    }

    public override bool TellsBounds => true;

    public override bool MayMatch(int document) =>
        Candidates() is not { } bits || (bits[document >> 6] >> document & 1) != 0;

    private bool MayMatchIn(int from, int to)
    {
        if (Candidates() is not { } bits || from >= _documentCount) return true;
        to = Math.Min(to, _documentCount - 1);
        var (first, last) = (from >> 6, to >> 6);
        // Of the first and the last word, the bits from the one document on, and up to the other.
        var (head, tail) = (ulong.MaxValue << (from & 63), ulong.MaxValue >> (63 - (to & 63)));
        if (first == last) return (bits[first] & head & tail) != 0;
        return (bits[first] & head) != 0 || (bits[last] & tail) != 0
            || bits.AsSpan(first + 1, last - first - 1).ContainsAnyExcept(0UL);
    }

    private ulong[]? Candidates()
    {
        if (_candidates is null && ++_bounded > BoundedOneByOne) _candidates = _withAll();
        return _candidates;
    }

    public override float MaxScoreAt(int document)
    {
        if (!MayMatch(document)) return 0;
        foreach (var slot in _byCost)
        {
            if ((slot.Document < document ? slot.Advance(document) : slot.Document) != document) return 0;
        }

        if (_boundFactors is null) return MaxScore;
        var most = int.MaxValue;
        foreach (var slot in _slots) most = Math.Min(most, slot.Frequency());
        return Bm25.Score(_weight, most, _boundFactors[_lengths[document]]);
    }

    public override float Score() => Bm25.Score(_weight, _frequency, _factors[_lengths[Document]]);

    public override int BlockEnd(int document) => _bounds.Length == 0 ? End - 1 : _bounds[0].BlockEnd(document);

    public override float MaxScoreIn(int from, int to)
    {
        if (!MayMatchIn(from, to)) return 0;
        var bound = MaxScore;
        foreach (var bounds in _bounds) bound = Math.Min(bound, bounds.MaxScoreIn(from, to));
        return bound;
    }

    public override int Gather(CandidateBlock block, int start, int end, double needed)
    {
        if (!_isOfTerms) return base.Gather(block, start, end, needed);
        while (start <= end)
        {
            start = FindCommon(start, end);
            if (start > end) return end + 1;
            if (block.Count + BlockPacking.Size > CandidateBlock.Capacity) return start;
            var last = end;
            foreach (var term in _terms) last = Math.Min(last, term.Documents[term.Count - 1]);
            AddMatches(block, FindPlaces(last), needed);
            start = last + 1;
        }

        return end + 1;
    }

    /// <summary>
    /// Moves all terms to the first document from one on that holds them all; behind the end where none.
    /// </summary>
    private int FindCommon(int document, int end)
    {
        for (var met = 0; met < _terms.Length;)
        {
            met = 0;
            foreach (var term in _terms)
            {
                var at = term.Document < document ? term.Advance(document) : term.Document;
                if (at > end) return end + 1;
                if (at == document) met++;
                document = at;
            }
        }

        return document;
    }

    /// <summary>
    /// The places, term by term, of the documents up to a last one that hold all terms; all lie in the unpacked blocks.
    /// </summary>
    private int FindPlaces(int last)
    {
        var lead = _terms[_lead];
        var (documents, from) = (lead.Documents, lead.Index);
        var count = lead.IndexOf(last + 1, from) - from;
        var own = _places[_lead];
        for (var i = 0; i < count; i++) own[i] = from + i;
        for (var slot = 0; slot < _terms.Length && count > 0; slot++)
        {
            if (slot == _lead) continue;
            var term = _terms[slot];
            var (others, places, index, kept) = (term.Documents, _places[slot], term.Index, 0);
            for (var i = 0; i < count; i++)
            {
                var document = documents[own[i]];
                index = term.IndexOf(document, index);
                for (var done = 0; done < slot; done++) _places[done][kept] = _places[done][i];
                own[kept] = own[i];
                places[kept] = index;
                kept += others[index] == document ? 1 : 0;
            }

            count = kept;
        }

        return count;
    }

    private void AddMatches(CandidateBlock block, int count, double needed)
    {
        var documents = _terms[_lead].Documents;
        for (var i = 0; i < count; i++)
        {
            var document = documents[_places[_lead][i]];
            var factor = _factors[_lengths[document]];
            if (needed > 0 && _slop == 0)
            {
                // An exact phrase occurs at most as often as its rarest term.
                var most = int.MaxValue;
                for (var slot = 0; slot < _terms.Length; slot++)
                {
                    most = Math.Min(most, _terms[slot].Frequencies[_places[slot][i]]);
                }

                if (Bm25.Score(_weight, most, factor) < needed) continue;
            }

            for (var slot = 0; slot < _terms.Length; slot++)
            {
                var positions = _terms[slot].ReadPositionsAt(_places[slot][i]);
                _matcher.Set(slot, _terms[slot].Places, positions);
            }

            var frequency = _matcher.Frequency();
            if (frequency > 0) block.Add(document, Bm25.Score(_weight, frequency, factor));
        }
    }

    /// <summary>Whether no document of the lead's block can have the required score.</summary>
    private bool CannotCompete(int document)
    {
        if (document > _boundEnd)
        {
            _boundEnd = BlockEnd(document);
            _bound = MaxScoreIn(document, _boundEnd);
        }

        return _bound < _required;
    }

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
            var (positions, count) = _slots[i].ReadPositions();
            _matcher.Set(i, positions, count);
        }

        _frequency = _matcher.Frequency();
        return _frequency > 0;
    }

    /// <summary>The union of one place's terms.</summary>
    private sealed class Slot(TermPostings[] terms)
    {
        private int[] _positions = [];

        public long Cost { get; } = terms.Sum(term => (long)term.DocumentFrequency);

        /// <summary>The postings where only one term can stand here.</summary>
        public TermPostings? Only => terms.Length == 1 ? terms[0] : null;

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

        public (int[] Positions, int Count) ReadPositions()
        {
            if (terms.Length == 1)
            {
                var length = terms[0].ReadPositions().Length;
                return (terms[0].Places, length);
            }

            var count = 0;
            if (_positions.Length == 0) _positions = new int[TermPostings.PlacesSlack];
            foreach (var term in terms)
            {
                if (term.Document != Document) continue;
                var positions = term.ReadPositions();
                var needed = count + positions.Length;
                if (_positions.Length < needed + TermPostings.PlacesSlack)
                {
                    Array.Resize(ref _positions, TermPostings.PlacesSlack + (2 * needed));
                }

                positions.CopyTo(_positions.AsSpan(count));
                count += positions.Length;
            }

            _positions.AsSpan(0, count).Sort();
            return (_positions, count);
        }
    }
}
