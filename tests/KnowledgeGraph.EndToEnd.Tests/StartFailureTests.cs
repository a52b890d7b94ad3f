using System.Net;
using System.Net.Sockets;
using KnowledgeGraph.EndToEnd.Tests.Support;
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

    [Theory]
    [InlineData("http://0.0.0.0:20080")]
    [InlineData("http://*:20080")]
    [InlineData("http://[::]:20080")]
    public Task An_address_beyond_loopback_is_refused(string url) =>
        FailsAsync(4, $"Refused to listen on {url}: without sign-in", "--empty", "--urls", url);

    [Theory]
    [InlineData("https://127.0.0.1:20080")]
    [InlineData("127.0.0.1:20080")]
    [InlineData("http://127.0.0.1:20080/graphql")]
    public Task A_malformed_address_is_refused(string url) =>
        FailsAsync(2, $"'{url}' is no address to listen on", "--empty", "--urls", url);

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

    [Theory]
    [InlineData("KNOWLEDGEGRAPH_HTTP__DRAINSECONDS", "soon",
        "Http:DrainSeconds is 'soon': it has to be a whole number.")]
    [InlineData("KNOWLEDGEGRAPH_HTTP__DRAINSECONDS", "601", "Http:DrainSeconds is 601: it has to be from 0 to 600.")]
    [InlineData("KNOWLEDGEGRAPH_LOG__LEVEL", "loud", "Log:Level is 'loud'")]
    [InlineData("KNOWLEDGEGRAPH_DATA__FOLDR", "x", "DATA:FOLDR is no setting; there are Data:Folder.")]
    public async Task A_wrong_setting_is_named(string name, string value, string message)
    {
        await using var process = ProgramProcess.Start(new Dictionary<string, string> { [name] = value }, "serve");
        var result = await process.WaitAsync();
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private async Task FailsAsync(int exitCode, string message, params string[] more)
    {
        var result = await ProgramProcess.RunAsync(["serve", "--data", _folder.PathOf("data"), .. more]);
        Assert.Contains(message, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }
}
