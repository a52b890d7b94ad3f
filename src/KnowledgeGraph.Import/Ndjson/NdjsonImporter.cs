using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.Ndjson;

/// <summary>
/// Imports newline-delimited JSON, a node or an edge a line, plain or (a name that ends in `.gz`) compressed:
/// <code>
/// {"node":"Document","id":"document:7","title":"...","createdAt":"2018-03-12T17:00:45Z"}
/// {"edge":"AUTHORED","from":"member:3","to":"document:7","at":"2018-03-12T17:00:45Z"}
/// </code>
/// Property names are those of <see cref="NodeKinds"/> and <see cref="EdgeTypes"/>, enumerations are given by name,
/// interactions have an `id`. A property that is not named keeps its value; one that is null loses it.
/// </summary>
/// <remarks>
/// The file is read twice, first for the nodes, then for the edges, so that edges may stand before their nodes: the
/// alternative, keeping the edges that are too early, would need memory that grows with the file.
/// </remarks>
public sealed class NdjsonImporter(string path) : IImporter
{
    /// <summary>The longest line, in bytes: a document with the largest body, written with escapes.</summary>
    internal const int LineBytesMax = 4 * Limits.BodyBytesMax;

    private readonly string _name = Path.GetFileName(path);

    public string Actor => "import:ndjson";

    public void Read(IImportSink sink, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(sink);
        long read = 0;
        foreach (var pass in (NdjsonPass[])[NdjsonPass.Nodes, NdjsonPass.Edges])
        {
            using var source = SourceFile.Open(path);
            ReadPass(pass, source, sink, read, 2 * source.Length, cancellation);
            read += source.Length;
            sink.Progress(pass == NdjsonPass.Nodes ? "nodes" : "edges", read, 2 * source.Length);
        }
    }

    private void ReadPass(
        NdjsonPass pass, SourceFile source, IImportSink sink, long done, long total, CancellationToken cancellation)
    {
        const int LinesPerReport = 4_096;
        var lines = new LineReader(source.Content, LineBytesMax);
        var parser = new NdjsonParser();
        try
        {
            while (lines.Read())
            {
                ReadLine(pass, lines, parser, sink);
                if (lines.Number % LinesPerReport != 0) continue;
                cancellation.ThrowIfCancellationRequested();
                sink.Progress(pass == NdjsonPass.Nodes ? "nodes" : "edges", done + source.BytesRead, total);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // Said once: the second pass stops at the same place.
            if (pass == NdjsonPass.Nodes)
                sink.CutOff(new(_name, lines.Number + 1), "the file cannot be read further", exception.Message);
        }
    }

    private void ReadLine(NdjsonPass pass, LineReader lines, NdjsonParser parser, IImportSink sink)
    {
        var position = new SourcePosition(_name, lines.Number);
        if (lines.IsTooLong)
        {
            if (pass == NdjsonPass.Edges) return;
            sink.RecordRead();
            sink.Problem(position, "the line is too long", $"more than {LineBytesMax:N0} bytes");
            return;
        }

        var line = lines.Line.Trim(" \t"u8);
        if (line.IsEmpty) return;
        var head = NdjsonParser.ReadHead(line);
        // What is neither is a matter of the first pass, so that it is reported once.
        if ((head == NdjsonHead.Edge) != (pass == NdjsonPass.Edges)) return;
        sink.RecordRead();
        if (parser.TryParse(line, head, out var command, out var fault)) sink.Add(command, position);
        else sink.Problem(position, fault.Reason, fault.Detail);
    }

    private enum NdjsonPass
    {
        Nodes,
        Edges,
    }
}
