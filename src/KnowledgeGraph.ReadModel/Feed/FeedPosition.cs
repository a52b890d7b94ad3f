using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace KnowledgeGraph.ReadModel.Feed;

/// <summary>A place in the log, after one of the changes of a commit.</summary>
/// <param name="Sequence">The number of the commit.</param>
/// <param name="Index">
/// The change's place in it from 0; <see cref="WholeCommit"/> for the last, so that a reader who has it needs no more
/// of the commit.
/// </param>
public readonly record struct FeedPosition(long Sequence, int Index) : IComparable<FeedPosition>
{
    public const int WholeCommit = int.MaxValue;

    private const string Mark = "log:";
    private const int CursorLengthMax = 64;

    public static FeedPosition After(long sequence) => new(sequence, WholeCommit);

    /// <summary>The place as clients see it.</summary>
    public string ToCursor() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{Mark}{Sequence}:{(Index == WholeCommit ? "" : Index)}")));

    /// <summary>Reads what <see cref="ToCursor"/> wrote.</summary>
    public static bool TryRead(string cursor, out FeedPosition position)
    {
        position = default;
        if (cursor.Length > CursorLengthMax || !Base64Url.IsValid(cursor)) return false;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        if (!text.StartsWith(Mark, StringComparison.Ordinal)) return false;
        var parts = text[Mark.Length..].Split(':');
        if (parts.Length != 2 || !TryNumber(parts[0], out var sequence)) return false;
        long index = WholeCommit;
        if (parts[1].Length > 0 && (!TryNumber(parts[1], out index) || index >= WholeCommit)) return false;
        position = new FeedPosition(sequence, (int)index);
        return true;
    }

    public int CompareTo(FeedPosition other) => Sequence != other.Sequence
        ? Sequence.CompareTo(other.Sequence)
        : Index.CompareTo(other.Index);

    public static bool operator <(FeedPosition left, FeedPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(FeedPosition left, FeedPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeedPosition left, FeedPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeedPosition left, FeedPosition right) => left.CompareTo(right) >= 0;

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
