namespace KnowledgeGraph.GraphQL.Language;

/// <summary>The order of names in which runs of digits count as numbers: `a2` before `a10`.</summary>
internal static class NaturalOrder
{
    public static int Compare(string left, string right)
    {
        var leftIndex = 0;
        var rightIndex = 0;
        while (leftIndex < left.Length && rightIndex < right.Length)
        {
            if (char.IsAsciiDigit(left[leftIndex]) && char.IsAsciiDigit(right[rightIndex]))
            {
                var byNumber = ReadNumber(left, ref leftIndex).CompareTo(ReadNumber(right, ref rightIndex));
                if (byNumber != 0) return byNumber;
                continue;
            }

            var byCharacter = left[leftIndex++].CompareTo(right[rightIndex++]);
            if (byCharacter != 0) return byCharacter;
        }

        return left.Length.CompareTo(right.Length);
    }

    // A leading zero is a number of its own, so that `a01` and `a1` differ.
    private static double ReadNumber(string text, ref int index)
    {
        var number = 0.0;
        do
        {
            number = number * 10 + (text[index++] - '0');
        }
        while (index < text.Length && char.IsAsciiDigit(text[index]) && number > 0);
        return number;
    }
}
