using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// A cursor over one term's postings in one segment, block by block: <see cref="PostingsWriter"/> says how they lie.
/// Nothing is allocated from term to term. For one thread, while the segment is held.
/// </summary>
internal sealed unsafe class TermPostings
{
    /// <summary>What <see cref="Document"/> is behind the last document.</summary>
    public const int End = int.MaxValue;

    private const int BlockSize = BlockPacking.Size;

    private readonly int[] _documents = new int[BlockSize + 8];
    private readonly int[] _frequencies = new int[BlockSize];
    private int[] _positionSteps = [];
    private int[] _positionStarts = [];
    private int[] _places = [];
    private byte* _postings;
    private byte* _positions;
    private int* _lastDocuments;
    private int* _blockStarts;
    private int* _blockPositions;
    private uint* _impacts;
    private byte* _blocks;
    private int _fullBlocks;
    private byte* _frequencyData;
    private int _index;
    private int _positionsBlock;
    private bool _hasFrequencies;

    /// <summary>The documents with the term.</summary>
    public int DocumentFrequency { get; private set; }

    /// <summary>The number of blocks, a shorter last one included.</summary>
    public int BlockCount { get; private set; }

    /// <summary>The block that is unpacked; -1 before the first.</summary>
    public int Block { get; private set; }

    /// <summary>The number of documents in that block.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// The document that the cursor stands at; -1 before the first, <see cref="End"/> behind the last.
    /// </summary>
    public int Document { get; private set; }

    /// <summary>The documents of the block, with <see cref="End"/> behind them.</summary>
    public int[] Documents => _documents;

    /// <summary>Whether the bounds of blocks are stored: long lists have them.</summary>
    public bool HasBounds => _fullBlocks > 0;

    /// <summary>The bounds of all postings, where there are some.</summary>
    public Impact Bounds => new(*(uint*)_postings);

    public void Open(in SegmentDictionary dictionary, in TermEntry entry)
    {
        DocumentFrequency = entry.DocumentFrequency;
        _positions = dictionary.Positions + entry.Positions;
        (Block, Document, _index, Count, _positionsBlock) = (-1, -1, -1, 0, -1);
        _fullBlocks = entry.DocumentFrequency / BlockSize;
        BlockCount = (entry.DocumentFrequency + BlockSize - 1) / BlockSize;
        if (entry.DocumentFrequency == 1)
        {
            (_documents[0], _frequencies[0]) = ((int)entry.Postings, entry.OnlyFrequency);
            _documents.AsSpan(1, 8).Fill(End);
            (Block, Count, _hasFrequencies) = (0, 1, true);
            return;
        }

        _postings = dictionary.Postings + entry.Postings;
        if (_fullBlocks == 0)
        {
            ReadRest(_postings, -1, DocumentFrequency);
            Block = 0;
            return;
        }

        _lastDocuments = (int*)(_postings + sizeof(uint));
        _blockStarts = _lastDocuments + _fullBlocks;
        _blockPositions = _blockStarts + _fullBlocks + 1;
        _impacts = (uint*)(_blockPositions + _fullBlocks + 1);
        _blocks = (byte*)(_impacts + _fullBlocks + 1);
    }

    /// <summary>The last document of a block; of the last, shorter one <see cref="End"/> - 1.</summary>
    public int LastOf(int block) => block < _fullBlocks ? _lastDocuments[block] : End - 1;

    /// <summary>The bounds of a block of a list that <see cref="HasBounds"/>.</summary>
    public Impact BoundsOf(int block) => new(_impacts[block]);

