using System.Text;

namespace KnowledgeGraph.Model.Commands;

/// <summary>Rules about characters and lengths. Allocate nothing.</summary>
internal static class TextRules
{
    /// <summary>Whether the text takes more bytes of UTF-8; for one that is valid Unicode.</summary>
    public static bool Exceeds(string text, int bytesMax, out int bytes)
    {
        bytes = 0;
        // No UTF-16 unit takes more than three bytes, and none less than one.
        if ((long)text.Length * 3 <= bytesMax) return false;
        bytes = Encoding.UTF8.GetByteCount(text);
        return bytes > bytesMax;
    }

    /// <summary>The place of a NUL or of a half of a surrogate pair; -1 where there is none.</summary>
    public static int IndexOfForbidden(ReadOnlySpan<char> text)
    {
        var surrogate = IndexOfUnpairedSurrogate(text);
        var nul = (surrogate < 0 ? text : text[..surrogate]).IndexOf('\0');
        return nul >= 0 ? nul : surrogate;
    }

    /// <summary>The place of the first character that an id cannot have; -1 where there is none.</summary>
    public static int IndexOfForbiddenInId(ReadOnlySpan<char> id)
    {
        for (var index = 0; index < id.Length; index++)
        {
            if (char.IsWhiteSpace(id[index]) || char.IsControl(id[index])) return index;
        }
        return IndexOfUnpairedSurrogate(id);
    }

    private static int IndexOfUnpairedSurrogate(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (true)
        {
            var next = text[start..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0) return -1;
            next += start;
            if (!char.IsHighSurrogate(text[next]) || next + 1 == text.Length || !char.IsLowSurrogate(text[next + 1]))
                return next;
            start = next + 2;
        }
    }
}
