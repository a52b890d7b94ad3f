using System.IO.Hashing;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>Hashes and compares ids, as raw UTF-8.</summary>
internal static class Ids
{
    public static uint Hash(ReadOnlySpan<byte> id) => (uint)XxHash3.HashToUInt64(id);

    public static bool AreEqual(byte[][] blobs, TextSlice slice, ReadOnlySpan<byte> id)
    {
        byte[] scratch = [];
        return TextBlobs.Raw(blobs, slice, ref scratch).SequenceEqual(id);
    }

    /// <summary>In ordinal order of the raw bytes.</summary>
    public static int Compare(byte[][] blobs, TextSlice left, TextSlice right)
    {
        byte[] leftScratch = [], rightScratch = [];
        return TextBlobs.Raw(blobs, left, ref leftScratch)
            .SequenceCompareTo(TextBlobs.Raw(blobs, right, ref rightScratch));
    }
}
