using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace KnowledgeGraph.ReadModel.Columns;

/// <summary>Texts as JSON tokens (RFC 8259 §7): only what has to be escaped is.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> ToEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>Appends the token of a text, quotes included; true where something had to be escaped.</summary>
    public static bool Append(ReadOnlySpan<char> text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var length = Encoding.UTF8.GetByteCount(text);
        var destination = output.GetSpan(length)[..length];
        Encoding.UTF8.GetBytes(text, destination);
        var first = destination.IndexOfAny(ToEscape);
        if (first < 0)
        {
            output.Advance(length);
            output.Write("\""u8);
            return false;
        }

        var raw = ArrayPool<byte>.Shared.Rent(length - first);
        var rest = raw.AsSpan(0, length - first);
        destination[first..].CopyTo(rest);
        output.Advance(first);
        AppendEscaped(rest, output);
        ArrayPool<byte>.Shared.Return(raw);
        output.Write("\""u8);
        return true;
    }

    /// <summary>Writes the raw text of a token to a span that is as long; gives the raw length.</summary>
    public static int Unescape(ReadOnlySpan<byte> token, Span<byte> raw)
    {
        var text = token[1..^1];
        var written = 0;
        while (true)
        {
            var escape = text.IndexOf((byte)'\\');
            if (escape < 0) break;
            text[..escape].CopyTo(raw[written..]);
            written += escape;
            if (text[escape + 1] == 'u')
            {
                // Only control characters are written so: one byte.
                raw[written++] = (byte)((Hex(text[escape + 4]) << 4) | Hex(text[escape + 5]));
                text = text[(escape + 6)..];
                continue;
            }

            raw[written++] = text[escape + 1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                var other => other,
            };
            text = text[(escape + 2)..];
        }

        text.CopyTo(raw[written..]);
        return written + text.Length;
    }

    /// <summary>The length, quotes included, of a token that begins in a JSON array of texts.</summary>
    public static int TokenLength(ReadOnlySpan<byte> array, int start)
    {
        Debug.Assert(array[start] == '"', "A token begins with its quote.");
        var at = start + 1;
        while (true)
        {
            at += array[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (array[at] == '"') return at + 1 - start;
            at += 2;
        }
    }

    private static void AppendEscaped(ReadOnlySpan<byte> raw, ArrayBufferWriter<byte> output)
    {
        while (true)
        {
            var next = raw.IndexOfAny(ToEscape);
            if (next < 0) break;
            output.Write(raw[..next]);
            switch (raw[next])
            {
                case (byte)'"': output.Write("\\\""u8); break;
                case (byte)'\\': output.Write("\\\\"u8); break;
                case (byte)'\n': output.Write("\\n"u8); break;
                case (byte)'\r': output.Write("\\r"u8); break;
                case (byte)'\t': output.Write("\\t"u8); break;
                case (byte)'\b': output.Write("\\b"u8); break;
                case (byte)'\f': output.Write("\\f"u8); break;
                case var control:
                    output.Write("\\u00"u8);
                    output.Write([Digit(control >> 4), Digit(control & 15)]);
                    break;
            }

            raw = raw[(next + 1)..];
        }

        output.Write(raw);
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : digit - 'a' + 10;
}
