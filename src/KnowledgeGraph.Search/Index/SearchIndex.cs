namespace KnowledgeGraph.Search.Index;

/// <summary>
/// An index that one thread writes and any number of threads read. What was put and removed is searchable when
/// <see cref="Publish"/> has given a new version; versions that were given before do not change. A small change costs
/// a small segment; segments are merged as they become many, large ones beside the writing.
/// </summary>
public sealed class SearchIndex : IDisposable
{
    private readonly IndexSchema _schema;
    private readonly SearchIndexOptions _options;
    private readonly IndexingBuffer _buffer;
    private readonly List<SegmentView> _views = [];
    private readonly Dictionary<Segment, HashSet<int>> _removals = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Segment> _busy = new(ReferenceEqualityComparer.Instance);
    private Task<(SegmentMerger Merger, Segment? Merged)>? _merge;
    private SearchSnapshot _current;
    private SegmentView[] _published = [];
    private byte[] _tag = [];
    private IndexFolder? _folder;
    private long _version;

    private SearchIndex(IndexSchema schema, SearchIndexOptions options)
    {
        (_schema, _options) = (schema, options);
        _buffer = new IndexingBuffer(schema);
        _current = new SearchSnapshot(schema, [], 0);
    }

    /// <summary>A new index in memory.</summary>
    public static SearchIndex Create(IndexSchema schema, SearchIndexOptions? options = null) =>
        new(schema, options ?? new SearchIndexOptions());

    /// <summary>An index from what was saved in a folder; every byte of it is checked.</summary>
    /// <exception cref="IndexDamagedException">
    /// It is not there, damaged, or was made for other fields: build it anew and save it over.
    /// </exception>
    public static SearchIndex Open(string folder, IndexSchema schema, SearchIndexOptions? options = null)
    {
        var index = new SearchIndex(schema, options ?? new SearchIndexOptions()) { _folder = new IndexFolder(folder) };
        (var views, index._tag) = index._folder.Open(schema);
        index._views.AddRange(views);
        index.PublishViews();
        return index;
    }

    /// <summary>What the caller saved along with the index, such as up to which change it goes.</summary>
    public ReadOnlySpan<byte> Tag => _tag;

    /// <summary>The version that was published last.</summary>
    public SearchSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Adds a document, or replaces the one of that id. The buffer is the caller's again afterwards.</summary>
    /// <param name="id">The caller's number for the document, from 0 on.</param>
    /// <param name="tokens">What it holds; all of it is indexed.</param>
    public void Put(int id, TokenBuffer tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        _buffer.Put(id, tokens);
        RemoveFromSegments(id);
        if (_buffer.Bytes >= _options.BufferBytesMax) Flush();
    }

    /// <summary>Removes a document, if it is there.</summary>
    public void Remove(int id)
    {
        _buffer.Remove(id);
        RemoveFromSegments(id);
    }

    /// <summary>Makes a version of all that was put and removed, and gives it to those who ask from then on.</summary>
    public SearchSnapshot Publish()
    {
        Flush();
        ApplyRemovals();
        TakeMerged(wait: false);
        MergeWhatIsMany();
        return PublishViews();
    }

    /// <summary>Waits until the merge that runs beside the writing is done, and merges what is many then.</summary>
    /// <returns>The version after it; the same documents as before.</returns>
    public SearchSnapshot FinishMerges()
    {
        Publish();
        while (_merge is not null)
        {
            TakeMerged(wait: true);
            MergeWhatIsMany();
        }

        return PublishViews();
    }

    /// <summary>
    /// Saves the version that was published last to a folder of its own, so that <see cref="Open"/> needs no rebuild.
    /// What was saved there before stays whole until this is.
    /// </summary>
    /// <param name="folder">Where to; only files that are not there yet are written.</param>
    /// <param name="tag">Kept along with it.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Save(string folder, ReadOnlySpan<byte> tag)
    {
        var save = BeginSave(folder, tag);
        save.Write();
        EndSave(save);
    }

    /// <summary>
    /// Takes the version that was published last for saving, at no cost; the index can go on while it is written.
    /// </summary>
    /// <inheritdoc cref="Save"/>
    public IndexSave BeginSave(string folder, ReadOnlySpan<byte> tag)
    {
        if (_folder?.Path != folder) _folder = new IndexFolder(folder);
        return new IndexSave(_folder, _schema, _published, tag.ToArray());
    }

