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
    [InlineData("http://0.0.0.0:5080", "http://0.0.0.0:5080")]
    [InlineData("http://*:5080", "http://0.0.0.0:5080")]
    [InlineData("http://192.168.1.2:5080", "http://192.168.1.2:5080")]
    public void Addresses_are_taken(string urls, string expected) =>
        Assert.Equal(expected, string.Join(' ', Parse(urls)));

    [Theory]
    [InlineData("http://+:5080", true)]
    [InlineData("http://[::]:5080", true)]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://[::1]:5080", false)]
    public void It_is_known_which_others_can_reach(string urls, bool isBeyond) =>
        Assert.Equal(isBeyond, Assert.Single(Parse(urls)).IsBeyondLoopback);

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

    private static ListenAddress[] Parse(string urls) => ListenAddress.Parse(new HttpOptions { Urls = urls });
}
