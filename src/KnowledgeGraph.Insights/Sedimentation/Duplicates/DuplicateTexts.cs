using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Search.Index;
using KnowledgeGraph.Search.Query;

namespace KnowledgeGraph.Insights.Sedimentation.Duplicates;

/// <summary>
/// What documents say, as sets that can be compared, and the keys of these sets. For one thread; the keys are shared,
/// since a text that stays where it is in later versions has the same.
/// </summary>
internal sealed class DuplicateTexts(GraphReader reader)
{
    /// <summary>Of fewer shingles or words nothing is said.</summary>
    private const int ShinglesMin = 8;
    private const int TitleWordsMin = 3;

    // By the array that holds a text, then by where it begins; they go when no version holds the array any more.
    private static readonly
        ConditionalWeakTable<byte[], ConcurrentDictionary<(int Offset, bool IsTitle), uint[]>> KnownKeys = [];

    private static readonly uint[] None = [];

    private readonly TextColumn _titles = reader.Texts(NodeFields.Of(NodeKind.Document, "title"));
    private readonly TextColumn _bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
    private readonly TextColumn _transcripts = reader.Texts(NodeFields.Of(NodeKind.Document, "transcript"));
    private readonly Shingles _shingles = new();
    private readonly AnalyzedText _tokens = new();
    private readonly SortedSet<ulong> _words = [];
    private byte[] _scratch = [];

    /// <summary>The keys of a document's text; none where it is short.</summary>
    public uint[] KeysOfText(int document)
    {
        var texts = TextOf(document, out var slice);
        if (slice.IsMissing) return None;
        var known = KnownKeys.GetOrCreateValue(texts.Blobs[slice.Blob]);
        if (known.TryGetValue((slice.Offset, IsTitle: false), out var keys)) return keys;
        var set = TextSet(document);
        keys = set.IsEmpty ? None : new uint[MinHash.TextBands];
        if (!set.IsEmpty) MinHash.OfText(set, keys);
        known[(slice.Offset, IsTitle: false)] = keys;
        return keys;
    }

    /// <summary>The keys of a document's title; none where it is short.</summary>
    public uint[] KeysOfTitle(int document)
    {
        var slice = _titles[document];
        if (slice.IsMissing) return None;
        var known = KnownKeys.GetOrCreateValue(_titles.Blobs[slice.Blob]);
        if (known.TryGetValue((slice.Offset, IsTitle: true), out var keys)) return keys;
        var set = TitleSet(document);
        keys = set.Length == 0 ? None : new uint[MinHash.TitleBands];
        if (set.Length > 0) MinHash.OfTitle(set, keys);
        known[(slice.Offset, IsTitle: true)] = keys;
        return keys;
    }

    /// <summary>The shingles of a document's text; good until the next.</summary>
    public ReadOnlySpan<ulong> TextSet(int document)
    {
        _shingles.Read(TextOf(document, out _).Raw(document, ref _scratch));
        return _shingles.Count < ShinglesMin ? default : _shingles.Set;
    }

    /// <summary>The stems of a document's title, ascending; none where they are few.</summary>
    public ulong[] TitleSet(int document)
    {
        _words.Clear();
        _tokens.Clear();
        TextAnalyzer.Analyze(_titles.Raw(document, ref _scratch), _tokens);
        foreach (ref readonly var token in _tokens.Tokens)
        {
            var isNumber = token is { Kind: TokenKind.Exact, Form: WordForm.Number or WordForm.Code };
            if (!isNumber && token.Kind is not (TokenKind.Stemmed or TokenKind.Bigram)) continue;
            var term = _tokens.TermOf(token);
            if (QueryPlanner.IsStopword(term)) continue;
            var hash = 14695981039346656037;
            foreach (var letter in term) hash = (hash ^ letter) * 1099511628211;
            _words.Add(hash);
        }

        return _words.Count < TitleWordsMin ? [] : [.. _words];
    }

    private TextColumn TextOf(int document, out TextSlice slice)
    {
        var column = _bodies;
        slice = column[document];
        if (!slice.IsMissing) return column;
        slice = _transcripts[document];
        return _transcripts;
    }
}
