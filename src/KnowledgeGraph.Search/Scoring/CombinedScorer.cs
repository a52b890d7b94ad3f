using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KnowledgeGraph.Search.Index;

namespace KnowledgeGraph.Search.Scoring;

/// <summary>
/// Scores one word in several fields that count as one (BM25F), many documents at a time, with bounds from the bounds
/// of each field's blocks: a document matches in some of the fields, at most as often and in fields at least as long as
/// these say, and the score rises with the sum of frequencies and falls with the sum of lengths. For one thread.
/// </summary>
internal sealed unsafe class CombinedScorer : Scorer
{
    /// <summary>The most blocks of one field that are looked at for one bound.</summary>
    private const int BlocksMax = 32;

    /// <summary>Of more fields than that, all but one are bounded as one.</summary>
    private const int OthersMax = 3;

    /// <summary>Fewer candidates are each looked for by itself.</summary>
    private const int CloseMin = 16;

    /// <summary>Of so few documents in a window each is looked at by itself.</summary>
    private const int FewPerWindow = 16;

    /// <summary>So many postings are gone through in the time in which one candidate is looked for.</summary>
    private const int CloseShare = 4;

    private readonly Part[] _parts;
    private readonly BlockCursor[] _cursors;
    private readonly CombinedLengths _lengths;
    private readonly float _weight;
    private readonly float _again;
    private readonly float _k1;
    private readonly float _b;
    private readonly float _average;
    // What a frequency is divided by: the rest and so much more for each unit of length.
    private readonly double _rest;
    private readonly double _slope;
    // The field with the most postings, whose blocks are told apart.
    private readonly int _longest;

    /// <summary>A field in which the word occurs, with its codes of lengths.</summary>
    public readonly record struct Part(TermPostings Postings, float Weight, nint Lengths);

    /// <param name="parts">The fields.</param>
    /// <param name="lengths">The documents' lengths.</param>
    /// <param name="weight">What an occurrence is worth at most.</param>
    /// <param name="again">
    /// What it is worth once more, as another word with the same occurrences, whose score is added; else 0.
    /// </param>
    /// <param name="k1">How soon more occurrences count for less.</param>
    /// <param name="b">How much length counts.</param>
    /// <param name="average">The average length.</param>
    public CombinedScorer(
        Part[] parts, CombinedLengths lengths, float weight, float again, float k1, float b, float average)
    {
        (_parts, _lengths, _weight, _again, _k1, _b, _average) = (parts, lengths, weight, again, k1, b, average);
        _cursors = Array.ConvertAll(parts, part => new BlockCursor(part));
        for (var part = 0; part < parts.Length; part++)
        {
            Cost += parts[part].Postings.DocumentFrequency;
            if (parts[part].Postings.DocumentFrequency > parts[_longest].Postings.DocumentFrequency) _longest = part;
        }

        (_rest, _slope) = (k1 * (1 - (double)b), k1 * (double)b / average);
        MaxScore = MaxScoreIn(0, End - 1);
    }

    public override long Cost { get; }

    public override int Leaves => _parts.Length;

    public override float MaxScore { get; }

    public override int Advance(int target)
    {
        var document = End;
        foreach (ref readonly var part in _parts.AsSpan())
        {
            var at = part.Postings.Document;
            document = Math.Min(document, at < target ? part.Postings.Advance(target) : at);
        }

        return Document = document;
    }

    public override float Score() => ScoreOf(Frequency(), Length());

    /// <summary>The occurrences in the document where it stands, weighted by field.</summary>
    public float Frequency()
    {
        double frequency = 0;
        foreach (ref readonly var part in _parts.AsSpan())
        {
            if (part.Postings.Document == Document) frequency += part.Weight * part.Postings.Frequency;
        }

        return (float)frequency;
    }

    /// <summary>The length of the document's fields, weighted.</summary>
    public float Length() => _lengths.Values[Document];

    public override void Mark(ulong[] matches)
    {
        foreach (ref readonly var part in _parts.AsSpan()) part.Postings.Mark(matches);
    }

    public override int BlockEnd(int document)
    {
        var end = End - 1;
        foreach (var cursor in _cursors) end = Math.Min(end, cursor.BlockEnd(document));
        return end;
    }

