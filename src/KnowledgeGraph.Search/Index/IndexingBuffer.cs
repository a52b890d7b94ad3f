namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Documents that were put and not yet published, inverted as they come. A term's postings wait as numbers:
/// <code>
/// a new document   step of the document × 2 + 1, then its first position
/// once more in it  step of the position × 2
/// </code>
/// For one thread.
/// </summary>
internal sealed class IndexingBuffer(IndexSchema schema)
{
    private readonly TermPool _terms = new();
    private readonly Dictionary<int, int> _documentsById = [];
    private readonly List<int> _ids = [];
    private readonly int[]?[] _lengths = new int[schema.Fields.Count][];
    private readonly ByteWriter _chain = new();
    private int _removedCount;
    private bool _isInOrder = true;

    /// <summary>A document that was removed or replaced has this in place of its id.</summary>
    private const int Removed = -1;

    /// <summary>The documents that are there.</summary>
    public int Count => _ids.Count - _removedCount;

    /// <summary>About how much memory it takes.</summary>
    public long Bytes => _terms.Bytes + (long)_ids.Count * (schema.Fields.Count + 4) * sizeof(int);

    /// <summary>Adds a document, or replaces the one of that id in this buffer.</summary>
    public void Put(int id, TokenBuffer tokens)
    {
        Check(tokens);
        Remove(id);
        var document = _ids.Count;
        if (document > 0 && id < _ids[^1]) _isInOrder = false;
        _ids.Add(id);
        _documentsById[id] = document;
        Span<int> lengths = stackalloc int[IndexSchema.FieldsMax];
        Span<int> last = stackalloc int[IndexSchema.FieldsMax];
        lengths.Clear();
        last.Fill(-1);
        foreach (ref readonly var token in tokens.Entries)
        {
            if (token.Position != last[token.Field])
            {
                last[token.Field] = token.Position;
                lengths[token.Field]++;
            }

            ref var term = ref _terms[_terms.Add(token.Field << 8 | token.Kind, tokens.BytesOf(token))];
            if (term.LastDocument == document)
            {
                _terms.Write(ref term, (uint)(token.Position - term.LastPosition) << 1);
            }
            else
            {
                _terms.Write(ref term, (uint)(document - term.LastDocument) << 1 | 1);
                _terms.Write(ref term, (uint)token.Position);
                term.LastDocument = document;
                term.Documents++;
            }

            term.LastPosition = token.Position;
        }

        KeepLengths(document, lengths);
    }

    /// <summary>Removes a document, if this buffer has it.</summary>
    public void Remove(int id)
    {
        if (!_documentsById.Remove(id, out var document)) return;
        _ids[document] = Removed;
        _removedCount++;
        _isInOrder = false;
        foreach (var lengths in _lengths)
        {
            if (lengths is not null && document < lengths.Length) lengths[document] = 0;
        }
    }

    /// <summary>Makes a segment of the documents and empties the buffer; null where there are none.</summary>
    public Segment? Flush()
    {
        var segment = Count == 0 ? null : Write();
        _terms.Clear();
        _documentsById.Clear();
        _ids.Clear();
        Array.Clear(_lengths);
        (_removedCount, _isInOrder) = (0, true);
        return segment;
    }

    /// <summary>Before anything of the document is taken, so that a refused one leaves nothing behind.</summary>
    private void Check(TokenBuffer tokens)
    {
        Span<int> last = stackalloc int[IndexSchema.FieldsMax];
        last.Clear();
        foreach (ref readonly var token in tokens.Entries)
        {
            if (token.Field >= schema.Fields.Count || token.Position < last[token.Field])
            {
                throw new ArgumentException("A token's field is in the schema, and positions do not decrease.");
            }

            last[token.Field] = token.Position;
        }
    }

    private void KeepLengths(int document, ReadOnlySpan<int> lengths)
    {
        for (var field = 0; field < _lengths.Length; field++)
        {
            if (lengths[field] == 0) continue;
            ref var all = ref _lengths[field];
            if (all is null || all.Length <= document) Array.Resize(ref all, Math.Max(16, 2 * (document + 1)));
            all[document] = lengths[field];
        }
    }

    private Segment Write()
    {
        var places = Places(out var ids);
        var lengths = new int[]?[_lengths.Length];
        for (var field = 0; field < lengths.Length; field++)
        {
            if (_lengths[field] is not { } all) continue;
            var sorted = lengths[field] = new int[ids.Length];
            for (var document = 0; document < Math.Min(_ids.Count, all.Length); document++)
            {
                if (places[document] >= 0) sorted[places[document]] = all[document];
            }
        }

        var writer = new SegmentWriter(schema, ids, lengths);
        var order = SortedTerms();
        var postings = new BufferedPostings();
        var open = -1;
        foreach (var term in order)
        {
            ref readonly var entry = ref _terms[term];
            if (entry.Key != open)
            {
                if (open >= 0) writer.EndDictionary();
                writer.BeginDictionary(entry.Key >> 8, (TokenKind)(entry.Key & 0xFF));
                open = entry.Key;
            }

            _chain.Clear();
            _terms.CopyTo(entry, _chain);
            var output = writer.BeginTerm();
            if (_isInOrder) BufferedPostings.Copy(_chain.Written, output, ref _positions);
            else postings.CopySorted(_chain.Written, places, output);
            writer.EndTerm(_terms.BytesOf(term));
        }

        if (open >= 0) writer.EndDictionary();
        return writer.End();
    }

    private int[] _positions = new int[256];

    /// <summary>For each document its place in the order of ids, or -1 where it was removed.</summary>
    private int[] Places(out int[] ids)
    {
        var places = new int[_ids.Count];
        ids = new int[Count];
        if (_isInOrder)
        {
            for (var i = 0; i < places.Length; i++) (places[i], ids[i]) = (i, _ids[i]);
            return places;
        }

        var documents = new int[Count];
        var count = 0;
        for (var document = 0; document < _ids.Count; document++)
        {
            places[document] = -1;
            if (_ids[document] == Removed) continue;
            ids[count] = _ids[document];
            documents[count++] = document;
        }

        Array.Sort(ids, documents);
        for (var place = 0; place < count; place++) places[documents[place]] = place;
        return places;
    }

    private int[] SortedTerms()
    {
        var keys = new (int Key, ulong Beginning)[_terms.Count];
        var order = new int[keys.Length];
        for (var term = 0; term < keys.Length; term++)
        {
            order[term] = term;
            keys[term] = (_terms[term].Key, Beginning(_terms.BytesOf(term)));
        }

        Array.Sort(order, (left, right) =>
        {
            var byKey = keys[left].Key.CompareTo(keys[right].Key);
            if (byKey != 0) return byKey;
            var byBeginning = keys[left].Beginning.CompareTo(keys[right].Beginning);
            return byBeginning != 0 ? byBeginning : _terms.BytesOf(left).SequenceCompareTo(_terms.BytesOf(right));
        });
        return order;
    }

    private static ulong Beginning(ReadOnlySpan<byte> term)
    {
        ulong beginning = 0;
        for (var i = 0; i < 8; i++) beginning = beginning << 8 | (i < term.Length ? term[i] : 0UL);
        return beginning;
    }
}
