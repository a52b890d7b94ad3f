using System.Collections.Concurrent;
using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation.Duplicates;

/// <summary>
/// Documents that say nearly the same as an older one: candidates by keys of their shingles and titles, each verified
/// by what the two really have in common. Work grows with the number of documents and of candidates, never with that of
/// pairs.
/// </summary>
public static class NearDuplicates
{
    // In a larger group each is compared with the oldest alone.
    private const int GroupMax = 6;

    private static readonly Relation[] Joined =
    [
        .. ((EdgeType[])[EdgeType.Duplicates, EdgeType.Supersedes, EdgeType.DerivedFrom, EdgeType.Answers])
            .SelectMany(type => (Relation[])
            [
                Relations.Of(type, EdgeDirection.Out, NodeKind.Document),
                Relations.Of(type, EdgeDirection.In, NodeKind.Document),
            ]),
    ];

    /// <summary>
    /// Each document with the older one that it is most like, where that is not said already and was not declined: the
    /// most alike first, then by ids. Kept with the version.
    /// </summary>
    public static IReadOnlyList<DuplicatePair> Of(GraphReader reader) =>
        reader.OncePerMask(typeof(NearDuplicates), shared => Find(shared, withJoined: false));

    /// <summary>The same, also of those of which it is said already; for measuring.</summary>
    public static IReadOnlyList<DuplicatePair> WithKnown(GraphReader reader) => Find(reader, withJoined: true);

    private static DuplicatePair[] Find(GraphReader reader, bool withJoined)
    {
        var documents = reader.Nodes(NodeKind.Document).ToArray();
        var created = reader.Instants(NodeFields.Of(NodeKind.Document, "createdAt"));
        var ids = reader.Ids;
        var candidates = Candidates(reader, documents, IsOlder);
        var ranges = NodeRanges.Read([.. candidates.Keys], newer =>
        {
            var texts = new DuplicateTexts(reader);
            var pairs = new List<DuplicatePair>();
            foreach (var document in newer)
            {
                if (Best(document, texts) is { } pair) pairs.Add(pair);
            }

            return pairs;
        });
        return
        [
            .. ranges.SelectMany(range => range).OrderByDescending(pair => pair.Similarity)
                .ThenBy(pair => ids.String(pair.Document), StringComparer.Ordinal),
        ];

        DuplicatePair? Best(int document, DuplicateTexts texts)
        {
            DuplicatePair? best = null;
            var text = texts.TextSet(document).ToArray();
            var title = texts.TitleSet(document);
            foreach (var original in candidates[document].Distinct())
            {
                if (!withJoined && IsKnown(reader, document, original)) continue;
                var pair = new DuplicatePair(
                    document, original, Shingles.Likeness(text, texts.TextSet(original)),
                    Shingles.Likeness(title, texts.TitleSet(original)));
                if (pair.Similarity < DuplicatePair.SimilarityMin) continue;
                var isBetter = best is null || pair.Similarity > best.Similarity
                    || (pair.Similarity == best.Similarity && IsOlder(pair.Original, best.Original));
                if (isBetter) best = pair;
            }

            return best;
        }

        // What does not say when it was written counts as the newest, since Missing would be the oldest.
        bool IsOlder(int one, int other)
        {
            var (first, second) = (created[one], created[other]);
            if (first == IntegerColumn.Missing) first = long.MaxValue;
            if (second == IntegerColumn.Missing) second = long.MaxValue;
            return first != second ? first < second : ids.Token(one).SequenceCompareTo(ids.Token(other)) < 0;
        }
    }

    // For each newer document of a pair that shares a key: the older ones.
    private static ConcurrentDictionary<int, ConcurrentBag<int>> Candidates(
        GraphReader reader, int[] documents, Func<int, int, bool> isOlder)
    {
        var textKeys = new uint[documents.Length][];
        var titleKeys = new uint[documents.Length][];
        var places = Enumerable.Range(0, documents.Length).ToArray();
        NodeRanges.Read(places, range =>
        {
            var texts = new DuplicateTexts(reader);
            foreach (var place in range)
            {
                textKeys[place] = texts.KeysOfText(documents[place]);
                titleKeys[place] = texts.KeysOfTitle(documents[place]);
            }

            return 0;
        });
        var candidates = new ConcurrentDictionary<int, ConcurrentBag<int>>();
        Parallel.For(0, MinHash.TextBands + MinHash.TitleBands, band =>
        {
            var (keysOf, at) = band < MinHash.TextBands ? (textKeys, band) : (titleKeys, band - MinHash.TextBands);
            var count = 0;
            var keys = new uint[documents.Length];
            var holders = new int[documents.Length];
            for (var place = 0; place < documents.Length; place++)
            {
                if (keysOf[place].Length == 0) continue;
                (keys[count], holders[count]) = (keysOf[place][at], documents[place]);
                count++;
            }

            Array.Sort(keys, holders, 0, count);
            for (var start = 0; start < count;)
            {
                var end = start + 1;
                while (end < count && keys[end] == keys[start]) end++;
                AddGroup(holders.AsSpan(start, end - start), candidates, isOlder);
                start = end;
            }
        });
        return candidates;
    }

    private static void AddGroup(
        ReadOnlySpan<int> group, ConcurrentDictionary<int, ConcurrentBag<int>> candidates,
        Func<int, int, bool> isOlder)
    {
        if (group.Length == 1) return;
        if (group.Length > GroupMax)
        {
            var oldest = group[0];
            foreach (var document in group)
            {
                if (isOlder(document, oldest)) oldest = document;
            }

            foreach (var document in group)
            {
                if (document != oldest) Add(document, oldest);
            }

            return;
        }

        for (var one = 0; one < group.Length; one++)
        {
            for (var other = one + 1; other < group.Length; other++)
            {
                if (isOlder(group[one], group[other])) Add(group[other], group[one]);
                else Add(group[one], group[other]);
            }
        }

        void Add(int newer, int older) => candidates.GetOrAdd(newer, static _ => []).Add(older);
    }

    private static bool IsKnown(GraphReader reader, int document, int original) =>
        Joined.Any(relation => reader.AreJoined(relation, document, original))
        || Declined.At(reader, document).Contains(Declined.TextOf(EdgeType.Duplicates, reader.Ids.String(original)!));
}
