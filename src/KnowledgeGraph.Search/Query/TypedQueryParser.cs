namespace KnowledgeGraph.Search.Query;

/// <summary>
/// Reads what people type, and never fails: <c>words "a phrase" -excluded topic:x OR (other words)</c>. What makes no
/// sense as a sign is a word or nothing: a quote that is not closed, a bracket too many, a field that nobody knows.
/// <code>
/// any  := all (OR all)*        all := part*
/// part := -part | "phrase" | field:value | field:"value" | (any) | word
/// </code>
/// </summary>
public ref struct TypedQueryParser
{
    /// <summary>Brackets within brackets beyond this are passed over.</summary>
    public const int DepthMax = 32;

    private readonly string _text;
    private readonly Func<string, string, bool> _knowsField;
    private int _at;

    private TypedQueryParser(string text, Func<string, string, bool> knowsField)
    {
        _text = text;
        _knowsField = knowsField;
    }

    /// <summary>Reads a query.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="knowsField">Whether a field and its value make sense; else they are words.</param>
    public static TypedQuery Parse(string text, Func<string, string, bool> knowsField)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new TypedQueryParser(text, knowsField);
        var parts = new List<TypedQuery>();
        while (parser._at < text.Length)
        {
            Add(parts, parser.ReadAny(0));
            // A bracket that closes nothing.
            if (parser._at < text.Length) parser._at++;
        }

        return parts.Count == 1 ? parts[0] : new TypedAll(parts);
    }

    private TypedQuery? ReadAny(int depth)
    {
        var alternatives = new List<TypedQuery>();
        do
        {
            var parts = new List<TypedQuery>();
            while (!IsAtEnd() && !IsAtOr()) Add(parts, ReadPart(depth));
            if (parts.Count > 0) alternatives.Add(parts.Count == 1 ? parts[0] : new TypedAll(parts));
        }
        while (TryReadOr());
        return alternatives.Count switch { 0 => null, 1 => alternatives[0], _ => new TypedAny(alternatives) };
    }

    private TypedQuery? ReadPart(int depth)
    {
        var first = _text[_at];
        var second = _at + 1 < _text.Length ? _text[_at + 1] : ' ';
        if (first is '-' or '－' && !IsSpace(second) && second is not ('-' or ')'))
        {
            _at++;
            return ReadPart(depth) is { } inner ? new TypedNot(inner) : null;
        }

        if (first is '(' or '（')
        {
            _at++;
            var inner = depth < DepthMax ? ReadAny(depth + 1) : null;
            if (depth < DepthMax && _at < _text.Length && IsClosing(_text[_at])) _at++;
            return inner;
        }

        return ClosingQuote(first) != '\0' && TryReadQuoted(out var phrase) ? new TypedPhrase(phrase) : ReadWord();
    }

    private TypedQuery? ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && !IsSpace(_text[_at]) && !IsBracket(_text[_at]))
        {
            var isColon = _text[_at] is ':' or '：' && _at > start;
            if (isColon && TryReadField(_text[start.._at], out var field)) return field;
            // A quote within a word ends it where it begins a phrase.
            if (_at > start && ClosingQuote(_text[_at]) != '\0' && _text[_at] != '\'' && HasClosing(_at)) break;
            _at++;
        }

        var word = _text[start.._at];
        if (word.Length == 0 && _at < _text.Length && !IsClosing(_text[_at])) _at++;
        return word.Length == 0 || word is "AND" ? null : new TypedWord(word, IsLast: _at == _text.Length);
    }

    private bool TryReadField(string name, out TypedField? field)
    {
        var before = _at;
        field = null;
        _at++;
        string value;
        if (_at < _text.Length && ClosingQuote(_text[_at]) != '\0' && TryReadQuoted(out var quoted)) value = quoted;
        else
        {
            var start = _at;
            while (_at < _text.Length && !IsSpace(_text[_at]) && !IsBracket(_text[_at])) _at++;
            value = _text[start.._at];
        }

        if (value.Length > 0 && _knowsField(name, value))
        {
            field = new TypedField(name, value);
            return true;
        }

        _at = before;
        return false;
    }

    private bool TryReadQuoted(out string phrase)
    {
        phrase = "";
        if (!HasClosing(_at)) return false;
        var end = _text.IndexOf(ClosingQuote(_text[_at]), _at + 1);
        phrase = _text[(_at + 1)..end];
        _at = end + 1;
        return true;
    }

    private readonly bool HasClosing(int at) => _text.IndexOf(ClosingQuote(_text[at]), at + 1) > 0;

    private bool TryReadOr()
    {
        if (!IsAtOr()) return false;
        _at += _text[_at] == '|' ? 1 : 2;
        return true;
    }

    private bool IsAtOr()
    {
        SkipSpace();
        if (_at == _text.Length) return false;
        if (_text[_at] == '|') return true;
        return _text.AsSpan(_at).StartsWith("OR") && (_at + 2 == _text.Length || IsSpace(_text[_at + 2]) || IsBracket(
            _text[_at + 2]));
    }

    private bool IsAtEnd()
    {
        SkipSpace();
        return _at == _text.Length || IsClosing(_text[_at]);
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && IsSpace(_text[_at])) _at++;
    }

    private static void Add(List<TypedQuery> parts, TypedQuery? part)
    {
        if (part is not null) parts.Add(part);
    }

    private static bool IsSpace(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);

    private static bool IsBracket(char letter) => letter is '(' or '（' || IsClosing(letter);

    private static bool IsClosing(char letter) => letter is ')' or '）';

    private static char ClosingQuote(char opening) => opening switch
    {
        '"' => '"',
        '“' => '”',
        '「' => '」',
        '『' => '』',
        '«' => '»',
        '＂' => '＂',
        _ => '\0',
    };
}
