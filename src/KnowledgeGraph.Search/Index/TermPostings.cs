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

    /// <summary>So many numbers may be read behind the positions of a document.</summary>
    public const int PlacesSlack = 8;

    private const int BlockSize = BlockPacking.Size;

    private readonly int[] _documents = new int[BlockSize + 8];
    private readonly int[] _frequencies = new int[BlockSize];
    private int[] _positionSteps = [];
    private int[] _positionStarts = [];
    private int[] _places = [];
    private int[] _packStarts = [];
    private ulong[] _packsRead = [];
    private int _packsFound;
    private byte* _positionData;
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

    /// <summary>Marks all documents of the list in a bitmap.</summary>
    public void Mark(ulong[] matches) => Mark(matches, 0, End);

    /// <summary>Marks the documents of the list from one up to before another.</summary>
    public void Mark(ulong[] matches, int from, int to)
    {
        for (var block = from == 0 ? 0 : BlockOf(from, 0); block < BlockCount; block++)
        {
            if (DocumentFrequency > 1) Load(block);
            var documents = _documents.AsSpan(0, Count);
            if (documents[0] >= to) return;
            if (documents[0] < from || documents[^1] >= to) MarkSome(documents, matches, from, to);
            else foreach (var document in documents) matches[document >> 6] |= 1UL << document;
        }
    }

    private static void MarkSome(ReadOnlySpan<int> documents, ulong[] matches, int from, int to)
    {
        foreach (var document in documents)
        {
            if (document >= from && document < to) matches[document >> 6] |= 1UL << document;
        }
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

    /// <summary>
    /// The positions that were read last stand at the beginning of this; eight more numbers may be read.
    /// </summary>
    public int[] Places => _places;

    /// <summary>
    /// The rising positions of the term in the document at the cursor; they hold until the next call.
    /// </summary>
    public ReadOnlySpan<int> ReadPositions()
    {
        var count = ReadPositionsAt(_index);
        return _places.AsSpan(0, count);
    }

    /// <summary>
    /// Reads the rising positions of the term in the document at a place of the block into <see cref="Places"/>; gives
    /// how many there are.
    /// </summary>
    public int ReadPositionsAt(int index)
    {
        if (_positionsBlock != Block) BeginPositions();
        var start = _positionStarts[index];
        var count = _positionStarts[index + 1] - start;
        for (var pack = start / BlockSize; pack <= (start + count - 1) / BlockSize; pack++)
        {
            if ((_packsRead[pack >> 6] >> pack & 1) == 0) UnpackPositions(pack);
        }

        if (_places.Length < count + PlacesSlack) _places = new int[Math.Max(count + PlacesSlack, 2 * _places.Length)];
        var (steps, places, last) = (_positionSteps, _places, 0);
        for (var i = 0; i < count; i++) places[i] = last += steps[start + i];
        return count;
    }

    /// <summary>Finds where each document's positions stand; none are unpacked yet.</summary>
    private void BeginPositions()
    {
        if (_positionStarts.Length == 0) _positionStarts = new int[BlockSize + 1];
        var (frequencies, starts) = (Frequencies, _positionStarts);
        var total = 0;
        for (var i = 0; i < Count; i++)
        {
            starts[i] = total;
            total += frequencies[i];
        }

        starts[Count] = total;
        if (_positionSteps.Length < total + BlockSize) _positionSteps = new int[Math.Max(total, total * 2) + BlockSize];
        var packs = (total + BlockSize - 1) / BlockSize;
        if (_packStarts.Length < packs + 1) _packStarts = new int[2 * packs + 1];
        var words = (packs + 63) >> 6;
        if (_packsRead.Length < words) _packsRead = new ulong[2 * words];
        _packsRead.AsSpan(0, words).Clear();
        _positionData = _positions + (_fullBlocks == 0 ? 0 : _blockPositions[Block]);
        _packsFound = 0;
        _packStarts[0] = 0;
        _positionsBlock = Block;
    }

    /// <summary>Unpacks 128 steps, or those that are left; packs before are passed over.</summary>
    private void UnpackPositions(int pack)
    {
        var full = _positionStarts[Count] / BlockSize;
        for (; _packsFound < pack; _packsFound++)
        {
            var bits = _positionData[_packStarts[_packsFound]];
            _packStarts[_packsFound + 1] = _packStarts[_packsFound] + 1 + BlockPacking.BytesOf(bits);
        }

        var at = _positionData + _packStarts[pack];
        var done = pack * BlockSize;
        if (pack < full)
        {
            BlockPacking.Unpack(at + 1, *at, 0, _positionSteps, done);
        }
        else
        {
            for (; done < _positionStarts[Count]; done++) _positionSteps[done] = VariableNumber.Read(ref at);
        }

        _packsRead[pack >> 6] |= 1UL << pack;
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
