namespace KnowledgeGraph.Search.Index;

/// <summary>Reads a term's postings as an <see cref="IndexingBuffer"/> keeps them. For one thread.</summary>
internal sealed unsafe class BufferedPostings
{
    private readonly List<(int Place, int Start, int Count)> _documents = [];
    private readonly List<int> _positions = [];

    /// <summary>Copies postings whose documents are numbered in the order of their ids already.</summary>
    public static void Copy(ReadOnlySpan<byte> chain, PostingsWriter output, ref int[] positions)
    {
        fixed (byte* start = chain)
        {
            var at = start;
            var end = start + chain.Length;
            var (document, count) = (-1, 0);
            while (at < end)
            {
                var step = (uint)VariableNumber.Read(ref at);
                if ((step & 1) != 0)
                {
                    if (count > 0) output.Add(document, count, positions.AsSpan(0, count));
                    document += (int)(step >> 1);
                    positions[0] = VariableNumber.Read(ref at);
                    count = 1;
                    continue;
                }

                if (count == positions.Length) Array.Resize(ref positions, 2 * count);
                positions[count] = positions[count - 1] + (int)(step >> 1);
                count++;
            }

            if (count > 0) output.Add(document, count, positions.AsSpan(0, count));
        }
    }

    /// <summary>Copies postings of documents that move to other places; of those without a place nothing.</summary>
    public void CopySorted(ReadOnlySpan<byte> chain, ReadOnlySpan<int> places, PostingsWriter output)
    {
        _documents.Clear();
        _positions.Clear();
        fixed (byte* start = chain)
        {
            var at = start;
            var end = start + chain.Length;
            var (document, position, from) = (-1, 0, 0);
            while (at < end)
            {
                var step = (uint)VariableNumber.Read(ref at);
                if ((step & 1) != 0)
                {
                    Keep(document, from, places);
                    document += (int)(step >> 1);
                    position = VariableNumber.Read(ref at);
                    from = _positions.Count;
                }
                else
                {
                    position += (int)(step >> 1);
                }

                _positions.Add(position);
            }

            Keep(document, from, places);
        }

        _documents.Sort();
        var positions = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_positions);
        foreach (var (place, from, count) in _documents) output.Add(place, count, positions.Slice(from, count));
    }

    private void Keep(int document, int from, ReadOnlySpan<int> places)
    {
        if (document >= 0 && places[document] >= 0)
        {
            _documents.Add((places[document], from, _positions.Count - from));
        }
    }
}
