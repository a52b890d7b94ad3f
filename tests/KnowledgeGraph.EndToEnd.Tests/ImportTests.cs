using System.Diagnostics;
using System.Text.Json;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Import.Git;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>Importing as a user does: twice, killed in the middle, and from what is broken.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Dump = "quantumcomputing.stackexchange";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedDataFact]
    public async Task A_dump_imported_twice_changes_nothing_the_second_time()
    {
        var first = await ImportAsync("stackexchange", SharedData.PathOf(Dump));
        Assert.Equal(0, first.ExitCode);
        Assert.True(Count(first, "created") > 15_000, first.Output);

        var exported = await ExportAsync("data");
        var second = await ImportAsync("stackexchange", SharedData.PathOf(Dump));

        Assert.Equal(0, second.ExitCode);
        Assert.Equal((0, 0), (Count(second, "created"), Count(second, "changed")));
        Assert.Equal(exported, await ExportAsync("data"));
    }

    [SharedDataFact]
    public async Task An_import_killed_in_the_middle_ends_whole_when_it_is_run_again()
    {
        Assert.Equal(0, (await ImportAsync("stackexchange", SharedData.PathOf(Dump), "whole")).ExitCode);

        // Before the first commit, and between commits: then the log beside the store holds what was committed.
        await ImportUntilAsync("Users.xml", bytes: 0, bytesOfLog: 0);
        await ImportUntilAsync("Posts.xml", bytes: 2_000_000, bytesOfLog: 500_000);

        Assert.Equal(0, (await ImportAsync("stackexchange", SharedData.PathOf(Dump))).ExitCode);
        Assert.Equal(await ExportAsync("whole"), await ExportAsync("data"));
    }

    [Fact]
    public async Task A_pipe_that_would_be_read_twice_is_refused()
    {
        var pipe = _folder.PathOf("topics.ndjson");
        using var make = Process.Start("mkfifo", [pipe]);
        await make.WaitForExitAsync();
        using var writer = Process.Start("sh", ["-c", "exec sleep 60 > $0", pipe]);
        var result = await ImportAsync("ndjson", pipe);
        writer.Kill();
        Assert.Equal(5, result.ExitCode);
        Assert.Contains("topics.ndjson is a pipe", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_line_is_named_and_the_rest_goes_on()
    {
        var file = _folder.Write("topics.ndjson",
            """
            {"node":"Topic","id":"topic:a","name":"A"}
            {"node":"Topic","id":"topic:b",
            {"node":"Topic","id":"topic:中文","name":"中文"}
            """);
        var result = await ImportAsync("ndjson", file);
        Assert.Equal(6, result.ExitCode);
        Assert.Equal(2, Count(result, "created"));
        Assert.Contains("topics.ndjson", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"line\":2", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"中文\"", await ExportAsync("data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_XML_file_keeps_what_stood_before_the_cut()
    {
        const string users = """
            <?xml version="1.0" encoding="utf-8"?>
            <users>
              <row Id="1" Reputation="1" CreationDate="2018-03-12T17:00:45.000" DisplayName="Ada" AccountId="1" />
              <row Id="2" Reputation="1" CreationDate="2018-03-12T17:00:45.000" DisplayName="Gra
            """;
        _folder.Write("dump/Users.xml", users);
        _folder.Write("dump/Posts.xml", """<?xml version="1.0" encoding="utf-8"?><posts></posts>""");
        var result = await ImportAsync("stackexchange", _folder.PathOf("dump"));
        Assert.Equal(6, result.ExitCode);
        Assert.Equal(1, Count(result, "created"));
        Assert.Contains("Users.xml", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_no_dump()
    {
        Directory.CreateDirectory(_folder.PathOf("empty"));
        var result = await ImportAsync("stackexchange", _folder.PathOf("empty"));
        Assert.Equal(5, result.ExitCode);
        Assert.Contains("holds no Users.xml", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_CSV_file_names_its_broken_rows_and_the_rest_goes_on()
    {
        var file = _folder.Write("activity.csv",
            """
            member_id,interaction
            member:1,12
            member:2,many
            member:3,"unclosed
            """);
        var result = await ImportAsync("interactions", file);
        Assert.Equal(6, result.ExitCode);
        Assert.Contains("activity.csv", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"line\":3", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"member:1\"", await ExportAsync("data"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_Markdown_becomes_documents_and_topics()
    {
        _folder.Write("handbook/start.md", "---\ntopics: [GraphQL]\n---\n# 从这里开始\n\nSee [next](next.md).\n");
        _folder.Write("handbook/next.md", "# Next\n\nText.\n");
        Assert.Equal(0, (await ImportAsync("markdown", _folder.PathOf("handbook"))).ExitCode);
        var exported = await ExportAsync("data");
        Assert.Contains("\"title\":\"从这里开始\"", exported, StringComparison.Ordinal);
        Assert.Contains("\"edge\":\"REFERENCES\"", exported, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"GraphQL\"", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_git_repository_is_imported_without_its_addresses()
    {
        using var repository = new TestRepository("engine");
        repository.Write("README.md", "# Engine").Commit("Ada", "ada@example.org", "2024-01-01T00:00:00Z");
        Assert.Equal(0, (await ImportAsync("git", repository.Path)).ExitCode);
        var exported = await ExportAsync("data");
        Assert.Contains("\"node\":\"CodeRepository\"", exported, StringComparison.Ordinal);
        Assert.Contains("\"edge\":\"CONTRIBUTED_TO\"", exported, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.org", exported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var result = await ImportAsync("ndjson", _folder.PathOf("nowhere.ndjson"));
        Assert.Equal(5, result.ExitCode);
        Assert.Contains("nowhere.ndjson", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_without_a_store_says_so_and_makes_none()
    {
        var result = await ProgramProcess.RunAsync(
            "export", "ndjson", _folder.PathOf("out.ndjson"), "--data", _folder.PathOf("nothing"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("There is no community in", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("nothing/community.db")));
    }

    /// <summary>
    /// Imports the dump with one file as a pipe that gives only its first bytes, so that the import waits there, and
    /// kills it when the log beside the store is so long.
    /// </summary>
    private async Task ImportUntilAsync(string file, int bytes, int bytesOfLog)
    {
        var dump = Directory.CreateDirectory(_folder.PathOf($"until-{file}/{Dump}")).FullName;
        foreach (var source in Directory.GetFiles(SharedData.PathOf(Dump)))
        {
            if (Path.GetFileName(source) != file)
                File.CreateSymbolicLink(Path.Combine(dump, Path.GetFileName(source)), source);
        }

        var pipe = Path.Combine(dump, file);
        using var make = Process.Start("mkfifo", [pipe]);
        await make.WaitForExitAsync();
        const string giveFirstBytes = "{ head -c $0 $1; exec sleep 60; } > $2";
        using var writer = Process.Start(
            "sh", ["-c", giveFirstBytes, $"{bytes}", SharedData.PathOf($"{Dump}/{file}"), pipe]);
        await using var import = ProgramProcess.Start(
            "import", "stackexchange", dump, "--json", "--data", _folder.PathOf("data"));
        await import.WaitForFileAsync(_folder.PathOf("data/community.db-wal"), bytesOfLog);
        Assert.Empty((await import.KillAsync()).Output);
        writer.Kill();
    }

    private Task<ProgramResult> ImportAsync(string source, string path, string data = "data") =>
        ProgramProcess.RunAsync("import", source, path, "--json", "--data", _folder.PathOf(data));

    private async Task<string> ExportAsync(string data)
    {
        var file = _folder.PathOf("export.ndjson");
        var result = await ProgramProcess.RunAsync("export", "ndjson", file, "--data", _folder.PathOf(data));
        Assert.Equal(0, result.ExitCode);
        return await File.ReadAllTextAsync(file);
    }

    private static int Count(ProgramResult import, string name) =>
        JsonDocument.Parse(import.Output).RootElement.GetProperty(name).GetInt32();
}
