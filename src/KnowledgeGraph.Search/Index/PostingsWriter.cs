namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Writes the postings of one term after another. A term with 128 documents or more:
/// <code>
/// bounds of all | last document of each block | where each block begins, and the rest
///               | where its positions begin, and the rest's | bounds of each block and of the rest
/// block  bits of steps | bits of frequencies | 128 steps - 1 | 128 frequencies - 1
/// rest   step × 2 + (1 where once), frequency where more than once; and so on
/// </code>
/// A term with fewer has the rest alone. Positions of a block, each document's as steps from zero: packed in whole
/// blocks of 128 (<c>bits | steps</c>), then as numbers. For one thread.
/// </summary>
internal sealed class PostingsWriter(
    ByteWriter postings, ByteWriter positions, byte[] lengths, float averageLength, bool storesPositions)
{
    public const int BlockSize = BlockPacking.Size;

    // Entries count from where the dictionary begins.
    private readonly int _postingsBase = postings.Length;
    private readonly int _positionsBase = positions.Length;
    private readonly int[] _documents = new int[BlockSize];
    private readonly int[] _frequencies = new int[BlockSize];
    private readonly int[] _packed = new int[BlockSize];
    private readonly Impact.Builder _blockBounds = new();
    private readonly Impact.Builder _allBounds = new();
    private readonly ByteWriter _blocks = new();
    private readonly List<int> _lastDocuments = [];
    private readonly List<int> _blockStarts = [];
    private readonly List<int> _positionStarts = [];
    private readonly List<uint> _impacts = [];
    private int[] _steps = new int[BlockSize];
    private int _stepCount;
    private int _count;
    private int _before = -1;
    private int _frequency;
    private int _positionsStart;

    /// <summary>Begins a term.</summary>
    public void Begin()
    {
        _count = _stepCount = 0;
        (_frequency, _before) = (0, -1);
        _positionsStart = positions.Length;
        _blocks.Clear();
        _lastDocuments.Clear();
        _blockStarts.Clear();
        _positionStarts.Clear();
        _impacts.Clear();
        _blockBounds.Clear();
        _allBounds.Clear();
    }

    /// <summary>Adds a document, after the last one, with the rising positions of the term.</summary>
    public void Add(int document, int frequency, ReadOnlySpan<int> places)
    {
        if (_count == BlockSize) EndBlock();
        _documents[_count] = document;
        _frequencies[_count++] = frequency;
        _frequency++;
        _blockBounds.Add(frequency, lengths[document]);
        _allBounds.Add(frequency, lengths[document]);
        if (!storesPositions) return;
        if (_steps.Length - _stepCount < places.Length)
        {
            Array.Resize(ref _steps, Math.Max(2 * _steps.Length, _stepCount + places.Length));
        }

        var last = 0;
        foreach (var place in places)
        {
            _steps[_stepCount++] = place - last;
            last = place;
        }
    }

    /// <summary>Ends the term and writes its entry; nothing where no document was added.</summary>
    public bool End(TermEntries.Writer entries)
    {
        if (_frequency == 0) return false;
        var start = postings.Length;
        if (_frequency == 1)
        {
            WritePositions();
            entries.AddOnly(
                _documents[0], _frequencies[0], start - _postingsBase,
                _positionsStart - _positionsBase, positions.Length - _positionsStart);
            return true;
        }

        if (_frequency >= BlockSize)
        {
            if (_count == BlockSize) EndBlock();
            WriteDirectory();
        }

        WriteRest(_lastDocuments.Count == 0 ? postings : _blocks);
        if (_frequency >= BlockSize) postings.Write(_blocks.Written);
        entries.Add(
            _frequency, start - _postingsBase, postings.Length - start,
            _positionsStart - _positionsBase, positions.Length - _positionsStart);
        return true;
    }

    private void EndBlock()
    {
        for (var i = 0; i < BlockSize; i++)
        {
            _packed[i] = _documents[i] - _before - 1;
            _before = _documents[i];
        }

        _blockStarts.Add(_blocks.Length);
        _lastDocuments.Add(_before);
        var stepBits = BlockPacking.BitsOf(_packed);
        _blocks.Write((byte)stepBits);
        var bitsAt = _blocks.Length;
        _blocks.Write(0);
        BlockPacking.Pack(_packed, stepBits, _blocks.Take(BlockPacking.BytesOf(stepBits)));
        for (var i = 0; i < BlockSize; i++) _packed[i] = _frequencies[i] - 1;
        var frequencyBits = BlockPacking.BitsOf(_packed);
        _blocks.Patch(bitsAt, (byte)frequencyBits);
        BlockPacking.Pack(_packed, frequencyBits, _blocks.Take(BlockPacking.BytesOf(frequencyBits)));
        _positionStarts.Add(positions.Length - _positionsStart);
        WritePositions();
        _impacts.Add(_blockBounds.Build(averageLength).Bits);
        _blockBounds.Clear();
        _count = 0;
    }

    private void WriteDirectory()
    {
        _blockStarts.Add(_blocks.Length);
        _positionStarts.Add(positions.Length - _positionsStart);
        _impacts.Add(_count == 0 ? 0 : _blockBounds.Build(averageLength).Bits);
        postings.WriteValue(_allBounds.Build(averageLength).Bits);
        foreach (var last in _lastDocuments) postings.WriteValue(last);
        foreach (var start in _blockStarts) postings.WriteValue(start);
        foreach (var start in _positionStarts) postings.WriteValue(start);
        foreach (var impact in _impacts) postings.WriteValue(impact);
    }

    private void WriteRest(ByteWriter output)
    {
        for (var i = 0; i < _count; i++)
        {
            var (step, frequency) = (_documents[i] - _before - 1, _frequencies[i]);
            _before = _documents[i];
            output.WriteNumber(((ulong)step << 1) | (frequency == 1 ? 1UL : 0));
            if (frequency > 1) output.WriteNumber((ulong)frequency);
        }

        WritePositions();
    }

    private void WritePositions()
    {
        var rest = _steps.AsSpan(0, _stepCount);
        for (; rest.Length >= BlockSize; rest = rest[BlockSize..])
        {
            var bits = BlockPacking.BitsOf(rest[..BlockSize]);
            positions.Write((byte)bits);
            BlockPacking.Pack(rest, bits, positions.Take(BlockPacking.BytesOf(bits)));
        }

        foreach (var step in rest) positions.WriteNumber((ulong)step);
        _stepCount = 0;
    }
}
