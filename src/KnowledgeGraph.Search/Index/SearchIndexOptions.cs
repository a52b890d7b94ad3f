namespace KnowledgeGraph.Search.Index;

/// <summary>How an index is written.</summary>
public sealed record SearchIndexOptions
{
    /// <summary>Documents that wait for a version are made a segment when they take about so many bytes.</summary>
    public long BufferBytesMax { get; init; } = 192L << 20;

    /// <summary>So many segments of about one size are merged to one.</summary>
    public int MergeFactor { get; init; } = 8;

    /// <summary>Merges of so many bytes or more run beside the writing; smaller ones at once.</summary>
    public long BackgroundMergeBytesMin { get; init; } = 256L << 10;

    /// <summary>A segment is not merged to one of more bytes.</summary>
    public long SegmentBytesMax { get; init; } = 1L << 30;
}
