namespace KnowledgeGraph.Search.Analysis;

/// <summary>A word on its way through the steps of <see cref="EnglishStemmer"/>.</summary>
internal ref struct StemmedWord
{
    // A y that is a consonant.
    private const byte Consonant = (byte)'Y';

    private readonly Span<byte> _bytes;
    private readonly int _region1;
    private readonly int _region2;
    private int _length;

    public StemmedWord(Span<byte> word)
    {
        _bytes = word;
        _length = word.Length;
        if (word[0] == '\'')
        {
            word[1..].CopyTo(word);
            _length--;
        }

        for (var i = 0; i < _length; i++)
        {
            if (word[i] == 'y' && (i == 0 || IsVowel(word[i - 1]))) word[i] = Consonant;
        }

        _region1 = RegionAfterPrefix(word[.._length]);
        if (_region1 < 0) _region1 = Region(word[.._length], 0);
        _region2 = Region(word[.._length], _region1);
    }

    private readonly ReadOnlySpan<byte> Text => _bytes[.._length];

    public int Finish()
    {
        for (var i = 0; i < _length; i++)
        {
            if (_bytes[i] == Consonant) _bytes[i] = (byte)'y';
        }

        return _length;
    }

    public void Step0()
    {
        if (Ends("'s'"u8)) _length -= 3;
        else if (Ends("'s"u8)) _length -= 2;
        else if (Ends("'"u8)) _length -= 1;
    }

    public void Step1a()
    {
        if (Ends("sses"u8)) _length -= 2;
        else if (Ends("ied"u8) || Ends("ies"u8)) _length -= _length > 4 ? 2 : 1;
        else if (Ends("s"u8) && !Ends("us"u8) && !Ends("ss"u8) && HasVowelBefore(_length - 2)) _length--;
    }

    public void Step1b()
    {
        var ending = 0;
        if (Ends("eed"u8) || Ends("eedly"u8))
        {
            var end = Ends("eed"u8) ? _length - 3 : _length - 5;
            var before = Text[..end];
            var stays = before.SequenceEqual("proc"u8) || before.SequenceEqual("exc"u8)
                || before.SequenceEqual("succ"u8);
            if (end >= _region1 && !stays) _length = end + 2;
            return;
        }

        if (Ends("ing"u8))
        {
            ending = 3;
            if (IsKeptBeforeIng(Text[..^3])) return;
            if (_length == 5 && _bytes[1] == 'y' && !IsVowel(_bytes[0]))
            {
                "ie"u8.CopyTo(_bytes[1..]);
                _length = 3;
                return;
            }
        }
        else if (Ends("ingly"u8)) ending = 5;
        else if (Ends("edly"u8)) ending = 4;
        else if (Ends("ed"u8)) ending = 2;

        if (ending == 0 || !HasVowelBefore(_length - ending)) return;
        _length -= ending;
        if (Ends("at"u8) || Ends("bl"u8) || Ends("iz"u8) || (_length == _region1 && EndsInShortSyllable(_length)))
        {
            _bytes[_length++] = (byte)'e';
        }
        else if (EndsInDouble() && !(_length == 3 && _bytes[0] is (byte)'a' or (byte)'e' or (byte)'o'))
        {
            _length--;
        }
    }

    public readonly void Step1c()
    {
        if (_length > 2 && _bytes[_length - 1] is (byte)'y' or Consonant && !IsVowel(_bytes[_length - 2]))
        {
            _bytes[_length - 1] = (byte)'i';
        }
    }

    public void Step2()
    {
        if (_length < 3) return;
        switch (_bytes[_length - 2], _bytes[_length - 1])
        {
            case ((byte)'a', (byte)'l'): _ = Try("ational"u8, "ate"u8) || Try("tional"u8, "tion"u8); break;
            case ((byte)'c', (byte)'i'): _ = Try("enci"u8, "ence"u8) || Try("anci"u8, "ance"u8); break;
            case ((byte)'e', (byte)'r'): Try("izer"u8, "ize"u8); break;
            case ((byte)'o', (byte)'n'): _ = Try("ization"u8, "ize"u8) || Try("ation"u8, "ate"u8); break;
            case ((byte)'o', (byte)'r'): Try("ator"u8, "ate"u8); break;
            case ((byte)'s', (byte)'m'): Try("alism"u8, "al"u8); break;
            case ((byte)'t', (byte)'i'):
                _ = Try("aliti"u8, "al"u8) || Try("iviti"u8, "ive"u8) || Try("biliti"u8, "ble"u8);
                break;
            case ((byte)'s', (byte)'t'): Try("ogist"u8, "og"u8); break;
            case ((byte)'s', (byte)'s'):
                _ = Try("fulness"u8, "ful"u8) || Try("ousness"u8, "ous"u8) || Try("iveness"u8, "ive"u8);
                break;
            case ((byte)'g', (byte)'i'):
                if (Ends("logi"u8)) Try("ogi"u8, "og"u8);
                break;
            case ((byte)'l', (byte)'i'): Step2Li(); break;
        }
    }

    public void Step3()
    {
        _ = Try("ational"u8, "ate"u8) || Try("tional"u8, "tion"u8) || Try("alize"u8, "al"u8) || Try("icate"u8, "ic"u8)
            || Try("iciti"u8, "ic"u8) || Try("ical"u8, "ic"u8) || Try("ful"u8, default) || Try("ness"u8, default);
        if (Ends("ative"u8) && _length - 5 >= _region2 && _length - 5 >= _region1) _length -= 5;
    }

    public void Step4()
    {
        if (Cut("ement"u8) || Cut("ment"u8) || Cut("ent"u8) || Cut("ance"u8) || Cut("ence"u8) || Cut("able"u8)
            || Cut("ible"u8) || Cut("ant"u8) || Cut("ism"u8) || Cut("ate"u8) || Cut("iti"u8) || Cut("ous"u8)
            || Cut("ive"u8) || Cut("ize"u8) || Cut("al"u8) || Cut("er"u8) || Cut("ic"u8))
        {
            return;
        }

        if ((Ends("sion"u8) || Ends("tion"u8)) && _length - 3 >= _region2) _length -= 3;
    }

    public void Step5()
    {
        if (Ends("e"u8))
        {
            var isInRegion1 = _length - 1 >= _region1;
            if (_length - 1 >= _region2 || (isInRegion1 && !EndsInShortSyllable(_length - 1))) _length--;
        }
        else if (Ends("ll"u8) && _length - 1 >= _region2) _length--;
    }

    private void Step2Li()
    {
        var done = Try("abli"u8, "able"u8) || Try("entli"u8, "ent"u8) || Try("alli"u8, "al"u8)
            || Try("ousli"u8, "ous"u8) || Try("fulli"u8, "ful"u8) || Try("lessli"u8, "less"u8) || Try("bli"u8, "ble"u8);
        if (done || _length - 2 < _region1 || _length < 3) return;
        if ("cdeghkmnrt"u8.Contains(_bytes[_length - 3])) _length -= 2;
    }

    private static bool IsVowel(byte letter) => letter is
        (byte)'a' or (byte)'e' or (byte)'i' or (byte)'o' or (byte)'u' or (byte)'y';

    // The place after the first consonant that follows a vowel.
    private static int Region(ReadOnlySpan<byte> word, int start)
    {
        for (var i = start + 1; i < word.Length; i++)
        {
            if (!IsVowel(word[i]) && IsVowel(word[i - 1]) && i - 1 >= start) return i + 1;
        }

        return word.Length;
    }

    private static int RegionAfterPrefix(ReadOnlySpan<byte> word)
    {
        if (word.StartsWith("gener"u8) || word.StartsWith("arsen"u8) || word.StartsWith("univer"u8)
            || word.StartsWith("later"u8) || word.StartsWith("emerg"u8) || word.StartsWith("organ"u8)
            || word.StartsWith("inter"u8))
        {
            return word.StartsWith("univer"u8) ? (word.StartsWith("univers"u8) ? 7 : -1) : 5;
        }

        if (word.StartsWith("commun"u8)) return 6;
        return word.StartsWith("past"u8) ? 4 : -1;
    }

    private static bool IsKeptBeforeIng(ReadOnlySpan<byte> before) => before.Length is >= 3 and <= 4
        && (before.SequenceEqual("inn"u8) || before.SequenceEqual("out"u8) || before.SequenceEqual("cann"u8)
            || before.SequenceEqual("herr"u8) || before.SequenceEqual("earr"u8) || before.SequenceEqual("even"u8));

    private readonly bool Ends(ReadOnlySpan<byte> suffix) => Text.EndsWith(suffix);

    private readonly bool HasVowelBefore(int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (IsVowel(_bytes[i])) return true;
        }

        return false;
    }

    private readonly bool EndsInDouble() => _length >= 2 && _bytes[_length - 1] == _bytes[_length - 2]
        && "bdfgmnprt"u8.Contains(_bytes[_length - 1]);

    private readonly bool EndsInShortSyllable(int end)
    {
        var text = _bytes[..end];
        if (text.SequenceEqual("past"u8)) return true;
        if (end == 2) return IsVowel(text[0]) && !IsVowel(text[1]);
        return end > 2 && !IsVowel(text[^3]) && IsVowel(text[^2]) && !IsVowel(text[^1])
            && text[^1] is not ((byte)'w' or (byte)'x' or Consonant);
    }

    // True where the word has that ending, be it in the region or not: the longest ending decides.
    private bool Try(ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> with)
    {
        if (!Ends(suffix)) return false;
        var start = _length - suffix.Length;
        if (start < _region1) return true;
        with.CopyTo(_bytes[start..]);
        _length = start + with.Length;
        return true;
    }

    private bool Cut(ReadOnlySpan<byte> suffix)
    {
        if (!Ends(suffix)) return false;
        if (_length - suffix.Length >= _region2) _length -= suffix.Length;
        return true;
    }
}
