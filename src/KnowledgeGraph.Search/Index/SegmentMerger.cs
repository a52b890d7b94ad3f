namespace KnowledgeGraph.Search.Index;

/// <summary>Makes one segment of several, without what was removed from them. For one thread.</summary>
internal sealed class SegmentMerger
{
    private readonly IndexSchema _schema;
    private readonly SegmentView[] _views;
    private readonly int[][] _places;
    private readonly TermPostings[] _cursors;

    /// <param name="schema">The fields.</param>
    /// <param name="views">The segments; no id is in two of them.</param>
    public SegmentMerger(IndexSchema schema, IReadOnlyList<SegmentView> views)
    {
        _schema = schema;
        // In the order of their first ids they often follow one another.
        _views = [.. views.Where(view => view.DocumentCount > 0).OrderBy(view => view.Segment.IdOf(0))];
        _places = [.. _views.Select(view => new int[view.Segment.DocumentCount])];
        _cursors = [.. _views.Select(_ => new TermPostings())];
    }

    /// <summary>The segments that were merged.</summary>
    public IReadOnlyList<SegmentView> Views => _views;

    /// <summary>Where a document of a merged segment is now; -1 where it was removed.</summary>
    public int PlaceOf(int view, int document) => _places[view][document];

    /// <summary>The merged segment; null where no document is left.</summary>
    public Segment? Merge()
    {
        var ids = MergeIds();
        if (ids.Length == 0) return null;
        var writer = new SegmentWriter(_schema, ids, MergeLengths(ids.Length));
        var dictionaries = _views
            .SelectMany(view => view.Segment.Dictionaries.ToArray().Select(part => (part.Field, part.Kind)))
            .Distinct().Order();
        foreach (var (field, kind) in dictionaries)
        {
            writer.BeginDictionary(field, kind);
            MergeTerms(field, kind, writer);
            writer.EndDictionary();
        }

        return writer.End();
    }

    private int[] MergeIds()
    {
        var ids = new int[_views.Sum(view => view.DocumentCount)];
        var sources = new long[ids.Length];
        var count = 0;
        for (var view = 0; view < _views.Length; view++)
        {
            var segment = _views[view].Segment;
            for (var document = 0; document < segment.DocumentCount; document++)
            {
                _places[view][document] = -1;
                if (_views[view].IsRemoved(document)) continue;
                ids[count] = segment.IdOf(document);
                sources[count++] = (long)view << 32 | (uint)document;
            }
        }

        Array.Sort(ids, sources);
        for (var place = 0; place < count; place++)
        {
            _places[(int)(sources[place] >> 32)][(int)sources[place]] = place;
        }

        return ids;
    }

    private int[]?[] MergeLengths(int count)
    {
        var lengths = new int[]?[_schema.Fields.Count];
        for (var field = 0; field < lengths.Length; field++)
        {
            for (var view = 0; view < _views.Length; view++)
            {
                if (_views[view].DocumentsWith(field) == 0) continue;
                var all = lengths[field] ??= new int[count];
                for (var document = 0; document < _places[view].Length; document++)
                {
                    var place = _places[view][document];
                    if (place >= 0) all[place] = _views[view].Segment.LengthOf(field, document);
                }
            }
        }

        return lengths;
    }

    private void MergeTerms(int field, TokenKind kind, SegmentWriter writer)
    {
        var sources = new List<Source>();
        for (var view = 0; view < _views.Length; view++)
        {
            var dictionary = _views[view].Segment.DictionaryOf(field, kind);
            if (dictionary >= 0) sources.Add(new Source(view, _views[view].Segment.Dictionaries[dictionary]));
        }

        // Few segments are merged at once, so the lowest term is found by looking at each.
        var same = new List<Source>();
        while (sources.Count > 0)
        {
            same.Clear();
            foreach (var source in sources)
            {
                var order = same.Count == 0 ? -1 : source.Term.SequenceCompareTo(same[0].Term);
                if (order < 0) same.Clear();
                if (order <= 0) same.Add(source);
            }

            var output = writer.BeginTerm();
            MergePostings(same, output);
            writer.EndTerm(same[0].Term);
            foreach (var source in same)
            {
                if (!source.MoveNext()) sources.Remove(source);
            }
        }
    }

    private void MergePostings(List<Source> sources, PostingsWriter output)
    {
        foreach (var source in sources)
        {
            _cursors[source.View].Open(source.Dictionary, source.Entry);
            MoveNext(source.View);
        }

        var storesPositions = _schema[sources[0].Dictionary.Field].StoresPositions;
        while (true)
        {
            var (lowest, view) = (int.MaxValue, -1);
            var second = int.MaxValue;
            foreach (var source in sources)
            {
                var cursor = _cursors[source.View];
                if (cursor.Document == TermPostings.End) continue;
                var place = _places[source.View][cursor.Document];
                if (place < lowest) (second, lowest, view) = (lowest, place, source.View);
                else if (place < second) second = place;
            }

            if (view < 0) return;
            // On in the same segment as long as the others are behind it.
            var postings = _cursors[view];
            while (postings.Document != TermPostings.End && _places[view][postings.Document] < second)
            {
                output.Add(
                    _places[view][postings.Document], postings.Frequency,
                    storesPositions ? postings.ReadPositions() : []);
                MoveNext(view);
            }
        }
    }

    /// <summary>To the next document that was not removed.</summary>
    private void MoveNext(int view)
    {
        var cursor = _cursors[view];
        while (cursor.Next() != TermPostings.End && _places[view][cursor.Document] < 0)
        {
        }
    }

    /// <summary>The terms of one segment's dictionary, one after another.</summary>
    private sealed class Source
    {
        private TermWalk _terms;
        private TermEntries.Cursor _entries;

        public Source(int view, SegmentDictionary dictionary)
        {
            (View, Dictionary) = (view, dictionary);
            _terms = new TermWalk(dictionary.Terms, 0);
            _entries = dictionary.Entries.Seek(0);
            MoveNext();
        }

        public int View { get; }

        public SegmentDictionary Dictionary { get; }

        public ReadOnlySpan<byte> Term => _terms.Term;

        public TermEntry Entry { get; private set; }

        public bool MoveNext()
        {
            if (!_terms.MoveNext()) return false;
            Entry = _entries.Next();
            return true;
        }
    }
}
