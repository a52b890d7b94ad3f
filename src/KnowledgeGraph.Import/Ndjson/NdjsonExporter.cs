using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeGraph.Storage;

namespace KnowledgeGraph.Import.Ndjson;

/// <summary>
/// Writes everything in a store as newline-delimited JSON that <see cref="NdjsonImporter"/> reads back. The form is
/// canonical: the scan's order, properties in the order of their tables, none that is null, moments with as many
/// digits as they need; so that the same content is the same bytes.
/// </summary>
public sealed class NdjsonExporter(IGraphStore store)
{
    private const int BytesPerWrite = 256 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        // For files, not for web pages: Chinese stays Chinese, and `<` is not an escape.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>
    /// Exports to a file, compressed where its name ends in `.gz`. The file appears, in the place of one that was
    /// there, when all of it is on the disk.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<ExportSummary> ExportAsync(
        string path, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var target = Path.GetFullPath(path);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            ExportSummary summary;
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                var isCompressed = target.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
                var content = isCompressed
                    ? new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true)
                    : (Stream)file;
                summary = await WriteAsync(content, progress, cancellation).ConfigureAwait(false);
                if (isCompressed) await content.DisposeAsync().ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            return summary;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Exports to a stream, which is left open.</summary>
    public async Task<ExportSummary> WriteAsync(
        Stream stream, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        await using var scan = await store.ScanAsync(cancellation).ConfigureAwait(false);
        using var writer = new NdjsonWriter(Options);
        long nodes = 0, edges = 0;
        await foreach (var node in scan.ReadNodesAsync(cancellation).ConfigureAwait(false))
        {
            writer.Write(node);
            nodes++;
            if (writer.BytesPending >= BytesPerWrite) await FlushAsync("nodes").ConfigureAwait(false);
        }

        await foreach (var edge in scan.ReadEdgesAsync(cancellation).ConfigureAwait(false))
        {
            writer.Write(edge);
            edges++;
            if (writer.BytesPending >= BytesPerWrite) await FlushAsync("edges").ConfigureAwait(false);
        }

        await FlushAsync("edges").ConfigureAwait(false);
        return new ExportSummary(scan.Sequence, nodes, edges);

        async ValueTask FlushAsync(string step)
        {
            await writer.FlushAsync(stream, cancellation).ConfigureAwait(false);
            progress?.Report(new ImportProgress(step, 0, 0, nodes + edges));
        }
    }
}

/// <summary>What an export wrote.</summary>
/// <param name="Sequence">The number of the last commit that it holds.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Edges">How many edges.</param>
public sealed record ExportSummary(long Sequence, long Nodes, long Edges);
