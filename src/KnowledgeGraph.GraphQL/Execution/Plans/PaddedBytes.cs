namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Bytes to be copied often: the array is longer than they are by a whole vector, so that a copy may overshoot.
/// </summary>
internal readonly struct PaddedBytes
{
    /// <summary>What may be read beyond the end.</summary>
    public const int Padding = 32;

    public PaddedBytes(ReadOnlySpan<byte> bytes)
    {
        Array = new byte[bytes.Length + Padding];
        bytes.CopyTo(Array);
        Length = bytes.Length;
    }

    public static PaddedBytes Empty { get; } = new([]);

    public byte[] Array { get; }

    public int Length { get; }

    public ReadOnlySpan<byte> Span => Array.AsSpan(0, Length);
}