    public override float MaxScoreIn(int from, int to)
    {
        Span<Pair> others = stackalloc Pair[_parts.Length];
        var (count, longest) = (0, _cursors[_longest]);
        for (var part = 0; part < _parts.Length; part++)
        {
            if (part != _longest && _cursors[part].HighestIn(from, to) is { Frequency: > 0 } pair)
                others[count++] = pair;
        }

        others = count > OthersMax ? Merged(others[..count]) : others[..count];
        var highest = new Saturation(0, 1);
        Raise(ref highest, default, others);
        if (longest.Postings.Document > to) return BoundOf(highest);
        if (!longest.Postings.HasBounds)
        {
            Raise(ref highest, longest.All.First, others);
            return BoundOf(highest);
        }

        var block = longest.BlockOf(from);
        var last = longest.Postings.BlockCount - 1;
        if (longest.Postings.LastOf(Math.Min(block + BlocksMax, last)) < to)
        {
            // Over many blocks the highest is near that of all.
            Raise(ref highest, longest.All, others);
            return BoundOf(highest);
        }

        for (; block <= last; block++)
        {
            Raise(ref highest, longest.PairsOf(block), others);
            if (longest.Postings.LastOf(block) >= to) break;
        }

        return BoundOf(highest);
    }

    public override void AddTo(ScoreWindow window, int end, WindowMode mode)
    {
        var frequencies = window.Clause;
        frequencies.Start = window.Start;
        foreach (ref readonly var part in _parts.AsSpan())
            AddFrequencies(part.Postings, part.Weight, frequencies, end);
        Settle();
        var count = frequencies.Drain();
        var (documents, scores) = (frequencies.Documents, frequencies.Values);
        ScoreAll(documents, scores, count);
        for (var i = 0; i < count; i++) window.Take(documents[i], scores[i], mode);
    }

    public override int Gather(CandidateBlock block, int start, int end, double needed)
    {
        // Of few documents each is looked at by itself, however far the next one is.
        if (Cost * ScoreWindow.Size < FewPerWindow * (long)_lengths.Values.Length)
            return base.Gather(block, start, end, needed);
        if (Document < start) Advance(start);
        if (Document > end) return end + 1;
        start = Document;
        end = (int)Math.Min(end, (long)start + ScoreWindow.Size - 1);
        var frequencies = block.Window;
        frequencies.Start = start;
        foreach (ref readonly var part in _parts.AsSpan())
            AddFrequencies(part.Postings, part.Weight, frequencies, end + 1);
        Settle();
        var count = frequencies.Drain();
        var (documents, own) = (frequencies.Documents, frequencies.Values);
        ScoreAll(documents, own, count);
        var (scores, at) = (block.Scores, 0);
        for (var i = 0; i < count; i++)
        {
            block.Documents[at] = documents[i];
            scores[at] = own[i];
            at += own[i] >= needed ? 1 : 0;
        }

        block.Count = at;
        return end + 1;
    }

    public override void Narrow(CandidateBlock block, double needed)
    {
        var (documents, scores) = (block.Documents, block.Scores);
        KeepLiftable(block, needed);
        Find(block, block.Own);
        var (own, kept) = (block.Own, 0);
        for (var i = 0; i < block.Count; i++)
        {
            documents[kept] = documents[i];
            scores[kept] = scores[i] + own[i];
            kept += own[i] >= 0 ? 1 : 0;
        }

        block.Count = kept;
    }

    public override void Find(CandidateBlock block, Span<float> found)
    {
        var (documents, count) = (block.Documents, block.Count);
        var (sums, places) = (block.Sums, block.Places);
        var start = AreClose(block) ? FindByWindow(block) : 0;
        Array.Clear(sums, start, count - start);
        foreach (ref readonly var part in _parts.AsSpan())
            AddFrequencies(part.Postings, part.Weight, documents, sums, start, count);
        Settle();
        var matches = 0;
        var (matching, scores) = (block.Window.Documents, block.Window.Values);
        for (var i = 0; i < count; i++)
        {
            matching[matches] = documents[i];
            scores[matches] = (float)sums[i];
            places[matches] = i;
            matches += sums[i] > 0 ? 1 : 0;
        }

        ScoreAll(matching, scores, matches);
        found[..count].Fill(-1f);
        for (var i = 0; i < matches; i++) found[places[i]] = scores[i];
    }

    private static void AddFrequencies(TermPostings postings, float weight, ScoreWindow window, int end)
    {
        if (postings.Document < window.Start) postings.Advance(window.Start);
        while (postings.Document < end)
        {
            var (documents, frequencies, from) = (postings.Documents, postings.Frequencies, postings.Index);
            var to = documents[postings.Count - 1] < end ? postings.Count : postings.IndexOf(end, from);
            for (var i = from; i < to; i++) window.Add(documents[i], weight * frequencies[i]);
            if (to < postings.Count) postings.MoveTo(to);
            else postings.MoveToBlock(postings.Block + 1);
        }
    }

