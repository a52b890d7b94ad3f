using KnowledgeGraph.Import;
using KnowledgeGraph.Import.Git;
using KnowledgeGraph.Import.Ndjson;
using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Git;

public sealed class GitImporterTests : IDisposable
{
    private readonly TestRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_repository_comes_with_contributors_months_lines_languages_and_readme()
    {
        _repository
            .Write("README.md", "[![badge](b.svg)](x)\n\n# The *Engine*\n\nRuns `things`\nfast.\n\nMore.\n")
            .Write("src/a.cs", "1\n2\n3\n")
            .Write("b.py", "1\n")
            .Commit("Ada", "ada@example.org", "2024-01-31T23:00:00-03:00")
            .Write("src/a.cs", "1\n3\n4\n5\n")
            .Write("image.png", "\0\u0001")
            .Commit("Ada", "Ada@Example.org", "2024-02-02T00:00:00Z")
            .Write("b.py", "2\n")
            .Commit("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com", "2024-03-01T00:00:00Z");
        _repository.Run("remote", "add", "origin", "https://user:secret@github.com/Owner/engine.git");
        var (store, summary) = await ImportAsync();

        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        var repository = store.Nodes["repository:github.com/Owner/engine"];
        Assert.Equal("engine", repository["name"].AsText());
        Assert.Equal("https://github.com/Owner/engine", repository["url"].AsText());
        Assert.Equal("Runs things fast.", repository["description"].AsText());
        Assert.Equal("C#, Python", repository["languages"].ToString());
        Assert.Equal("2024-02-01T02:00:00.0000000Z", repository["createdAt"].ToString());
        Assert.Equal("2024-03-01T00:00:00.0000000Z", repository["updatedAt"].ToString());
        var ada = store.Link(EdgeType.ContributedTo, "member:git/ada", repository.Id);
        Assert.Equal(2, ada["commits"].AsInteger());
        // 8 + 3 + 1 in the first commit, 2 in the second; an image has no lines.
        Assert.Equal((14, 1), (ada["linesAdded"].AsInteger(), ada["linesRemoved"].AsInteger()));
        Assert.Equal("2024-02=2", ada["commitsByMonth"].ToString());
        Assert.Equal(1, store.Nodes["member:git/dependabot-bot"]["kind"].AsEnumeration());
        var readme = store.Link(EdgeType.Includes, repository.Id, "document:github.com/Owner/engine/README.md");
        Assert.Equal("The Engine", store.Nodes[readme.To!]["title"].AsText());
        await Importing.AssertImportsNothingNewAsync(store, new GitImporter(_repository.Path));
    }

