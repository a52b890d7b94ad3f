namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// The stem of an English word by M. F. Porter's second algorithm ("English", snowballstem.org/algorithms/english), in
/// its order and with its names. Takes lower-case ASCII letters and apostrophes; works in place.
/// </summary>
internal static class EnglishStemmer
{
    /// <summary>Writes the stem over the word, which never grows, and gives its length.</summary>
    public static int Stem(Span<byte> word)
    {
        if (word.Length < 3) return word.Length;
        var exception = Exception(word);
        if (!exception.IsEmpty)
        {
            exception.CopyTo(word);
            return exception.Length;
        }

        // Step 1b can put back one letter that it took away, so nothing is ever longer than the word.
        var stem = new StemmedWord(word);
        stem.Step0();
        stem.Step1a();
        stem.Step1b();
        stem.Step1c();
        stem.Step2();
        stem.Step3();
        stem.Step4();
        stem.Step5();
        return stem.Finish();
    }

    private static ReadOnlySpan<byte> Exception(ReadOnlySpan<byte> word) => word[0] switch
    {
        (byte)'a' when word.SequenceEqual("andes"u8) || word.SequenceEqual("atlas"u8) => "andesatlas"u8.Slice(
            word[1] == 'n' ? 0 : 5, 5),
        (byte)'b' when word.SequenceEqual("bias"u8) => "bias"u8,
        (byte)'c' when word.SequenceEqual("cosmos"u8) => "cosmos"u8,
        (byte)'e' when word.SequenceEqual("early"u8) => "earli"u8,
        (byte)'g' when word.SequenceEqual("gently"u8) => "gentl"u8,
        (byte)'h' when word.SequenceEqual("howe"u8) => "howe"u8,
        (byte)'i' when word.SequenceEqual("idly"u8) => "idl"u8,
        (byte)'n' when word.SequenceEqual("news"u8) => "news"u8,
        (byte)'o' when word.SequenceEqual("only"u8) => "onli"u8,
        (byte)'s' => ExceptionInS(word),
        (byte)'u' when word.SequenceEqual("ugly"u8) => "ugli"u8,
        _ => default,
    };

    private static ReadOnlySpan<byte> ExceptionInS(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("sky"u8) || word.SequenceEqual("skies"u8)) return "sky"u8;
        if (word.SequenceEqual("skis"u8)) return "ski"u8;
        return word.SequenceEqual("singly"u8) ? "singl"u8 : default;
    }
}
