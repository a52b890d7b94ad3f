using System.Net;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;

namespace KnowledgeGraph.Server.Http;

/// <summary>Where to listen: an address of this machine and a port; 0 takes a free one.</summary>
internal readonly record struct ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Others than this machine may reach it.</summary>
    public bool IsBeyondLoopback => !IPAddress.IsLoopback(Address);

    /// <summary>Reads the addresses.</summary>
    /// <exception cref="CommandException">One is malformed.</exception>
    public static ListenAddress[] Parse(HttpOptions options)
    {
        var urls = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. urls.Select(Parse).Distinct()];
    }

    public override string ToString() => $"http://{new IPEndPoint(Address, Port)}";

    private static ListenAddress Parse(string url)
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

        return new ListenAddress(AddressOf(uri, url), uri.Port);
    }

    private static IPAddress AddressOf(Uri uri, string url) =>
        uri.IdnHost == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(uri.IdnHost, out var address) ? address
        : throw new CommandException(ExitCode.Usage,
            $"'{url}' names a host: to listen, give localhost or an IP address, such as http://127.0.0.1:5080.");
}
