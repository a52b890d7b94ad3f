using System.IO.Compression;
using System.Runtime.InteropServices;

namespace KnowledgeGraph.Search.Analysis;

/// <summary>
/// Reads the data files that the assembly carries: deflated sequences of arrays, each after its length.
/// </summary>
internal sealed class AnalysisData : IDisposable
{
    private readonly DeflateStream _stream;

    public AnalysisData(string name)
    {
        var resource = typeof(AnalysisData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its data file {name}.");
        _stream = new DeflateStream(resource, CompressionMode.Decompress);
    }

    /// <summary>The next array of little-endian values.</summary>
    public T[] Read<T>() where T : unmanaged
    {
        var count = 0;
        _stream.ReadExactly(MemoryMarshal.AsBytes(new Span<int>(ref count)));
        var values = new T[count];
        _stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public void Dispose() => _stream.Dispose();
}
