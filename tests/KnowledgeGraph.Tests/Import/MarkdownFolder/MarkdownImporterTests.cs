using KnowledgeGraph.Import;
using KnowledgeGraph.Import.MarkdownFolder;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.MarkdownFolder;

public sealed class MarkdownImporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pages_become_documents_with_topics_authors_and_links_between_them()
    {
        _folder.Write("README.md", """
            # The *start*

            See [notes](notes/getting%20started.md#top), [again](./notes/getting%20started.md), ![image](notes/two.md),
            [out](https://x.org/two.md), [self](README.md), [gone](gone.md), [up](../../x.md)
            """);
        _folder.Write("notes/getting started.md", """
            ---
            title: "Getting started: 入门"
            tags: [C++, graph databases]
            topics:
              - GraphQL
            date: 2024-03-01
            updated: 2024-03-02T10:00:00+02:00
            authors: [Ada Lovelace, member:7]
            language: zh
            format: manual
            nested: { tags: [no], title: no }
            ---

            Back to [start](../README.md) and [two](two) and [by root](/README.md).
            """);
        _folder.Write("notes/two.md", "---\nid: document:two\n---\ntext");
        var (store, summary) = await ImportAsync();

        Assert.Equal(
            "notes/getting started.md: AUTHORED refused: NODE_NOT_FOUND (from): "
            + "member:7 to document:wiki/notes/getting-started: refused because of member:7",
            Importing.ProblemsOf(summary));
        Assert.Equal("The start", store.Nodes["document:wiki/readme"]["title"].AsText());
        var page = store.Nodes["document:wiki/notes/getting-started"];
        Assert.Equal(("Getting started: 入门", "zh"), (page["title"].AsText(), page["language"].AsText()));
        Assert.Equal("2024-03-01T00:00:00.0000000Z", page["createdAt"].ToString());
        Assert.Equal("2024-03-02T08:00:00.0000000Z", page["updatedAt"].ToString());
        Assert.StartsWith("Back to [start]", page["body"].AsText(), StringComparison.Ordinal);
        Assert.Equal(
            ["topic:c++", "topic:graph-databases", "topic:graphql"],
            store.LinksOf(EdgeType.About).Select(link => link.To!).Order(StringComparer.Ordinal));
        Assert.Equal("member:wiki/ada-lovelace", store.LinksOf(EdgeType.Authored).Single().From);
        Assert.Equal(
            ["document:wiki/notes/getting-started to document:two",
             "document:wiki/notes/getting-started to document:wiki/readme",
             "document:wiki/readme to document:wiki/notes/getting-started"],
            from link in store.LinksOf(EdgeType.References)
            orderby link.From, link.To
            select $"{link.From} to {link.To}");
        await Importing.AssertImportsNothingNewAsync(store, new MarkdownImporter(_folder.Root, "wiki"));
    }

    [Fact]
    public async Task Hidden_files_links_out_of_the_folder_and_other_files_are_left_out()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("secret.md", "secret");
        _folder.Write("a.md", "a");
        _folder.Write(".hidden/b.md", "b");
        _folder.Write(".c.md", "c");
        _folder.Write("d.txt", "d");
        Directory.CreateSymbolicLink(_folder.PathOf("out"), elsewhere.Root);
        File.CreateSymbolicLink(_folder.PathOf("e.md"), elsewhere.PathOf("secret.md"));
        Directory.CreateSymbolicLink(_folder.PathOf("loop"), _folder.Root);
        var (store, summary) = await ImportAsync();
        Assert.Equal(["document:wiki/a"], store.Nodes.Keys);
        Assert.Equal(1, summary.Read);
    }

    [Fact]
    public async Task Broken_pages_are_reported_and_the_others_imported()
    {
        _folder.Write("a.md", [.. "a"u8, 0xFF]);
        _folder.Write("b.md", "---\ntags: [x\n---\nb");
        _folder.Write("c.md", "---\ndate: tomorrow\nformat: poem\nurl: ftp://x\ntags: '!!!'\n---\nc");
        _folder.Write("d.md", "---\n---\nd");
        _folder.Write("e.md", "---\nno front matter\n\ne");
        _folder.Write("X y.md", "x");
        _folder.Write("x-y.md", "x");
        var (store, summary) = await ImportAsync();
        Assert.Equal("""
            a.md: the file is not valid UTF-8
            b.md: the front matter is not YAML; the page is taken without it
            c.md: a date has no form that is known
            c.md: `format` is none that is known
            c.md: `url` is no http address
            c.md: a topic's name holds no letter or digit
            x-y.md: another page has the same id
            """,
            string.Join('\n', summary.Problems.Select(problem => $"{problem.Position}: {problem.Reason}")));
        Assert.Equal("d", store.Nodes["document:wiki/d"]["body"].AsText());
        Assert.StartsWith("---\nno front", store.Nodes["document:wiki/e"]["body"].AsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_and_exploding_YAML_is_survived()
    {
        _folder.Write("deep.md", $"---\nx: {new string('[', 30_000)}\n---\na");
        _folder.Write("bomb.md", "---\na: &a [x, x]\nb: &b [*a, *a]\ntags: *b\ntitle: t\n---\nb");
        var (store, _) = await ImportAsync();
        Assert.Equal("t", store.Nodes["document:wiki/bomb"]["title"].AsText());
        Assert.Equal(2, store.Nodes.Count);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_or_without_pages_is_said()
    {
        var missing = await Assert.ThrowsAsync<ImportException>(
            () => Importing.IntoEmptyStoreAsync(new MarkdownImporter(_folder.PathOf("none"))));
        Assert.Contains("There is no folder", missing.Message, StringComparison.Ordinal);
        var empty = await Assert.ThrowsAsync<ImportException>(ImportAsync);
        Assert.Contains("holds no Markdown file", empty.Message, StringComparison.Ordinal);
    }

    private Task<(MemoryGraphStore Store, ImportSummary Summary)> ImportAsync() =>
        Importing.IntoEmptyStoreAsync(new MarkdownImporter(_folder.Root, "wiki"));
}
