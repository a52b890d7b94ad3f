using System.Text;

namespace KnowledgeGraph.Import.Html;

/// <summary>
/// Lays blocks of Markdown out under one another: a blank line between blocks, none between the items of a tight list,
/// and before each line the marks of the quotes and list items that it stands in.
/// </summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _prefixes = new();
    private string _prefix = "";

    // What stands at the start of the next block's first line in the place of the prefix: a list item's mark.
    private string? _marker;
    private Gap _gap = Gap.None;

    private enum Gap
    {
        None,
        Line,
        BlankLine,
    }

    public void Clear()
    {
        _text.Clear();
        _prefixes.Clear();
        _prefix = "";
        _marker = null;
        _gap = Gap.None;
    }

    /// <summary>A block of one or more lines.</summary>
    public void Paragraph(string text) => Verbatim(text);

    /// <summary>A block whose lines stay as they are, empty ones too.</summary>
    public void Verbatim(string text)
    {
        var first = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (first) StartBlock(line);
            else ContinueBlock(line);
            first = false;
        }

        _gap = Gap.BlankLine;
    }

    /// <summary>Lines from here on begin with <paramref name="prefix"/> as well, until <see cref="Pop"/>.</summary>
    public void Push(string prefix)
    {
        Separate();
        _prefixes.Push(_prefix);
        // The first line of a quote that opens a list item stands beside the item's mark.
        if (_marker is not null) _marker += prefix;
        _prefix += prefix;
    }

    public void Pop()
    {
        _prefix = _prefixes.Pop();
        if (_marker is not null) FlushMarker();
        _gap = Gap.BlankLine;
    }

    public void BeginList()
    {
        if (_gap == Gap.BlankLine && _tightDepth > 0) _gap = Gap.Line;
    }

    private int _tightDepth;
    private readonly Stack<bool> _loose = new();

    public void BeginItem(string marker, bool loose)
    {
        Separate();
        _loose.Push(loose);
        if (!loose) _tightDepth++;
        _prefixes.Push(_prefix);
        _marker = (_marker ?? _prefix) + marker;
        _prefix += new string(' ', marker.Length);
    }

    public void EndItem()
    {
        if (_marker is not null) FlushMarker();
        _prefix = _prefixes.Pop();
        var loose = _loose.Pop();
        if (!loose) _tightDepth--;
        _gap = loose ? Gap.BlankLine : Gap.Line;
    }

    public void EndList() => _gap = _tightDepth > 0 ? Gap.Line : Gap.BlankLine;

    public override string ToString() => _text.ToString();

    private void StartBlock(ReadOnlySpan<char> line)
    {
        Separate();
        _text.Append(_marker ?? _prefix).Append(line);
        _marker = null;
        TrimLineEnd(line);
    }

    private void ContinueBlock(ReadOnlySpan<char> line)
    {
        _text.Append('\n').Append(_prefix).Append(line);
        TrimLineEnd(line);
    }

    // Before a quote or an item begins, so that the blank line carries the marks of what is around both blocks.
    private void Separate()
    {
        if (_marker is not null) return;
        if (_gap == Gap.BlankLine)
        {
            _text.Append('\n').Append(_prefix);
            TrimLineEnd([]);
        }

        if (_gap != Gap.None) _text.Append('\n');
        _gap = Gap.None;
    }

    private void FlushMarker()
    {
        _text.Append(_marker);
        _marker = null;
        TrimLineEnd([]);
        _gap = Gap.BlankLine;
    }

    // A line that holds only marks does not end in a space.
    private void TrimLineEnd(ReadOnlySpan<char> line)
    {
        if (!line.IsEmpty) return;
        while (_text.Length > 0 && _text[^1] == ' ') _text.Length--;
    }
}
