namespace KnowledgeGraph.Import.Text;

/// <summary>
/// Reads lines of bytes without making strings of them. Its buffer grows with the longest line, up to a limit; of a
/// line beyond that only the number is known, and reading goes on after it.
/// </summary>
internal sealed class LineReader(Stream stream, int lengthMax, byte delimiter = (byte)'\n')
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineEnd;

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The line is longer than the limit: <see cref="Line"/> is empty.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>
    /// The line without its end (`\n` or `\r\n`) and without a byte order mark; valid until the next read.
    /// </summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_lineStart, _lineEnd - _lineStart);

    /// <summary>Reads the next line; false at the end.</summary>
    public bool Read()
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(delimiter);
            if (found >= 0) return Take(_start + searched + found, 1);
            searched = _end - _start;
            if (searched > lengthMax)
            {
                // Nothing of it will be used: its buffer serves for skipping to its end.
                IsTooLong = true;
                _start = _end;
                searched = 0;
            }

            if (Fill()) continue;
            return (searched > 0 || IsTooLong) && Take(_end, 0);
        }
    }

    private bool Take(int end, int delimiterLength)
    {
        Number++;
        _lineStart = _start;
        _lineEnd = end;
        _start = end + delimiterLength;
        if (IsTooLong || _lineEnd - _lineStart > lengthMax)
        {
            IsTooLong = true;
            _lineEnd = _lineStart;
            return true;
        }

        if (_lineEnd > _lineStart && delimiter == '\n' && _buffer[_lineEnd - 1] == '\r') _lineEnd--;
        if (Number == 1 && Line.StartsWith(ByteOrderMark)) _lineStart += ByteOrderMark.Length;
        return true;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