    /// <summary>Going through all postings between the candidates costs less than looking for each.</summary>
    private bool AreClose(CandidateBlock block)
    {
        if (block.Count < CloseMin) return false;
        var span = block.Documents[block.Count - 1] - (long)block.Documents[0];
        return span < ScoreWindow.Size && Cost * span < CloseShare * block.Count * (long)_lengths.Values.Length;
    }

    /// <summary>
    /// Finds the weighted frequencies of all candidates but the last, at which its parts have to stand; gives how many
    /// these are.
    /// </summary>
    private int FindByWindow(CandidateBlock block)
    {
        var (documents, sums, window, last) = (block.Documents, block.Sums, block.Window, block.Count - 1);
        window.Start = documents[0];
        foreach (ref readonly var part in _parts.AsSpan())
            AddFrequencies(part.Postings, part.Weight, window, documents[last]);
        var (bits, frequencies) = (window.Bits, window.Scores);
        for (var i = 0; i < last; i++)
        {
            var place = documents[i] - window.Start;
            sums[i] = (bits[place >> 6] >> place & 1) != 0 ? frequencies[place] : 0;
        }

        Array.Clear(bits);
        return last;
    }

    private static void AddFrequencies(
        TermPostings postings, float weight, int[] documents, double[] sums, int from, int count)
    {
        for (var i = from; i < count;)
        {
            if (postings.Document < documents[i]) postings.Advance(documents[i]);
            if (postings.Document == End) return;
            var (own, index, last) = (postings.Documents, postings.Index, postings.Documents[postings.Count - 1]);
            for (; i < count && documents[i] <= last; i++)
            {
                index = postings.IndexOf(documents[i], index);
                if (own[index] == documents[i]) sums[i] += weight * postings.Frequencies[index];
            }

            postings.MoveTo(index);
        }
    }

    /// <summary>After its parts were moved: it stands where the first of them does.</summary>
    private void Settle()
    {
        Document = End;
        foreach (ref readonly var part in _parts.AsSpan()) Document = Math.Min(Document, part.Postings.Document);
    }

    private float ScoreOf(float frequency, float length)
    {
        var factor = Bm25.Factor(length, _k1, _b, _average);
        var score = Bm25.Score(_weight, frequency, factor);
        return _again == 0 ? score : score + Bm25.Score(_again, frequency, factor);
    }

    /// <summary>Puts the scores in the place of weighted frequencies.</summary>
    private void ScoreAll(int[] documents, float[] values, int count)
    {
        var lengths = _lengths.Values;
        var at = 0;
        ref var input = ref MemoryMarshal.GetArrayDataReference(values);
        Span<float> eight = stackalloc float[Vector256<float>.Count];
        var (weight, k1, b) = (Vector256.Create(_weight), Vector256.Create(_k1), Vector256.Create(_b));
        var (average, rest, again) = (Vector256.Create(_average), Vector256.Create(1 - _b), Vector256.Create(_again));
        // Step by step as Bm25.Factor and Bm25.Score do, eight at once: the same bits.
        for (; at + Vector256<float>.Count <= count; at += Vector256<float>.Count)
        {
            for (var i = 0; i < eight.Length; i++) eight[i] = lengths[documents[at + i]];
            var length = Vector256.Create<float>(eight);
            var factor = Vector256<float>.One / (k1 * (rest + b * length / average));
            var frequency = Vector256.LoadUnsafe(ref input, (nuint)at);
            var saturation = Vector256<float>.One + frequency * factor;
            var score = weight - weight / saturation;
            if (_again != 0) score += again - again / saturation;
            score.StoreUnsafe(ref input, (nuint)at);
        }

        for (; at < count; at++) values[at] = ScoreOf(values[at], lengths[documents[at]]);
    }

    private void Raise(ref Saturation highest, in (Pair First, Pair Second) own, ReadOnlySpan<Pair> others)
    {
        Raise(ref highest, own.First, others);
        if (own.Second.Frequency > 0) Raise(ref highest, own.Second, others);
    }

    /// <summary>
    /// Raises it to the highest of a document that one field says so much of, and of the others any may say what they
    /// do.
    /// </summary>
    private void Raise(ref Saturation highest, Pair own, ReadOnlySpan<Pair> others)
    {
        for (var chosen = 0; chosen < 1 << others.Length; chosen++)
        {
            var (frequency, length) = ((double)own.Frequency, (double)own.Length);
            for (var other = 0; other < others.Length; other++)
            {
                if ((chosen >> other & 1) == 0) continue;
                frequency += others[other].Frequency;
                length += others[other].Length;
            }

            // Norm by norm, so that nothing is divided but the highest.
            var norm = _rest + _slope * Math.Max(length, _lengths.Least);
            if (frequency * highest.Norm > highest.Frequency * norm) highest = new(frequency, norm);
        }
    }

