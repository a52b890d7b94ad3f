using System.Globalization;
using System.Xml;
using KnowledgeGraph.Import.Text;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>
/// Reads the `row` elements of one file of a dump, front to back, a row at a time. Only the columns asked for are
/// decoded; the values are those of the row last read.
/// </summary>
internal sealed class DumpFile : IDisposable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        // Dumps hold references to control characters that XML forbids; they are taken out of the text afterwards.
        CheckCharacters = false,
        CloseInput = true,
    };

    private const int BufferBytes = 128 * 1024;

    private readonly FileStream _stream;
    private readonly XmlReader _xml;
    private readonly string[] _columns;
    private readonly string?[] _values;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public DumpFile(string path, params string[] columns)
    {
        Name = Path.GetFileName(path);
        _stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        var names = new NameTable();
        _columns = [.. columns.Select(names.Add)];
        _values = new string?[columns.Length];
        var settings = Settings.Clone();
        settings.NameTable = names;
        _xml = XmlReader.Create(new ControlFilterStream(_stream), settings);
    }

    public string Name { get; }

    /// <summary>Bytes read so far, give or take a buffer; none of a pipe, which does not know.</summary>
    public long BytesRead => _stream.CanSeek ? _stream.Position : 0;

    /// <summary>Where the row is.</summary>
    public SourcePosition Position => new(Name, ((IXmlLineInfo)_xml).LineNumber);

    /// <summary>The value of a column of the row, as it stands; null where the row has none.</summary>
    public string? this[int column] => _values[column];

    /// <summary>Reads the next row; false at the end.</summary>
    /// <exception cref="XmlException">The file is broken here; nothing after this can be read.</exception>
    public bool Read()
    {
        while (_xml.Read())
        {
            if (_xml.NodeType != XmlNodeType.Element || _xml.Depth != 1) continue;
            Array.Clear(_values);
            while (_xml.MoveToNextAttribute()) Keep(_xml.LocalName);
            return true;
        }

        return false;
    }

    /// <summary>A column's text without what cannot be kept; null where there is none but white space.</summary>
    public string? Text(int column)
    {
        var value = _values[column];
        if (value is null) return null;
        var text = CleanText.Of(value);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>A column that holds a whole number; null where there is none.</summary>
    /// <exception cref="FormatException">It holds something else. The message names the column.</exception>
    public long? Integer(int column)
    {
        var value = _values[column];
        if (value is null) return null;
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{_columns[column]} is not a whole number: {value}");
    }

    /// <summary>A column that holds a whole number and has to be there.</summary>
    /// <exception cref="FormatException">It is missing or holds something else.</exception>
    public long RequiredInteger(int column) =>
        Integer(column) ?? throw new FormatException($"{_columns[column]} is missing");

    /// <summary>A column that holds a moment, as UTC ticks; null where there is none.</summary>
    /// <exception cref="FormatException">It holds something else.</exception>
    public long? Instant(int column)
    {
        var value = _values[column];
        if (value is null) return null;
        return InstantText.TryParse(value, out var ticks)
            ? ticks
            : throw new FormatException($"{_columns[column]} is not {InstantText.Expected}: {value}");
    }

    /// <summary>A column that holds a moment and has to be there, as UTC ticks.</summary>
    /// <exception cref="FormatException">It is missing or holds something else.</exception>
    public long RequiredInstant(int column) =>
        Instant(column) ?? throw new FormatException($"{_columns[column]} is missing");

    public void Dispose() => _xml.Dispose();

    // The reader and the columns share a table of names, so that the same name is the same object.
    private void Keep(string name)
    {
        for (var column = 0; column < _columns.Length; column++)
        {
            if (!ReferenceEquals(_columns[column], name)) continue;
            _values[column] = _xml.Value;
            return;
        }
    }
}
