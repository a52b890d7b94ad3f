using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Makes a segment: first the documents, then dictionary by dictionary the terms in the order of their bytes, each with
/// its postings. For one thread.
/// </summary>
internal sealed class SegmentWriter
{
    private readonly IndexSchema _schema;
    private readonly ByteWriter[] _sections =
        [.. Enumerable.Range(0, SegmentFormat.SectionCount).Select(_ => new ByteWriter())];
    private readonly byte[]?[] _codes;
    private readonly float[] _averageLengths;
    private readonly ByteWriter _dictionaries = new();
    private int _dictionaryCount;
    private TermTrieBuilder? _terms;
    private TermEntries.Writer? _entries;
    private PostingsWriter? _postings;
    private (int Field, TokenKind Kind, int Tries, int Postings, int Positions) _open;

    /// <param name="schema">The fields.</param>
    /// <param name="ids">The documents' ids, rising.</param>
    /// <param name="lengths">For each field the lengths by document; null where no document has it.</param>
    public SegmentWriter(IndexSchema schema, ReadOnlySpan<int> ids, IReadOnlyList<int[]?> lengths)
    {
        _schema = schema;
        _codes = new byte[schema.Fields.Count][];
        _averageLengths = new float[schema.Fields.Count];
        this[SegmentFormat.Section.Ids].WriteValues(ids);
        var fields = this[SegmentFormat.Section.Fields];
        fields.WriteValue(schema.Fingerprint);
        fields.WriteNumber((ulong)ids.Length);
        fields.WriteNumber((ulong)schema.Fields.Count);
        for (var field = 0; field < schema.Fields.Count; field++) WriteLengths(field, lengths[field]);
    }

    private ByteWriter this[SegmentFormat.Section section] => _sections[(int)section];

    public void BeginDictionary(int field, TokenKind kind)
    {
        _open = (
            field, kind, this[SegmentFormat.Section.Tries].Length, this[SegmentFormat.Section.Postings].Length,
            this[SegmentFormat.Section.Positions].Length);
        _terms = new TermTrieBuilder(this[SegmentFormat.Section.Tries]);
        _entries = new TermEntries.Writer();
        _postings = new PostingsWriter(
            this[SegmentFormat.Section.Postings], this[SegmentFormat.Section.Positions],
            _codes[field]!, _averageLengths[field], _schema[field].StoresPositions);
    }

    /// <summary>Begins a term; its postings are added to what is given.</summary>
    public PostingsWriter BeginTerm()
    {
        _postings!.Begin();
        return _postings;
    }

    /// <summary>Ends the term; one without postings is left out.</summary>
    public void EndTerm(ReadOnlySpan<byte> term)
    {
        if (_postings!.End(_entries!)) _terms!.Add(term);
    }

    public void EndDictionary()
    {
        if (_terms!.Count == 0) return;
        var root = _terms.End();
        var entries = this[SegmentFormat.Section.Entries];
        _dictionaryCount++;
        _dictionaries.WriteNumber((ulong)_open.Field);
        _dictionaries.WriteNumber((ulong)_open.Kind);
        _dictionaries.WriteNumber((ulong)_terms.Count);
        _dictionaries.WriteNumber((ulong)root);
        _dictionaries.WriteNumber((ulong)_open.Tries);
        _dictionaries.WriteNumber((ulong)entries.Length);
        _dictionaries.WriteNumber((ulong)_open.Postings);
        _dictionaries.WriteNumber((ulong)_open.Positions);
        _entries!.WriteTo(entries);
    }

    /// <summary>The segment, in memory.</summary>
    public Segment End()
    {
        var fields = this[SegmentFormat.Section.Fields];
        fields.WriteNumber((ulong)_dictionaryCount);
        fields.Write(_dictionaries.Written);
        return new Segment(SegmentFormat.Assemble(_sections));
    }

    private void WriteLengths(int field, int[]? lengths)
    {
        var (documents, sum, max) = (0, 0L, 0);
        foreach (var length in lengths ?? [])
        {
            if (length > 0) documents++;
            sum += length;
            max = Math.Max(max, length);
        }

        var output = this[SegmentFormat.Section.Lengths];
        var width = max < 1 << 8 ? 1 : max < 1 << 16 ? 2 : 4;
        var fields = this[SegmentFormat.Section.Fields];
        fields.WriteNumber((ulong)documents);
        fields.WriteNumber((ulong)sum);
        fields.WriteNumber((ulong)output.Length);
        _averageLengths[field] = documents == 0 ? 1 : (float)(sum / (double)documents);
        if (documents > 0)
        {
            var codes = _codes[field] = new byte[lengths!.Length];
            for (var i = 0; i < codes.Length; i++) codes[i] = Bm25.EncodeLength(lengths[i]);
            output.Write(codes);
        }

        fields.WriteNumber((ulong)output.Length);
        fields.WriteNumber((ulong)width);
        if (documents == 0) return;
        foreach (var length in lengths!)
        {
            for (var i = 0; i < width; i++) output.Write((byte)(length >> 8 * i));
        }
    }
}