    /// <summary>No score of a document with this saturation, or a lower one, is above.</summary>
    private float BoundOf(Saturation highest)
    {
        const double RoundingOfScore = 1e-6;
        const double RoundingOfWeight = 4e-7;
        if (highest.Frequency == 0) return 0;
        var weight = (double)_weight + _again;
        var share = 1 - 1 / (1 + highest.Frequency / highest.Norm);
        return (float)(weight * (share * (1 + RoundingOfScore) + RoundingOfWeight));
    }

    // In as many of them as may be, and in the shortest.
    private static Pair[] Merged(ReadOnlySpan<Pair> pairs)
    {
        var (frequency, length) = (0.0, float.MaxValue);
        foreach (var pair in pairs) (frequency, length) = (frequency + pair.Frequency, Math.Min(length, pair.Length));
        return [new(MathF.BitIncrement((float)frequency), length)];
    }

    /// <summary>A frequency and what it is divided by: a score rises with their ratio.</summary>
    private readonly record struct Saturation(double Frequency, double Norm);

    /// <summary>A weighted frequency and length.</summary>
    private readonly record struct Pair(float Frequency, float Length);

    /// <summary>The bounds of one field's blocks.</summary>
    private sealed class BlockCursor(Part part)
    {
        // Where the last question ended: questions mostly go forwards.
        private int _block;

        public TermPostings Postings => part.Postings;

        /// <summary>Bounds of all.</summary>
        public (Pair First, Pair Second) All { get; } =
            part.Postings.HasBounds ? Weighted(part, part.Postings.Bounds) : (OfFew(part), default);

        public int BlockEnd(int document) => Postings.HasBounds ? Postings.LastOf(BlockOf(document)) : End - 1;

        /// <summary>The block that a document lies in.</summary>
        public int BlockOf(int document)
        {
            var start = Math.Max(_block, Math.Max(0, Postings.Block));
            if (start > 0 && Postings.LastOf(start - 1) >= document) start = 0;
            return _block = Postings.BlockOf(document, start);
        }

        public (Pair First, Pair Second) PairsOf(int block) => Weighted(part, Postings.BoundsOf(block));

        /// <summary>The highest frequency and the shortest length from one document to another.</summary>
        public Pair HighestIn(int from, int to)
        {
            if (Postings.Document > to) return default;
            if (!Postings.HasBounds) return All.First;
            var block = BlockOf(from);
            var last = Postings.BlockCount - 1;
            if (Postings.LastOf(Math.Min(block + BlocksMax, last)) < to) return Joined(All);
            var highest = Joined(PairsOf(block));
            while (Postings.LastOf(block) < to && block < last)
            {
                var next = Joined(PairsOf(++block));
                highest = new(Math.Max(highest.Frequency, next.Frequency), Math.Min(highest.Length, next.Length));
            }

            return highest;
        }

        private static Pair Joined((Pair First, Pair Second) pairs) => pairs.Second.Frequency == 0
            ? pairs.First
            : new(
                Math.Max(pairs.First.Frequency, pairs.Second.Frequency),
                Math.Min(pairs.First.Length, pairs.Second.Length));

        private static (Pair First, Pair Second) Weighted(Part part, Impact impact) =>
            (Weighted(part, impact.First), Weighted(part, impact.Second));

        private static Pair Weighted(Part part, (int Frequency, byte Length) pair) => new(
            pair.Frequency == Impact.FrequencyMax ? float.PositiveInfinity : part.Weight * pair.Frequency,
            part.Weight * Bm25.LengthOf(pair.Length));

        // So few that they lie in one block, which is unpacked.
        private static Pair OfFew(Part part)
        {
            var (documents, frequencies) = (part.Postings.Documents, part.Postings.Frequencies);
            var (most, shortest) = (0, byte.MaxValue);
            for (var i = 0; i < part.Postings.DocumentFrequency; i++)
            {
                most = Math.Max(most, frequencies[i]);
                shortest = Math.Min(shortest, ((byte*)part.Lengths)[documents[i]]);
            }

            return new(part.Weight * most, part.Weight * Bm25.LengthOf(shortest));
        }
    }
}
