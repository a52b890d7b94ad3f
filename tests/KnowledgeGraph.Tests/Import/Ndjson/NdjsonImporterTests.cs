using System.IO.Compression;
using System.Text;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Ndjson;

public sealed class NdjsonImporterTests : IDisposable
{
    private const string Ada = """{"node":"Member","id":"member:3","displayName":"Ada"}""";
    private const string Document = """
        {"node":"Document","id":"document:7","title":"T","createdAt":"2018-03-12T17:00:45Z","format":"QUESTION"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Edges_may_stand_before_their_nodes_and_node_after_other_fields()
    {
        var (store, summary) = await ImportAsync(
            """{"edge":"AUTHORED","from":"member:3","to":"document:7","at":"2018-03-12T18:00:45+01:00"}""",
            """{"at":"2018-03-13","id":"e1","edge":"COMMENTED","from":"member:3","to":"document:7","text":"嗨"}""",
            """{"displayName":"Ada","roles":["curator"],"id":"member:3","node":"Member"}""",
            Document);
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal((4, 4), (summary.Read, summary.Created));
        var authored = store.Link(EdgeType.Authored, "member:3", "document:7");
        Assert.Equal("2018-03-12T17:00:45.0000000Z", PropertyValue.InstantFromTicks(authored.At!.Value).ToString());
        Assert.Equal("嗨", store.Interactions["e1"]["text"].AsText());
        Assert.Equal("curator", store.Nodes["member:3"]["roles"].ToString());
    }

    [Fact]
    public async Task What_a_line_does_not_name_stays_and_null_takes_away()
    {
        var (store, _) = await ImportAsync(
            """{"node":"Member","id":"member:3","displayName":"Ada","bio":"b","location":"L"}""",
            """{"node":"Member","id":"member:3","displayName":"Ada K.","bio":null}""");
        var member = store.Nodes["member:3"];
        Assert.Equal(("Ada K.", "L"), (member["displayName"].AsText(), member["location"].AsText()));
        Assert.True(member["bio"].IsNull);
    }

    [Theory]
    [InlineData("{", "the line is not valid JSON: at byte 1: Expected depth to be zero")]
    [InlineData("[1]", "the line is not a JSON object")]
    [InlineData("7", "the line is not a JSON object")]
    [InlineData("{}", "the line names neither `node` nor `edge`")]
    [InlineData("""{"node":"Alien","id":"a:1"}""",
        "unknown node kind: Alien; known are Member, Document, CodeRepository, Course, Topic, Activity")]
    [InlineData("""{"node":7,"id":"a:1"}""", "`node` is not a text")]
    [InlineData("""{"node":"Topic","name":"n"}""", "a node needs an `id`")]
    [InlineData("""{"node":"Topic","id":"topic:a","nam":"n"}""",
        "unknown property of Topic: nam; known are name, aliases, description, access")]
    [InlineData("""{"node":"Topic","id":"topic:a","name":7}""",
        "a value has the wrong type: name is a text, not the number 7")]
    [InlineData("""{"node":"Topic","id":"topic:a","name":"a","name":"b"}""", "a property is given twice: name")]
    [InlineData("""{"node":"Topic","id":"topic:a","name":"n","aliases":["a",1]}""",
        "a value has the wrong type: aliases is a list of texts, not the number 1")]
    [InlineData("""{"node":"Document","id":"document:8","score":1.5}""",
        "a value has the wrong type: score is a whole number, not the number 1.5")]
    [InlineData("""{"node":"Document","id":"document:8","format":"POEM"}""",
        "unknown value of format: POEM; known are QUESTION, ANSWER, ARTICLE, MANUAL, DISCUSSION, SLIDES, VIDEO, IMAGE, "
        + "DATASET")]
    [InlineData("""{"node":"Document","id":"document:8","createdAt":"soon"}""",
        "a value has the wrong type: createdAt is a date such as 2018-03-12 or 2018-03-12T17:00:45Z, "
        + "not the text \"soon\"")]
    [InlineData("""{"node":"Topic","id":"topic:a","name":"n"} {}""",
        "the line is not valid JSON: at byte 43: '{' is invalid after a single JSON value.")]
    [InlineData("""{"node":"Topic","id":"topic:a","name":"\ud800"}""",
        "a text is not valid UTF-8, or an escape names half a character")]
    [InlineData("""{"\ud800":7}""", "a text is not valid UTF-8, or an escape names half a character")]
    [InlineData("""{"edge":"OWNS","from":"member:3","to":"member:3"}""", "unknown edge type: OWNS; known are AUTHORED")]
    [InlineData("""{"edge":"AUTHORED","to":"document:7"}""", "an edge needs `from`")]
    [InlineData("""{"edge":"AUTHORED","from":"member:3"}""", "an edge needs `to`: AUTHORED")]
    [InlineData("""{"edge":"AUTHORED","id":"x","from":"member:3","to":"document:7"}""", "a link has no `id`: AUTHORED")]
    [InlineData("""{"edge":"LIKED","from":"member:3","to":"document:7","at":"2018-03-12"}""",
        "an interaction needs an `id`")]
    [InlineData("""{"edge":"LIKED","id":"x","from":"member:3","to":"document:7"}""", "an interaction needs `at`")]
    [InlineData("""{"edge":"AUTHORED","from":"member:4","to":"document:7"}""",
        "AUTHORED refused: NODE_NOT_FOUND (from): member:4 to document:7: refused because of member:4")]
    public async Task A_broken_line_is_reported_once_with_its_number_and_the_rest_goes_on(string line, string problem)
    {
        var (store, summary) = await ImportAsync(Document, line, Ada);
        Assert.StartsWith($"in.ndjson line 2: {problem}", Importing.ProblemsOf(summary), StringComparison.Ordinal);
        Assert.Equal(1, summary.ProblemCount);
        Assert.Equal(["document:7", "member:3"], store.Nodes.Keys.Order());
    }

    [Fact]
    public async Task A_line_of_100_MB_is_reported_and_the_rest_goes_on()
    {
        var path = _folder.PathOf("in.ndjson");
        await using (var file = File.Create(path))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(Ada + "\n{\"node\":\"Document\",\"body\":\""));
            var megabyte = new byte[1 << 20];
            megabyte.AsSpan().Fill((byte)'a');
            for (var written = 0; written < 100; written++) await file.WriteAsync(megabyte);
            await file.WriteAsync(Encoding.UTF8.GetBytes("\"}\n" + Document));
        }

        var (store, summary) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(path));
        Assert.Equal(
            "in.ndjson line 2: the line is too long: more than 67,108,864 bytes", Importing.ProblemsOf(summary));
        Assert.Equal(["document:7", "member:3"], store.Nodes.Keys.Order());
    }

    [Fact]
    public async Task Byte_order_marks_carriage_returns_and_empty_lines_are_survived()
    {
        var path = _folder.Write("in.ndjson", "\uFEFF" + Ada + "\r\n\r\n  \n" + Document + "\r\n");
        var (store, summary) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(path));
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(2, store.Nodes.Count);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_reported()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes(Ada), 10,
            .. "{\"node\":\"Topic\",\"id\":\"topic:a\",\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8,
        ];
        var (_, summary) = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(_folder.Write("in.ndjson", bytes)));
        Assert.Equal(
            "in.ndjson line 2: a text is not valid UTF-8, or an escape names half a character",
            Importing.ProblemsOf(summary));
    }

    [Fact]
    public async Task A_compressed_file_is_read_and_one_cut_off_keeps_what_stood_before()
    {
        using var compressed = new MemoryStream();
        var random = new Random(1);
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var number = 0; number < 20_000; number++)
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(
                    $"{{\"node\":\"Member\",\"id\":\"member:{number}\",\"displayName\":\"{random.NextInt64()}\"}}\n"));
        }

        var whole = await Importing.IntoEmptyStoreAsync(
            new NdjsonImporter(_folder.Write("whole.ndjson.gz", compressed.ToArray())));
        Assert.Equal((20_000, true), (whole.Store.Nodes.Count, whole.Summary.Clean));
        var half = compressed.ToArray()[..((int)compressed.Length / 2)];
        var cut = await Importing.IntoEmptyStoreAsync(new NdjsonImporter(_folder.Write("cut.ndjson.gz", half)));
        Assert.InRange(cut.Store.Nodes.Count, 5_000, 15_000);
        Assert.False(cut.Summary.Clean);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        var missing = _folder.PathOf("none.ndjson");
        var failure = await Assert.ThrowsAsync<ImportException>(
            () => Importing.IntoEmptyStoreAsync(new NdjsonImporter(missing)));
        Assert.Equal($"There is no file {missing}.", failure.Message);
    }

    private Task<(MemoryGraphStore Store, ImportSummary Summary)> ImportAsync(params string[] lines) =>
        Importing.IntoEmptyStoreAsync(new NdjsonImporter(_folder.Write("in.ndjson", string.Join('\n', lines))));
}
