using System.Runtime.CompilerServices;
using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Bounds of the frequencies and lengths in a block of postings: every posting has at most the frequency and at least
/// the length of one of two pairs. Four bytes; a frequency of 255 stands for all above it.
/// </summary>
internal readonly record struct Impact(uint Bits)
{
    public const int FrequencyMax = 255;

    private Impact(int frequencyA, int lengthA, int frequencyB, int lengthB)
        : this((uint)(frequencyA | lengthA << 8 | frequencyB << 16 | lengthB << 24))
    {
    }

    /// <summary>The highest score of a posting within these bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float MaxScore(float weight, float[] factors)
    {
        var a = One(weight, (int)(Bits & 0xFF), factors[Bits >> 8 & 0xFF]);
        return Math.Max(a, One(weight, (int)(Bits >> 16 & 0xFF), factors[Bits >> 24]));
    }

    /// <summary>The pair with the higher frequency.</summary>
    public (int Frequency, byte Length) First => ((int)(Bits & 0xFF), (byte)(Bits >> 8));

    /// <summary>The pair with the shorter length; of frequency 0 where there is none.</summary>
    public (int Frequency, byte Length) Second => ((int)(Bits >> 16 & 0xFF), (byte)(Bits >> 24));

    private static float One(float weight, int frequency, float factor) =>
        frequency == FrequencyMax ? weight : Bm25.Score(weight, frequency, factor);

    /// <summary>Gathers postings and makes their bounds. For one thread.</summary>
    public sealed class Builder
    {
        // The shortest length, as its code, by frequency.
        private readonly byte[] _shortest = new byte[FrequencyMax + 1];
        private int _frequencyMax;

        public Builder() => Array.Fill(_shortest, byte.MaxValue);

        public void Clear()
        {
            _shortest.AsSpan(0, _frequencyMax + 1).Fill(byte.MaxValue);
            _frequencyMax = 0;
        }

        public void Add(int frequency, byte length)
        {
            if (frequency > FrequencyMax) frequency = FrequencyMax;
            if (frequency > _frequencyMax) _frequencyMax = frequency;
            if (length < _shortest[frequency]) _shortest[frequency] = length;
        }

        /// <summary>
        /// The two pairs whose higher score is lowest, by the usual parameters and this average length; they are
        /// bounds under any.
        /// </summary>
        public Impact Build(float averageLength)
        {
            // Only a posting that no more frequent one in a shorter text outdoes can be the best.
            Span<(int Frequency, byte Length)> steps = stackalloc (int, byte)[FrequencyMax + 1];
            var count = 0;
            var shortest = byte.MaxValue;
            for (var frequency = _frequencyMax; frequency > 0; frequency--)
            {
                if (_shortest[frequency] >= shortest && count > 0) continue;
                shortest = _shortest[frequency];
                steps[count++] = (frequency, shortest);
            }

            var best = new Impact(steps[0].Frequency, steps[count - 1].Length, 0, byte.MaxValue);
            var bestScore = float.MaxValue;
            for (var i = 1; i < count; i++)
            {
                var score = Math.Max(
                    Estimate(steps[0].Frequency, steps[i - 1].Length, averageLength),
                    Estimate(steps[i].Frequency, steps[count - 1].Length, averageLength));
                if (score >= bestScore) continue;
                bestScore = score;
                best = new Impact(
                    steps[0].Frequency, steps[i - 1].Length, steps[i].Frequency, steps[count - 1].Length);
            }

            return best;
        }

        private static float Estimate(int frequency, byte length, float averageLength) => frequency == FrequencyMax
            ? 1f
            : Bm25.Score(1f, frequency, Bm25.Factor(Bm25.LengthOf(length), 1.2f, 0.75f, averageLength));
    }
}