    /// <summary>The first block from <paramref name="from"/> on that ends at or after a document.</summary>
    public int BlockOf(int document, int from)
    {
        // Galloping: the block is seldom far.
        var step = 1;
        var low = from;
        while (low + step < _fullBlocks && _lastDocuments[low + step] < document)
        {
            low += step;
            step <<= 1;
        }

        var high = Math.Min(low + step, _fullBlocks);
        while (low < high)
        {
            var middle = low + high >> 1;
            if (_lastDocuments[middle] < document) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Unpacks a block, unless it is; the cursor stands before its first document.</summary>
    public void Load(int block)
    {
        _index = -1;
        if (block == Block) return;
        Block = block;
        var before = block == 0 ? -1 : _lastDocuments[block - 1];
        var at = _blocks + _blockStarts[block];
        if (block == _fullBlocks)
        {
            ReadRest(at, before, DocumentFrequency - _fullBlocks * BlockSize);
            return;
        }

        BlockPacking.UnpackSteps(at + 2, *at, before, _documents);
        _frequencyData = at;
        _hasFrequencies = false;
        Count = BlockSize;
        _documents.AsSpan(BlockSize, 8).Fill(End);
    }

    /// <summary>The frequencies of the block.</summary>
    public int[] Frequencies
    {
        get
        {
            if (!_hasFrequencies) ReadFrequencies();
            return _frequencies;
        }
    }

    /// <summary>How often the document at the cursor holds the term.</summary>
    public int Frequency => Frequencies[_index];

    /// <summary>Moves to the first document at or after a target, which lies behind the one at the cursor.</summary>
    public int Advance(int target)
    {
        if (Count == 0 || _documents[Count - 1] < target)
        {
            if (Block + 1 >= BlockCount) return Document = End;
            var block = BlockOf(target, Math.Max(Block + 1, 0));
            if (block >= BlockCount) return Document = End;
            Load(block);
            _index = 0;
        }
        else if (_index < 0)
        {
            _index = 0;
        }

        return Document = _documents[_index = IndexOf(target, _index)];
    }

    /// <summary>Moves to the next document.</summary>
    public int Next()
    {
        if (_index + 1 < Count) return Document = _documents[++_index];
        if (Block + 1 >= BlockCount) return Document = End;
        Load(Block + 1);
        return Document = _documents[_index = 0];
    }

    /// <summary>The first place in the block, from one on, whose document is at or after a target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(int target, int from)
    {
        ref var documents = ref MemoryMarshal.GetArrayDataReference(_documents);
        var wanted = Vector256.Create(target);
        for (; from < BlockSize; from += 8)
        {
            var before = Vector256.LessThan(Vector256.LoadUnsafe(ref documents, (nuint)from), wanted);
            var bits = before.ExtractMostSignificantBits();
            if (bits != 0xFF) return from + BitOperations.TrailingZeroCount(~bits);
        }

        return Math.Min(from, BlockSize);
    }

    /// <summary>The cursor's place in the block.</summary>
    public int Index => _index;

    /// <summary>Puts the cursor at a place of the block.</summary>
    public int MoveTo(int index) => Document = _documents[_index = index];

    /// <summary>Moves to the first document of a block, or behind the last.</summary>
    public int MoveToBlock(int block)
    {
        if (block >= BlockCount) return Document = End;
        Load(block);
        return Document = _documents[_index = 0];
    }

    /// <summary>The positions that were read last stand at the beginning of this.</summary>
    public int[] Places => _places;

    /// <summary>
    /// The rising positions of the term in the document at the cursor; they hold until the next call.
    /// </summary>
    public ReadOnlySpan<int> ReadPositions()
    {
        if (_positionsBlock != Block) UnpackPositions();
        var start = _positionStarts[_index];
        var count = _positionStarts[_index + 1] - start;
        if (_places.Length < count) _places = new int[Math.Max(count, 2 * _places.Length)];
        var last = 0;
        for (var i = 0; i < count; i++) _places[i] = last += _positionSteps[start + i];
        return _places.AsSpan(0, count);
    }

    private void UnpackPositions()
    {
        if (_positionStarts.Length == 0) _positionStarts = new int[BlockSize + 1];
        var frequencies = Frequencies;
        var total = 0;
        for (var i = 0; i < Count; i++)
        {
            _positionStarts[i] = total;
            total += frequencies[i];
        }

        _positionStarts[Count] = total;
        if (_positionSteps.Length < total) _positionSteps = new int[Math.Max(total + BlockSize, 2 * total)];
        var at = _positions + (_fullBlocks == 0 ? 0 : _blockPositions[Block]);
        var done = 0;
        for (; total - done >= BlockSize; done += BlockSize)
        {
            int bits = *at++;
            BlockPacking.Unpack(at, bits, 0, _positionSteps, done);
            at += BlockPacking.BytesOf(bits);
        }

        for (; done < total; done++) _positionSteps[done] = VariableNumber.Read(ref at);
        _positionsBlock = Block;
    }

    private void ReadFrequencies()
    {
        var at = _frequencyData;
        BlockPacking.Unpack(at + 2 + BlockPacking.BytesOf(at[0]), at[1], 1, _frequencies, 0);
        _hasFrequencies = true;
    }

    private void ReadRest(byte* at, int before, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var step = VariableNumber.Read(ref at);
            _documents[i] = before += (step >>> 1) + 1;
            _frequencies[i] = (step & 1) != 0 ? 1 : VariableNumber.Read(ref at);
        }

        _documents.AsSpan(count, 8).Fill(End);
        (Count, _hasFrequencies) = (count, true);
    }
}
