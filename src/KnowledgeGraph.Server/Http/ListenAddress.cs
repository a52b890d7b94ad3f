using System.Net;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;

namespace KnowledgeGraph.Server.Http;

/// <summary>Where to listen: an address of this machine and a port; 0 takes a free one.</summary>
internal readonly record struct ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Reads the addresses, and refuses whatever others than this machine could reach.</summary>
    /// <exception cref="CommandException">One is malformed, or lies beyond loopback.</exception>
    public static ListenAddress[] Parse(HttpOptions options, bool inContainer)
    {
        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. urls.Select(url => Parse(url, options.PublishedOnLoopback && inContainer)).Distinct()];
    }

    public override string ToString() => $"http://{new IPEndPoint(Address, Port)}";

    private static ListenAddress Parse(string url, bool anyAddress)
    {
        // Uri takes neither `*` nor `+` for a host, which ASP.NET reads as any address.
        var text = url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
            .Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp ||
            uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new CommandException(ExitCode.Usage,
                $"'{url}' is no address to listen on: it has to look like http://127.0.0.1:5080.");
        }

        var address = AddressOf(uri, url);
        if (!IPAddress.IsLoopback(address) && !anyAddress)
        {
            throw new CommandException(ExitCode.Listen,
                $"Refused to listen on {url}: without sign-in, everybody who reaches that address could read and " +
                "change everything. Use a loopback address such as http://127.0.0.1:5080 (in a container, see " +
                "Http:PublishedOnLoopback in docs/operations.md).");
        }

        return new ListenAddress(address, uri.Port);
    }

    private static IPAddress AddressOf(Uri uri, string url) =>
        uri.IdnHost == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(uri.IdnHost, out var address) ? address
        : throw new CommandException(ExitCode.Usage,
            $"'{url}' names a host: to listen, give localhost or an IP address, such as http://127.0.0.1:5080.");
}
