namespace KnowledgeGraph.Storage.Sqlite;

/// <summary>Bytes of many records one after the other, in chunks, so that nothing large is ever moved.</summary>
internal sealed class DataChunks
{
    private const int ChunkBytes = 1 << 20;

    private readonly List<byte[]> _chunks = [];
    private int _used = ChunkBytes;

    public readonly record struct Place(int Chunk, int Start, int Length);

    public ReadOnlySpan<byte> this[Place place] =>
        place.Length == 0 ? default : _chunks[place.Chunk].AsSpan(place.Start, place.Length);

    public Place Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return default;
        if (_chunks.Count == 0 || _chunks[^1].Length - _used < bytes.Length)
        {
            _chunks.Add(new byte[Math.Max(ChunkBytes, bytes.Length)]);
            _used = 0;
        }
        var place = new Place(_chunks.Count - 1, _used, bytes.Length);
        bytes.CopyTo(_chunks[^1].AsSpan(_used));
        _used += bytes.Length;
        return place;
    }
}
