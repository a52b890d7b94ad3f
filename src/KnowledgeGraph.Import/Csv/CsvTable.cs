using System.Text.Unicode;
using CsvHelper;
using KnowledgeGraph.Import.Running;

namespace KnowledgeGraph.Import.Csv;

/// <summary>
/// Reads a CSV file with a header, a row at a time: separated by commas, semicolons or tabs, as the first lines show;
/// with or without a byte order mark; lines ended by `\n` or `\r\n`; fields quoted as in RFC 4180.
/// </summary>
internal sealed class CsvTable : IDisposable
{
    // A quote that is not closed takes the rest of the file for one field: stop long before that.
    private const int RowBytesMax = 1024 * 1024;

    private readonly SourceFile _source;
    private readonly CsvReader _reader;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<CsvMalformedRecord> _malformed = new();

    /// <exception cref="ImportException">
    /// There is no such file, it is empty, or its header names a column twice.
    /// </exception>
    public CsvTable(string path)
    {
        Name = Path.GetFileName(path);
        _source = SourceFile.Open(path);
        var options = CsvReaderOptions.Default with
        {
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = RowBytesMax,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = _malformed.Enqueue,
        };
        _reader = CsvReader.Create(_source.Content, options, leaveOpen: false);
        ReadHeader(path);
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    public long BytesRead => _source.BytesRead;

    public long Length => _source.Length;

    /// <summary>The line that the row begins at.</summary>
    public SourcePosition Position => new(Name, _reader.LineNumber);

    /// <summary>The names of the columns, as the header has them.</summary>
    public IEnumerable<string> Columns => _columns.Keys;

    /// <summary>The row's value in a column, without white space at its ends; "" where there is none.</summary>
    public string this[string column] =>
        _columns.TryGetValue(column, out var index) && index < _reader.FieldCount
            ? _reader.GetString(index).Trim()
            : "";

    public bool HasColumn(string name) => _columns.ContainsKey(name);

    /// <summary>
    /// Reads the next row that holds anything; false at the end. A broken row is reported and passed over.
    /// </summary>
    public bool Read(IImportSink sink)
    {
        while (TryRead(sink))
        {
            if (IsBlank()) continue;
            sink.RecordRead();
            if (!Utf8.IsValid(_reader.RawRecord))
                sink.Problem(Position, "the row is not valid UTF-8", "save the file as UTF-8");
            else if (_reader.FieldCount > _columns.Count && !IsBlankAfter(_columns.Count))
                sink.Problem(
                    Position, "the row has more fields than the header",
                    $"{_reader.FieldCount} instead of {_columns.Count}: is a separator not quoted?");
            else
                return true;
        }

        return false;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _source.Dispose();
    }

    private void ReadHeader(string path)
    {
        var names = Headers(path);
        if (names.Count == 0) throw new ImportException($"{path} is empty. The first line names the columns.");
        for (var index = 0; index < names.Count; index++)
        {
            var name = names[index].Trim('\uFEFF', ' ', '\t');
            if (!_columns.TryAdd(name.Length > 0 ? name : $"column {index + 1}", index))
                throw new ImportException($"{path} names the column `{name}` twice.");
        }
    }

    private IReadOnlyList<string> Headers(string path)
    {
        try
        {
            _reader.ReadHeader();
            return [.. _reader.Headers];
        }
        catch (Exception exception) when (exception is CsvFormatException or IOException or InvalidDataException)
        {
            Dispose();
            throw new ImportException($"{path} has no header that can be read: {exception.Message}", exception);
        }
    }

    private bool TryRead(IImportSink sink)
    {
        try
        {
            var isRow = _reader.Read();
            while (_malformed.TryDequeue(out var record)) Report(record, sink);
            return isRow;
        }
        catch (CsvFormatException exception)
        {
            sink.CutOff(
                new(Name, exception.LineNumber), "a row is too long; the rest of the file is not read",
                $"more than {RowBytesMax:N0} bytes: is a quote not closed?");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            sink.CutOff(Position, "the file cannot be read further", exception.Message);
        }

        return false;
    }

    private void Report(CsvMalformedRecord record, IImportSink sink)
    {
        sink.RecordRead();
        var position = new SourcePosition(Name, record.LineNumber);
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            sink.CutOff(position, "a quote is not closed; the rest of the file is not read", record.RawRecord);
        else
            sink.Problem(position, "a quote stands where none can stand", record.RawRecord);
    }

    private bool IsBlank() => IsBlankAfter(0);

    private bool IsBlankAfter(int field)
    {
        for (var index = field; index < _reader.FieldCount; index++)
            if (_reader.GetSpan(index).Trim(" \t"u8).Length > 0) return false;
        return true;
    }
}
