using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// The terms of one field and kind in a segment, and where what they say lies. Valid while it is held.
/// </summary>
internal readonly unsafe struct SegmentDictionary(
    TermTrie terms, TermEntries.Reader entries, byte* postings, byte* positions, int field, TokenKind kind)
{
    public TermTrie Terms { get; } = terms;

    public TermEntries.Reader Entries { get; } = entries;

    public byte* Postings { get; } = postings;

    public byte* Positions { get; } = positions;

    public int Field { get; } = field;

    public TokenKind Kind { get; } = kind;
}

/// <summary>
/// Documents with their postings, read where they lie. Documents are numbered from 0 in the order of their ids. Frozen;
/// shared between threads.
/// </summary>
internal sealed unsafe class Segment
{
    private readonly SegmentMemory _memory;
    private readonly SegmentDictionary[] _dictionaries;
    private readonly FieldPart[] _fields;
    private readonly int* _ids;
    private readonly Lazy<IdRuns> _runs;

    // Few layouts of fields are asked for; of more, the last ones are kept.
    private CombinedLengths?[] _combined = new CombinedLengths?[4];

    private const int SameMax = 16_384;

    // Whether terms have the same postings, by dictionaries and where the postings lie.
    private readonly ConcurrentDictionary<(int, long, int, long), bool> _same = [];

    /// <summary>Where a field's lengths lie.</summary>
    private readonly record struct FieldPart(int Documents, long LengthSum, long Codes, long Lengths, int LengthBytes);

    public Segment(SegmentMemory memory)
    {
        _memory = memory;
        _ids = (int*)(memory.Start + SegmentFormat.Find(memory, SegmentFormat.Section.Ids).Offset);
        _runs = new(() => new IdRuns(Ids));
        var at = memory.Start + SegmentFormat.Find(memory, SegmentFormat.Section.Fields).Offset;
        Fingerprint = Unsafe.ReadUnaligned<ulong>(at);
        at += sizeof(ulong);
        DocumentCount = VariableNumber.Read(ref at);
        _fields = new FieldPart[VariableNumber.Read(ref at)];
        var lengths = SegmentFormat.Find(memory, SegmentFormat.Section.Lengths).Offset;
        for (var i = 0; i < _fields.Length; i++)
        {
            _fields[i] = new FieldPart(
                VariableNumber.Read(ref at), VariableNumber.ReadLong(ref at),
                lengths + VariableNumber.ReadLong(ref at), lengths + VariableNumber.ReadLong(ref at),
                VariableNumber.Read(ref at));
        }

        _dictionaries = new SegmentDictionary[VariableNumber.Read(ref at)];
        for (var i = 0; i < _dictionaries.Length; i++) _dictionaries[i] = ReadDictionary(ref at);
    }

    /// <summary>Which fields it was made for.</summary>
    public ulong Fingerprint { get; }

    public SegmentMemory Memory => _memory;

    public long Bytes => _memory.Length;

    public int DocumentCount { get; }

    public ReadOnlySpan<SegmentDictionary> Dictionaries => _dictionaries;

    public ReadOnlySpan<int> Ids => new(_ids, DocumentCount);

    /// <summary>Its documents among these ids, as a bitmap.</summary>
    public void Project(DocumentMask mask, Span<ulong> bits) => _runs.Value.Project(mask.Words, bits);

    public int IdOf(int document) => _ids[document];

    /// <summary>The document of an id; -1 where it is not here.</summary>
    public int Find(int id)
    {
        var ids = Ids;
        if (ids.IsEmpty || id < ids[0] || id > ids[^1]) return -1;
        // Without gaps, which is usual, the place is known.
        if (ids[^1] - ids[0] == ids.Length - 1) return id - ids[0];
        var found = ids.BinarySearch(id);
        return found < 0 ? -1 : found;
    }

    /// <summary>The documents that have the field.</summary>
    public int DocumentsWith(int field) => field < _fields.Length ? _fields[field].Documents : 0;

    /// <summary>The sum of the field's lengths.</summary>
    public long LengthSum(int field) => field < _fields.Length ? _fields[field].LengthSum : 0;

