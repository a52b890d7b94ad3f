using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph.Import.Text;

/// <summary>
/// Makes the key of an id from a name: lower case; letters, digits and marks of any script stay, and so do `+`, `#`,
/// `.` and `_` beside one (c++, c#, .net, node.js are four different things); any run of other characters is a hyphen.
/// </summary>
internal static class Slug
{
    private const int LengthMax = 100;

    /// <summary>
    /// The slug, or "" where the name holds neither letter nor digit. A long one ends in a hash of the name.
    /// </summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(name.Length);
        var pendingHyphen = false;
        for (var index = 0; index < name.Length; index++)
        {
            if (IsKept(name, index))
            {
                if (pendingHyphen && slug.Length > 0) slug.Append('-');
                pendingHyphen = false;
                slug.Append(char.ToLowerInvariant(name[index]));
            }
            else
            {
                pendingHyphen = true;
            }
        }

        return slug.Length <= LengthMax ? slug.ToString() : Cut(slug, name);
    }

    private static bool IsKept(string name, int index)
    {
        var current = name[index];
        if (IsWord(name, index)) return true;
        return current switch
        {
            // Before a word or inside one (.net, node.js), not after it: a full stop ends sentences.
            '.' => index + 1 < name.Length && IsWord(name, index + 1),
            '_' => index > 0 && IsWord(name, index - 1) && index + 1 < name.Length && IsWord(name, index + 1),
            '+' or '#' => index > 0 && (name[index - 1] == current || IsWord(name, index - 1)),
            _ => false,
        };
    }

    private static bool IsWord(string name, int index)
    {
        var current = name[index];
        if (char.IsSurrogate(current))
        {
            var start = char.IsLowSurrogate(current) ? index - 1 : index;
            return start >= 0 && Rune.TryGetRuneAt(name, start, out var rune)
                && (Rune.IsLetterOrDigit(rune) || IsMark(Rune.GetUnicodeCategory(rune)));
        }

        return char.IsLetterOrDigit(current) || IsMark(char.GetUnicodeCategory(current));
    }

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string Cut(StringBuilder slug, string name)
    {
        var end = char.IsHighSurrogate(slug[LengthMax - 1]) ? LengthMax - 1 : LengthMax;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return $"{slug.ToString(0, end).TrimEnd('-', '.')}-{Convert.ToHexStringLower(hash, 0, 4)}";
    }
}
