using System.IO.Compression;
using System.Text;
using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Courses;
using KnowledgeGraph.Import.Html;
using KnowledgeGraph.Import.Interactions;
using KnowledgeGraph.Import.MarkdownFolder;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Import.StackExchange;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Import;

/// <summary>
/// Files with bytes changed, cut, doubled and put in at random: an importer reports or says that it cannot read them,
/// and throws nothing else. KNOWLEDGEGRAPH_FUZZ_ROUNDS sets how many of each.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("KNOWLEDGEGRAPH_FUZZ_ROUNDS"), out var rounds) ? rounds : 60;

    // What formats are made of, and what breaks them.
    private static readonly byte[][] Pieces =
    [
        [0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [.. "\r\n"u8], [.. "\""u8], [.. "\\"u8], [.. "<"u8], [.. "/>"u8],
        [.. "&"u8], [.. "&#0;"u8], [.. "{"u8], [.. "]"u8], [.. ","u8], [.. ";"u8], [.. "---\n"u8], [.. ": "u8],
        [.. "-9223372036854775808"u8], [.. "1e999"u8], [.. "null"u8], [.. "\\ud800"u8], [.. "😀"u8], [.. "*"u8],
        [.. "![["u8], [.. "&a"u8], [.. "*a"u8], [.. "9999-99-99"u8],
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Stack_Exchange() => RunAsync(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <posts>
          <row Id="1" PostTypeId="1" AcceptedAnswerId="2" CreationDate="2018-03-12T17:00:45.567" Score="52"
            Body="&lt;p&gt;I &lt;em&gt;know&lt;/em&gt; $a_1$&lt;/p&gt;&lt;ul&gt;&lt;li&gt;x&lt;/li&gt;&lt;/ul&gt;"
            OwnerUserId="7" LastEditorUserId="7" LastEditDate="2018-03-13T00:00:00" Title="T" Tags="&lt;qubit&gt;" />
          <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2018-03-12T17:00:45.567" Body="x" OwnerUserId="7" />
          <row Id="3" PostTypeId="5" CreationDate="2018-03-12T17:00:45.567" Body="x" />
        </posts>
        """,
        content =>
        {
            foreach (var file in (string[])["Users", "Posts", "Tags", "Comments", "Votes", "PostLinks"])
                _folder.Write($"dump/{file}.xml", content);
            return new StackExchangeImporter(_folder.PathOf("dump"));
        });

    [Fact]
    public Task Newline_delimited_JSON() => RunAsync(
        """
        {"node":"Member","id":"member:3","displayName":"Ada","roles":["a","b"],"joinedAt":"2018-03-12T17:00:45Z"}
        {"node":"Document","id":"document:7","title":"T","score":3,"format":"QUESTION","body":"\u4e2d\n"}
        {"edge":"AUTHORED","from":"member:3","to":"document:7","at":"2018-03-12T17:00:45Z","weight":1.5}
        {"edge":"COMMENTED","id":"c/1","from":"member:3","to":"document:7","at":"2018-03-12T17:00:45Z","text":"x"}
        """,
        content => new NdjsonImporter(_folder.Write("in.ndjson", content)));

    [Fact]
    public Task Compressed_JSON()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write("{\"node\":\"Member\",\"id\":\"member:3\",\"displayName\":\"Ada\"}\n"u8);
        return RunAsync(
            compressed.ToArray(), content => new NdjsonImporter(_folder.Write("in.ndjson.gz", content)));
    }

    [Fact]
    public Task Courses() => RunAsync(
        "title,area,url,requires,topics\nA,X,https://x.org,,a;b\n\"B, \"\"b\"\"\",Y,,A,c\n",
        content => new CourseImporter(_folder.Write("in.csv", content)));

    [Fact]
    public Task Interactions() => RunAsync(
        "member,kind,target,at,value,text\n1,RATED,member:2,2024-03-01,5,\"x, y\"\n2,SEARCHED,,2024-03-01,3,q\n",
        content => new InteractionImporter(_folder.Write("in.csv", content)));

    [Fact]
    public Task Counts() => RunAsync(
        "member_id,interaction\n1,5\n2,6\n",
        content => new InteractionImporter(_folder.Write("in.csv", content)));

    [Fact]
    public Task Markdown() => RunAsync(
        "---\ntitle: T\ntags: [a, b]\ndate: 2024-03-01\nx: {y: [1, 2]}\n---\n"
        + "# H\n\n[l](b.md#x) ![i](c.md) `c`\n\n| a |\n|-|\n",
        content =>
        {
            _folder.Write("pages/b.md", content);
            _folder.Write("pages/a/c.md", content);
            return new MarkdownImporter(_folder.PathOf("pages"));
        });

    [Fact]
    public void HTML()
    {
        var random = CreateRandom();
        var html = new HtmlToMarkdown(new Uri("https://x.org/"));
        var page = "<p>a <em>b</em></p><ul><li>c<pre><code>d</code></pre></li></ul><table><tr><td>e</table>"u8;
        for (var round = 0; round < Rounds * 20; round++)
        {
            var markdown = html.Convert(Encoding.UTF8.GetString(Mutate(page.ToArray(), random)));
            Assert.DoesNotContain("<script", markdown, StringComparison.OrdinalIgnoreCase);
        }
    }

    private Task RunAsync(string sound, Func<byte[], IImporter> importer) =>
        RunAsync(Encoding.UTF8.GetBytes(sound), importer);

    private async Task RunAsync(byte[] sound, Func<byte[], IImporter> importer)
    {
        var random = CreateRandom();
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                var (store, summary) = await Importing.IntoEmptyStoreAsync(importer(Mutate(sound, random)));
                Assert.True(summary.Created >= store.Nodes.Count);
            }
            catch (ImportException exception)
            {
                // It cannot be read at all, and says why.
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    private Random CreateRandom()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var mutated = bytes.ToList();
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(mutated.Count + 1);
            var length = Math.Min(random.Next(12), mutated.Count - at);
            switch (random.Next(5))
            {
                case 0: mutated.RemoveRange(at, length); break;
                case 1: mutated.InsertRange(at, mutated.GetRange(at, length)); break;
                case 2: mutated.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
                case 3 when at < mutated.Count: mutated[at] = (byte)random.Next(256); break;
                case 4 when random.Next(4) == 0: mutated.RemoveRange(at, mutated.Count - at); break;
                default: break;
            }
        }

        return [.. mutated];
    }
}
