using System.IO.Compression;
using KnowledgeGraph.Import.Courses;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import;

public class SeedTests
{
    private const int BytesMax = 10 * 1024 * 1024;

    private static readonly string SeedFile = Repository.PathOf("seed/community.ndjson.gz");

    [SharedDataFact]
    public async Task The_seed_is_what_the_importers_make_of_its_sources()
    {
        var (store, _) = await Importing.IntoEmptyStoreAsync(
            new StackExchangeImporter(SharedData.PathOf("quantumcomputing.stackexchange")));
        await Importing.RunAsync(store, new CourseImporter(SharedData.PathOf("courses/courses.csv")));
        await using var seed = new GZipStream(File.OpenRead(SeedFile), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await seed.CopyToAsync(content);
        // Compared by content: the same bytes may be compressed in more than one way.
        var made = await Importing.ExportAsync(store);
        Assert.True(
            content.ToArray().AsSpan().SequenceEqual(made),
            "seed/community.ndjson.gz is not what its sources give now: run seed/make.sh.");
    }

    [Fact]
    public async Task The_seed_imports_without_a_problem_and_tells_nobody_s_address()
    {
        var (store, summary) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(SeedFile));
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.InRange(new FileInfo(SeedFile).Length, 1, BytesMax);
        Assert.All(
            store.Nodes.Values.Where(node => node.Kind == NodeKind.Member),
            member => Assert.True(member["emailHash"].IsNull));
        await Importing.AssertImportsNothingNewAsync(store, new NdjsonImporter(SeedFile));
    }
}
