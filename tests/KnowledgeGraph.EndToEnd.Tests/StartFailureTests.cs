using System.Net;
using System.Net.Sockets;
using KnowledgeGraph.EndToEnd.Tests.Support;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.EndToEnd.Tests;

/// <summary>
/// What keeps the server from starting is one line on standard error and an exit code, never a stack trace.
/// </summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        await FailsAsync(4, $"Cannot listen on {url}: the port is in use.", "--empty", "--urls", url);
    }

    [Fact]
    public async Task A_signing_key_that_others_can_read_is_named()
    {
        if (OperatingSystem.IsWindows()) return;
        var key = _folder.Write("data/signing.key", new string('k', 32));
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        await FailsAsync(3, $"The signing key {key} can be read by others than its owner", "--empty");
    }

    [Fact]
    public Task A_malformed_address_is_refused() => FailsAsync(
        2, "'127.0.0.1:20080' is no address to listen on", "--empty", "--urls", "127.0.0.1:20080");

    [Fact]
    public async Task A_file_in_place_of_the_data_folder_is_named()
    {
        var file = _folder.Write("data", "");
        await FailsAsync(3, $"The data folder {file} cannot be written");
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_named_and_left_as_it_is()
    {
        var store = _folder.Write("data/community.db", new string('x', 10_000));
        await FailsAsync(3, $"The file {store} is not a store");
        Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(store));
    }

    [Fact]
    public async Task A_second_server_on_the_same_store_says_who_has_it()
    {
        await using var first = await RunningServer.StartAsync(_folder.PathOf("data"), "--empty");
        await FailsAsync(3, "is in use by process", "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task An_import_beside_a_running_server_says_what_to_do()
    {
        await using var server = await RunningServer.StartAsync(_folder.PathOf("data"), "--empty");
        var source = _folder.Write("one.ndjson", "");
        var result = await ProgramProcess.RunAsync("import", "ndjson", source, "--data", _folder.PathOf("data"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("Stop that one first", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_is_named()
    {
        var result = await ProgramProcess.RunAsync("serve", "--prot", "80");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'--prot'", result.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_in_the_environment_is_named()
    {
        await using var process = ProgramProcess.Start(
            new Dictionary<string, string> { ["KNOWLEDGEGRAPH_HTTP__DRAINSECONDS"] = "soon" }, "serve");
        var result = await process.WaitAsync();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "Http:DrainSeconds is 'soon': it has to be a whole number.",
            Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private async Task FailsAsync(int exitCode, string message, params string[] more)
    {
        var result = await ProgramProcess.RunAsync(["serve", "--data", _folder.PathOf("data"), .. more]);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }
}
