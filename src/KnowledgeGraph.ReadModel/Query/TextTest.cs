using System.Buffers;
using System.IO.Hashing;
using System.Text;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>A condition on a text. Immutable.</summary>
internal abstract class TextTest
{
    /// <summary>A missing text fits nothing.</summary>
    public abstract bool Fits(byte[][] blobs, TextSlice text, ref byte[] scratch);

    public static TextTest Of(TextOperator @operator, string value) => @operator == TextOperator.EqualTo
        ? new OneOfTexts([value])
        : new PartOfText(@operator, value);

    public static TextTest OneOf(IEnumerable<string> values) => new OneOfTexts(values);

    private static byte[] Token(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonText.Append(text, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Two texts are equal where their tokens are.</summary>
    private sealed class OneOfTexts : TextTest
    {
        private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _tokens;

        public OneOfTexts(IEnumerable<string> values) =>
            _tokens = new HashSet<byte[]>(values.Select(Token), new BytesComparer())
                .GetAlternateLookup<ReadOnlySpan<byte>>();

        public override bool Fits(byte[][] blobs, TextSlice text, ref byte[] scratch) =>
            !text.IsMissing && _tokens.Contains(blobs[text.Blob].AsSpan(text.Offset, text.Length));
    }

    private sealed class PartOfText(TextOperator @operator, string value) : TextTest
    {
        private readonly byte[] _wanted = CaseFolding.Fold(Encoding.UTF8.GetBytes(value)).ToArray();
        private readonly byte[] _wantedEscaped = CaseFolding.Fold(Token(value).AsSpan()[1..^1]).ToArray();

        public override bool Fits(byte[][] blobs, TextSlice text, ref byte[] scratch)
        {
            if (text.IsMissing) return false;
            if (text.IsEscaped)
            {
                // What a text contains, its token contains escaped: most texts need not be unescaped.
                var token = blobs[text.Blob].AsSpan(text.Offset, text.Length);
                if (!CaseFolding.Contains(token, _wantedEscaped)) return false;
            }

            var raw = TextBlobs.Raw(blobs, text, ref scratch);
            return @operator switch
            {
                TextOperator.Contains => CaseFolding.Contains(raw, _wanted),
                TextOperator.StartsWith => CaseFolding.StartsWith(raw, _wanted),
                _ => CaseFolding.EndsWith(raw, _wanted),
            };
        }
    }

    private sealed class BytesComparer
        : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate);

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
