using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Storage;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import;

/// <summary>The one place where tests run an importer.</summary>
internal static class Importing
{
    public static Task<ImportSummary> RunAsync(IGraphStore store, IImporter importer) =>
        new ImportRunner(new CommandProcessor(store)).RunAsync(importer);

    public static async Task<(MemoryGraphStore Store, ImportSummary Summary)> IntoEmptyStoreAsync(IImporter importer)
    {
        var store = new MemoryGraphStore();
        return (store, await RunAsync(store, importer));
    }

    /// <summary>Everything in the store, as an export writes it.</summary>
    public static async Task<byte[]> ExportAsync(IGraphStore store)
    {
        using var output = new MemoryStream();
        await new NdjsonExporter(store).WriteAsync(output);
        return output.ToArray();
    }

    /// <summary>Says it again: nothing is created, nothing changed.</summary>
    public static async Task AssertImportsNothingNewAsync(IGraphStore store, IImporter again)
    {
        var before = await ExportAsync(store);
        var summary = await RunAsync(store, again);
        Assert.Equal((0L, 0L), (summary.Created, summary.Changed));
        Assert.True(summary.Unchanged > 0);
        Assert.Equal(before, await ExportAsync(store));
    }

    /// <summary>The problems as text, one a line.</summary>
    public static string ProblemsOf(ImportSummary summary) => string.Join('\n', summary.Problems);
}
