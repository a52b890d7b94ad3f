using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Http;
using Xunit;

namespace KnowledgeGraph.Tests.Server.Http;

public class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("http://127.8.9.10:81/", "http://127.8.9.10:81")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1:80")]
    [InlineData("http://127.0.0.1:1; http://[::1]:1;", "http://127.0.0.1:1 http://[::1]:1")]
    [InlineData("http://127.0.0.1:1;http://localhost:1", "http://127.0.0.1:1")]
    public void Loopback_addresses_are_taken(string urls, string expected) =>
        Assert.Equal(expected, string.Join(' ', Parse(urls)));

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.168.1.2:5080")]
    [InlineData("http://127.0.0.1:5080;http://10.0.0.1:5080")]
    public void Addresses_beyond_loopback_are_refused(string urls) =>
        Assert.Equal(ExitCode.Listen, Assert.Throws<CommandException>(() => Parse(urls)).ExitCode);

    [Theory]
    [InlineData("127.0.0.1:5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:5080/graphql")]
    [InlineData("http://127.0.0.1:5080?a=b")]
    [InlineData("http://me@127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://community.example:5080")]
    public void What_is_no_address_to_listen_on_is_refused(string urls) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<CommandException>(() => Parse(urls)).ExitCode);

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void Any_address_is_taken_only_in_a_container_that_says_its_port_is_published_on_loopback(
        bool publishedOnLoopback, bool inContainer, bool isTaken)
    {
        var options = new HttpOptions { Urls = "http://*:5080", PublishedOnLoopback = publishedOnLoopback };
        var refusal = Record.Exception(() => ListenAddress.Parse(options, inContainer));
        Assert.Equal(isTaken, refusal is null);
    }

    private static ListenAddress[] Parse(string urls) =>
        ListenAddress.Parse(new HttpOptions { Urls = urls }, inContainer: false);
}
