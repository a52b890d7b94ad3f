using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// In how many documents of a segment its terms occur, counted when it is asked for and kept: of all documents, and of
/// those of each mask that was asked for. What is removed later is subtracted, not counted anew. Masks with the same
/// content here share their counts, so that a new version of a mask costs nothing where nothing changed. Shared
/// between threads.
/// </summary>
internal sealed class SegmentCounts(Segment segment)
{
    private const int MasksMax = 32;

    private readonly ConditionalWeakTable<DocumentMask, Visible> _byMask = [];
    private readonly ConcurrentDictionary<UInt128, Visible> _byContent = [];
    private readonly Visible _all = new(segment, null);

    /// <summary>The counts of the documents that a mask lets through; of all for null.</summary>
    public Visible Of(DocumentMask? mask)
    {
        if (mask is null) return _all;
        if (_byMask.TryGetValue(mask, out var visible)) return visible;
        // By document instead of id.
        var bits = new ulong[(segment.DocumentCount + 63) >> 6];
        segment.Project(mask, bits);
        var content = XxHash128.HashToUInt128(MemoryMarshal.AsBytes<ulong>(bits));
        if (_byContent.Count >= MasksMax) _byContent.Clear();
        visible = _byContent.GetOrAdd(content, static (_, made) => made, new Visible(segment, bits));
        _byMask.AddOrUpdate(mask, visible);
        return visible;
    }

    /// <summary>Counts under one mask.</summary>
    public sealed class Visible(Segment segment, ulong[]? bits)
    {
        /// <summary>Beyond so many removals since it was counted, a term is counted anew.</summary>
        private const int RemovalsMax = 64;

        private readonly ConcurrentDictionary<(int Dictionary, int Term), (int Removed, int Count)> _counts = [];
        private readonly ConcurrentDictionary<int, (int Removed, int Documents, long Lengths)> _fields = [];

        /// <summary>The documents that the mask lets through, as a bitmap; null where all.</summary>
        public ulong[]? Bits => bits;

        /// <summary>In how many visible documents of a view a term occurs.</summary>
        public int DocumentFrequency(SegmentView view, int dictionary, int term, in TermEntry entry)
        {
            if (bits is null && view.RemovedCount == 0) return entry.DocumentFrequency;
            if (entry.DocumentFrequency == 1) return IsThere(view, (int)entry.Postings) ? 1 : 0;
            var isKnown = _counts.TryGetValue((dictionary, term), out var known);
            var since = view.RemovedCount - known.Removed;
            if (isKnown && since == 0) return known.Count;
            // An older version than the one that was counted last is counted by itself and leaves what is known.
            if (isKnown && since < 0) return Count(view, dictionary, entry);
            var count = isKnown && since <= RemovalsMax
                ? known.Count - RemovedSince(view, known.Removed, dictionary, entry)
                : Count(view, dictionary, entry);
            _counts[(dictionary, term)] = (view.RemovedCount, count);
            return count;
        }

        /// <summary>How many visible documents of a view have a field, and the sum of its lengths there.</summary>
        public (int Documents, long Lengths) Field(SegmentView view, int field)
        {
            if (bits is null) return (view.DocumentsWith(field), view.LengthSum(field));
            if (_fields.TryGetValue(field, out var known) && known.Removed == view.RemovedCount)
            {
                return (known.Documents, known.Lengths);
            }

            var (documents, lengths) = (0, 0L);
            for (var document = 0; document < segment.DocumentCount; document++)
            {
                var length = segment.LengthOf(field, document);
                if (length == 0 || !IsThere(view, document)) continue;
                documents++;
                lengths += length;
            }

            _fields[field] = (view.RemovedCount, documents, lengths);
            return (documents, lengths);
        }

        private bool IsThere(SegmentView view, int document) =>
            !view.IsRemoved(document) && (bits is null || (bits[document >> 6] >> document & 1) != 0);

        private int Count(SegmentView view, int dictionary, in TermEntry entry)
        {
            var postings = new TermPostings();
            postings.Open(segment.Dictionaries[dictionary], entry);
            var count = 0;
            for (var block = 0; block < postings.BlockCount; block++)
            {
                postings.Load(block);
                foreach (var document in postings.Documents.AsSpan(0, postings.Count))
                {
                    if (IsThere(view, document)) count++;
                }
            }

            return count;
        }

        /// <summary>How many of the visible documents that were removed since then hold the term.</summary>
        private int RemovedSince(SegmentView view, int known, int dictionary, in TermEntry entry)
        {
            var postings = new TermPostings();
            var count = 0;
            var removed = view.Removals.AsSpan(known, view.RemovedCount - known).ToArray();
            Array.Sort(removed);
            postings.Open(segment.Dictionaries[dictionary], entry);
            foreach (var document in removed)
            {
                if (bits is not null && (bits[document >> 6] >> document & 1) == 0) continue;
                if (postings.Document < document) postings.Advance(document);
                if (postings.Document == document) count++;
            }

            return count;
        }
    }
}