    /// <summary>The codes of the field's lengths by document; null where no document has it.</summary>
    public byte* LengthCodes(int field) =>
        DocumentsWith(field) == 0 ? null : _memory.Start + _fields[field].Codes;

    /// <summary>The field's length in a document.</summary>
    public int LengthOf(int field, int document)
    {
        if (DocumentsWith(field) == 0) return 0;
        var part = _fields[field];
        var at = _memory.Start + part.Lengths + (long)document * part.LengthBytes;
        return part.LengthBytes switch
        {
            1 => *at,
            2 => Unsafe.ReadUnaligned<ushort>(at),
            _ => Unsafe.ReadUnaligned<int>(at),
        };
    }

    /// <summary>The lengths of some fields taken together; made at the first use.</summary>
    public CombinedLengths CombinedLengthsOf((int Field, float Weight)[] fields)
    {
        var known = Volatile.Read(ref _combined);
        foreach (var lengths in known)
        {
            if (lengths?.IsOf(fields) == true) return lengths;
        }

        // Two threads may both make them; either is right.
        var made = new CombinedLengths(this, fields);
        Volatile.Write(ref _combined, [made, .. known[..^1]]);
        GC.KeepAlive(_memory);
        return made;
    }

    /// <summary>
    /// Whether two terms stand in the same documents equally often. What is compared once is kept, as far as there is
    /// room.
    /// </summary>
    public bool AreSame(
        in (int Dictionary, TermEntry Entry) left, in (int Dictionary, TermEntry Entry) right)
    {
        if (left.Entry.DocumentFrequency != right.Entry.DocumentFrequency) return false;
        // The only posting of a term stands in its entry.
        if (left.Entry.DocumentFrequency <= 1)
        {
            return (left.Entry.Postings, left.Entry.OnlyFrequency) == (right.Entry.Postings, right.Entry.OnlyFrequency);
        }

        var key = (left.Dictionary, left.Entry.Postings, right.Dictionary, right.Entry.Postings);
        if (_same.TryGetValue(key, out var known)) return known;
        if (_same.Count >= SameMax) _same.Clear();
        return _same[key] = Compare(left, right);
    }

    private bool Compare(in (int Dictionary, TermEntry Entry) left, in (int Dictionary, TermEntry Entry) right)
    {
        var (own, other) = (new TermPostings(), new TermPostings());
        own.Open(_dictionaries[left.Dictionary], left.Entry);
        other.Open(_dictionaries[right.Dictionary], right.Entry);
        var isSame = true;
        for (var block = 0; block < own.BlockCount && isSame; block++)
        {
            own.MoveToBlock(block);
            other.MoveToBlock(block);
            isSame = own.Documents.AsSpan(0, own.Count).SequenceEqual(other.Documents.AsSpan(0, own.Count))
                && own.Frequencies.AsSpan(0, own.Count).SequenceEqual(other.Frequencies.AsSpan(0, own.Count));
        }

        GC.KeepAlive(_memory);
        return isSame;
    }

    /// <summary>The place of a dictionary; -1 where the segment has no term of that field and kind.</summary>
    public int DictionaryOf(int field, TokenKind kind)
    {
        for (var i = 0; i < _dictionaries.Length; i++)
        {
            if (_dictionaries[i].Field == field && _dictionaries[i].Kind == kind) return i;
        }

        return -1;
    }

    private SegmentDictionary ReadDictionary(ref byte* at)
    {
        var field = VariableNumber.Read(ref at);
        var kind = (TokenKind)VariableNumber.Read(ref at);
        var count = VariableNumber.Read(ref at);
        var root = VariableNumber.Read(ref at);
        return new SegmentDictionary(
            new TermTrie(Place(SegmentFormat.Section.Tries, ref at), root, count),
            new TermEntries.Reader(Place(SegmentFormat.Section.Entries, ref at), count),
            Place(SegmentFormat.Section.Postings, ref at),
            Place(SegmentFormat.Section.Positions, ref at),
            field, kind);
    }

    private byte* Place(SegmentFormat.Section section, ref byte* at) =>
        _memory.Start + SegmentFormat.Find(_memory, section).Offset + VariableNumber.ReadLong(ref at);
}