    [Fact]
    public async Task Addresses_are_stored_as_hashes_only()
    {
        _repository.Commit("Ada", "Ada@Example.org", "2024-01-01T00:00:00Z");
        var (store, _) = await ImportAsync();
        // printf 'ada@example.org' | sha256sum
        Assert.Equal(
            "cfe00dde46ef942601ffafb9e2825e802858b460e586b8305b344c1eb826357d",
            store.Nodes["member:git/ada"]["emailHash"].AsText());
        var everything = System.Text.Encoding.UTF8.GetString(await Importing.ExportAsync(store));
        Assert.DoesNotContain("example.org", everything, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task People_are_matched_by_the_map_then_by_the_hash_of_their_address()
    {
        _repository
            .Commit("Ada", "ada@example.org", "2024-01-01T00:00:00Z")
            .Commit("Grace", "GRACE@example.org", "2024-01-02T00:00:00Z")
            .Commit("Linus", "linus@example.org", "2024-01-03T00:00:00Z");
        using var folder = new TemporaryFolder();
        var store = new MemoryGraphStore();
        await Importing.RunAsync(store, new NdjsonImporter(folder.Write("m.ndjson", $$"""
            {"node":"Member","id":"member:1","displayName":"A"}
            {"node":"Member","id":"member:2","displayName":"G","emailHash":"{{EmailHash.Of("grace@example.org")}}"}
            """)));
        var map = folder.Write("map.txt", "# who is who\n\nADA@example.org = 1\nnonsense\nLinus=member:9\n");
        var members = await MemberDirectory.ReadAsync(store);
        var summary = await Importing.RunAsync(store, new GitImporter(_repository.Path, members, map));
        Assert.Equal(["member:1", "member:2"], store.LinksOf(EdgeType.ContributedTo).Select(link => link.From).Order());
        Assert.Equal(["member:1", "member:2", "repository:engine"], store.Nodes.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith(
            "map.txt line 4: a line of the map is not `address or name = member id`: nonsense\n"
            + "engine: CONTRIBUTED_TO refused: NODE_NOT_FOUND (from): member:9 to repository:engine",
            Importing.ProblemsOf(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailmaps_join_names_merges_are_no_work_and_renames_and_strange_paths_are_read()
    {
        _repository
            .Write("tab\tand\nline.txt", "1\n")
            .Commit("ada l", "old@example.org", "2024-01-01T00:00:00Z")
            .Write(".mailmap", "Ada Lovelace <ada@example.org> <old@example.org>\n")
            .Commit("Ada Lovelace", "ada@example.org", "2024-01-02T00:00:00Z");
        _repository.Run("checkout", "-q", "-b", "side", "HEAD~1");
        _repository.Write("side.txt", "1\n2\n").Commit("Bo", "bo@example.org", "2024-01-03T00:00:00Z");
        _repository.Run("checkout", "-q", "main");
        _repository.Run("merge", "-q", "--no-ff", "-m", "merge", "side");
        var (store, summary) = await ImportAsync();
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        var ada = store.Link(EdgeType.ContributedTo, "member:git/ada-lovelace", "repository:engine");
        Assert.Equal((2, 2), (ada["commits"].AsInteger(), ada["linesAdded"].AsInteger()));
        Assert.Equal(0, store.Link(EdgeType.ContributedTo, "member:git/t", "repository:engine")["commits"].AsInteger());
    }

    [Fact]
    public async Task A_hostile_repository_runs_nothing()
    {
        _repository
            .Write(".gitattributes", "* diff=evil filter=evil\n")
            .Write("README.md", "# x\n")
            .Commit("Ada", "ada@example.org", "2024-01-01T00:00:00Z")
            .Write("README.md", "# y\n")
            .Commit("Ada", "ada@example.org", "2024-01-02T00:00:00Z");
        var witness = System.IO.Path.Combine(_repository.Outside, "ran");
        var evil = System.IO.Path.Combine(_repository.Outside, "evil.sh");
        await File.WriteAllTextAsync(evil, $"#!/bin/sh\ntouch '{witness}'\ncat\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(evil, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (var key in (string[])
            ["core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.evil.command", "diff.evil.textconv",
             "filter.evil.smudge", "gpg.program", "core.sshCommand", "core.editor", "alias.log"])
            _repository.Run("config", key, key == "alias.log" ? $"!{evil}" : evil);
        _repository.Run("config", "log.showSignature", "true");
        _repository.Run("config", "color.ui", "always");
        var (store, summary) = await ImportAsync();
        Assert.True(summary.Clean, Importing.ProblemsOf(summary));
        Assert.Equal(2, store.LinksOf(EdgeType.ContributedTo).Single()["commits"].AsInteger());
        Assert.False(File.Exists(witness));
    }

    [Fact]
    public async Task No_folder_no_repository_and_no_commit_are_said()
    {
        Assert.Contains("repository without a commit", await FailureOf(_repository.Path), StringComparison.Ordinal);
        Assert.Contains("There is no folder", await FailureOf(_repository.Path + "x"), StringComparison.Ordinal);
        var inside = System.IO.Path.Combine(_repository.Path, "inside");
        Directory.CreateDirectory(inside);
        Assert.Contains("is no git repository", await FailureOf(inside), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://github.com/a/b.git", "https://github.com/a/b")]
    [InlineData("https://user:p@ss@GitHub.com/a/b", "https://github.com/a/b")]
    [InlineData("https://token@github.com/a/b/", "https://github.com/a/b")]
    [InlineData("ssh://git@host.org:2222/a/b.git", "https://host.org/a/b")]
    [InlineData("git@github.com:a/b.git", "https://github.com/a/b")]
    [InlineData("/srv/git/b.git", null)]
    [InlineData("file:///srv/b", null)]
    [InlineData("", null)]
    public void The_address_of_the_remote_holds_no_credentials(string remote, string? url) =>
        Assert.Equal(url, RemoteAddress.Parse(remote)?.Url);

    private async Task<string> FailureOf(string folder) =>
        (await Assert.ThrowsAsync<ImportException>(
            () => Importing.IntoEmptyStoreAsync(new GitImporter(folder)))).Message;

    private Task<(MemoryGraphStore Store, ImportSummary Summary)> ImportAsync() =>
        Importing.IntoEmptyStoreAsync(new GitImporter(_repository.Path));
}
