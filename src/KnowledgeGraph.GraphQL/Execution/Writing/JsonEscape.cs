namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>The escapes of JSON (RFC 8259, section 7).</summary>
internal static class JsonEscape
{
    /// <summary>Writes the escape of a control character, a quote or a backslash; at most 6 bytes.</summary>
    public static int Write(byte character, Span<byte> target)
    {
        target[0] = (byte)'\\';
        var letter = character switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            _ => (byte)'u',
        };
        target[1] = letter;
        if (letter != (byte)'u') return 2;
        target[2] = (byte)'0';
        target[3] = (byte)'0';
        target[4] = "0123456789abcdef"u8[character >> 4];
        target[5] = "0123456789abcdef"u8[character & 15];
        return 6;
    }
}