    internal void SaveTo(IndexFolder folder, ReadOnlySpan<byte> tag)
    {
        var save = new IndexSave(folder, _schema, _published, tag.ToArray());
        save.Write();
        EndSave(save);
    }

    /// <summary>Reads from files what was written: it need not be in memory, too.</summary>
    public void EndSave(IndexSave save)
    {
        ArgumentNullException.ThrowIfNull(save);
        var folder = save.Folder;
        _tag = save.Tag;
        // A merge that is running goes on with what it has.
        for (var i = 0; i < _views.Count; i++)
        {
            if (_busy.Contains(_views[i].Segment) || _removals.ContainsKey(_views[i].Segment)) continue;
            var mapped = folder.Mapped(_views[i].Segment);
            if (mapped != _views[i].Segment) _views[i] = _views[i].From(mapped);
        }

        PublishViews();
    }

    /// <summary>Waits for the merge that runs beside the writing; versions stay usable.</summary>
    public void Dispose() => _merge?.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();

    private SearchSnapshot PublishViews()
    {
        _published = [.. _views.OrderBy(view => view.Segment.IdOf(0))];
        var snapshot = new SearchSnapshot(_schema, _published, ++_version);
        Volatile.Write(ref _current, snapshot);
        return snapshot;
    }

    private void Flush()
    {
        if (_buffer.Flush() is { } segment) _views.Add(new SegmentView(segment, _schema.Fields.Count));
    }

    private void RemoveFromSegments(int id)
    {
        foreach (var view in _views)
        {
            var document = view.Segment.Find(id);
            if (document < 0 || view.IsRemoved(document)) continue;
            if (!_removals.TryGetValue(view.Segment, out var removals)) _removals.Add(view.Segment, removals = []);
            removals.Add(document);
        }
    }

    private void ApplyRemovals()
    {
        if (_removals.Count == 0) return;
        for (var i = _views.Count - 1; i >= 0; i--)
        {
            if (!_removals.TryGetValue(_views[i].Segment, out var removals)) continue;
            _views[i] = _views[i].Without([.. removals]);
            if (_views[i].DocumentCount == 0 && !_busy.Contains(_views[i].Segment)) _views.RemoveAt(i);
        }

        _removals.Clear();
    }

    private void MergeWhatIsMany()
    {
        while (true)
        {
            var chosen = MergePolicy.Choose(_views, _busy, _options);
            if (chosen.Count == 0) return;
            var merger = new SegmentMerger(_schema, chosen);
            if (chosen.Sum(MergePolicy.LiveBytes) < _options.BackgroundMergeBytesMin)
            {
                Replace(merger, merger.Merge());
                continue;
            }

            // One large merge at a time; the next is chosen when it is done.
            if (_merge is not null) return;
            foreach (var view in chosen) _busy.Add(view.Segment);
            _merge = Task.Run(() => (merger, merger.Merge()));
        }
    }

    private void TakeMerged(bool wait)
    {
        if (_merge is not { } merge || (!merge.IsCompleted && !wait)) return;
        _merge = null;
        _busy.Clear();
        // A merge that failed changes nothing: its segments are still there and will be chosen again.
        var (merger, merged) = merge.GetAwaiter().GetResult();
        Replace(merger, merged);
    }

    /// <summary>Puts the merged segment in place of those that it was made of.</summary>
    private void Replace(SegmentMerger merger, Segment? merged)
    {
        var removedSince = new List<int>();
        for (var i = 0; i < merger.Views.Count; i++)
        {
            var then = merger.Views[i];
            var at = _views.FindIndex(view => view.Segment == then.Segment);
            if (at < 0) continue;
            var latest = _views[at];
            foreach (var document in latest.Removals.AsSpan(then.RemovedCount, latest.RemovedCount - then.RemovedCount))
            {
                removedSince.Add(merger.PlaceOf(i, document));
            }

            _views.RemoveAt(at);
        }

        if (merged is null) return;
        var view = new SegmentView(merged, _schema.Fields.Count);
        view = view.Without(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(removedSince));
        if (view.DocumentCount > 0) _views.Add(view);
    }
}
