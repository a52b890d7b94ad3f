namespace KnowledgeGraph.Server.Configuration;

/// <summary>How the server takes requests.</summary>
internal sealed class HttpOptions
{
    /// <summary>The addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    /// <summary>
    /// For containers: whoever set this saw to it that the port is published on the loopback of the host alone
    /// (`-p 127.0.0.1:5080:5080`), or behind what speaks TLS: no warning is due. Counts only inside a container.
    /// </summary>
    public bool PublishedOnLoopback { get; set; }

    /// <summary>
    /// The names under which the service may be asked, separated by semicolons; where empty, those of loopback, and any
    /// where it listens beyond.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>
    /// Origins of pages that may ask, separated by semicolons, such as `https://app.example.org`; where empty, none but
    /// the service's own.
    /// </summary>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>How long requests that run may go on after a signal to stop, in seconds, 0 to 600.</summary>
    public int DrainSeconds { get; set; } = 10;

    /// <summary>The largest body of a request, in bytes, 1,024 to 1,073,741,824.</summary>
    public int RequestBytesMax { get; set; } = 32 * 1024 * 1024;

    /// <summary>Requests, or sets of variables, in one body, 0 to 1,000; 0 or 1 for no batches.</summary>
    public int BatchMax { get; set; } = 10;

    /// <summary>A GET needs a header that no page of another site can have sent unasked.</summary>
    public bool RequirePreflight { get; set; } = true;

    /// <summary>A response with data and errors has the status 294 instead of 200.</summary>
    public bool PartialSuccess { get; set; }

    /// <summary>Responses of at least so many bytes are compressed, 0 to 1,073,741,824; 0 for none.</summary>
    public int CompressFromBytes { get; set; } = 2048;
}
