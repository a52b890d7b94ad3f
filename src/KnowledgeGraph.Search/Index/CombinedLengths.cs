using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// The lengths of several fields of a segment's documents, weighted and added up: what words that are looked for in all
/// of them are normalized by. Frozen; to be shared between threads.
/// </summary>
internal sealed unsafe class CombinedLengths
{
    private readonly (int Field, float Weight)[] _fields;

    public CombinedLengths(Segment segment, (int Field, float Weight)[] fields)
    {
        _fields = fields;
        var sums = new double[segment.DocumentCount];
        foreach (var (field, weight) in fields)
        {
            var codes = segment.LengthCodes(field);
            if (codes is null) continue;
            for (var document = 0; document < sums.Length; document++)
                sums[document] += weight * Bm25.LengthOf(codes[document]);
        }

        Values = Array.ConvertAll(sums, sum => (float)sum);
        Least = Values.Length == 0 ? 0 : Values.Min();
    }

    /// <summary>By document.</summary>
    public float[] Values { get; }

    /// <summary>The shortest.</summary>
    public float Least { get; }

    public bool IsOf(ReadOnlySpan<(int Field, float Weight)> fields) => fields.SequenceEqual(_fields);
}
