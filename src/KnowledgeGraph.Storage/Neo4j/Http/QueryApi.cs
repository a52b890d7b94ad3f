using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace KnowledgeGraph.Storage.Neo4j.Http;

/// <summary>
/// Neo4j's HTTP Query API: one statement and one transaction a request, or transactions of several statements. Holds
/// a pool of connections. Safe for use by many threads at once.
/// </summary>
internal sealed class QueryApi : IDisposable
{
    private const string TypedJson = "application/vnd.neo4j.query";
    private const string AffinityHeader = "neo4j-cluster-affinity";

    private readonly HttpClient _client;
    private readonly Neo4jStoreOptions _options;
    private readonly Uri _autoCommit;
    private readonly AbandonedLocks _locks;
    private string[] _bookmarks = [];

    public QueryApi(Neo4jStoreOptions options)
    {
        _options = options;
        _locks = new AbandonedLocks(this, options.AbandonedAfter);
        _autoCommit = new Uri(options.Address, $"/db/{Uri.EscapeDataString(options.Database)}/query/v2");
        _client = new HttpClient(Handler(options)) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(TypedJson));
        if (options.BearerToken.Length > 0)
            _client.DefaultRequestHeaders.Authorization = new("Bearer", options.BearerToken);
        else if (options.User.Length > 0)
            _client.DefaultRequestHeaders.Authorization = new("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")));
    }

    /// <summary>Runs a statement in a transaction of its own, once.</summary>
    /// <exception cref="QueryException">It failed; rows may have been handed on before.</exception>
    public async Task RunAsync(Statement statement, RowHandler onRow, CancellationToken cancellation)
    {
        var sending = SendAsync(HttpMethod.Post, _autoCommit, statement, null, onRow, cancellation);
        if (statement.TakesLock) await _locks.WaitAsync(sending, cancellation).ConfigureAwait(false);
        Remember(await sending.ConfigureAwait(false));
    }

    /// <summary>Begins a transaction with its first statement.</summary>
    /// <exception cref="QueryException">It failed, and there is no transaction.</exception>
    public async Task<QueryTransaction> BeginAsync(
        Statement first, RowHandler onRow, CancellationToken cancellation)
    {
        string? affinity = null;
        var marked = first with { Text = AbandonedLocks.Mark + first.Text };
        var sending = SendAsync(HttpMethod.Post, Below("tx"), marked, null, onRow, cancellation,
            headers => affinity = headers.TryGetValues(AffinityHeader, out var values) ? values.First() : null);
        if (first.TakesLock) await _locks.WaitAsync(sending, cancellation).ConfigureAwait(false);
        var end = await sending.ConfigureAwait(false);
        return new QueryTransaction(this, end.TransactionId!, affinity);
    }

    internal async Task RunInAsync(
        QueryTransaction transaction, Statement statement, RowHandler onRow, CancellationToken cancellation) =>
        await SendAsync(HttpMethod.Post, Below($"tx/{transaction.Id}"), statement, transaction, onRow, cancellation)
            .ConfigureAwait(false);

    internal async Task CommitAsync(
        QueryTransaction transaction, Statement? last, RowHandler onRow, CancellationToken cancellation)
    {
        var end = await SendAsync(HttpMethod.Post, Below($"tx/{transaction.Id}/commit"), last, transaction,
            onRow, cancellation).ConfigureAwait(false);
        Remember(end);
    }

    internal async Task RollbackAsync(QueryTransaction transaction, CancellationToken cancellation) =>
        await SendAsync(HttpMethod.Delete, Below($"tx/{transaction.Id}"), null, transaction,
            static (ref Utf8JsonReader _) => { }, cancellation).ConfigureAwait(false);

    public void Dispose() => _client.Dispose();

    private Uri Below(string path) => new($"{_autoCommit.AbsoluteUri}/{path}");

    // Where there are several servers, what is read is no older than what was last committed here.
    private void Remember(ResponseEnd end)
    {
        if (end.Bookmarks.Count > 0) Volatile.Write(ref _bookmarks, [.. end.Bookmarks]);
    }

    private async Task<ResponseEnd> SendAsync(HttpMethod method, Uri address, Statement? statement,
        QueryTransaction? transaction, RowHandler onRow, CancellationToken cancellation,
        Action<HttpResponseHeaders>? onHeaders = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (statement is not null) request.Content = Body(statement, transaction is null);
        else if (method == HttpMethod.Post) request.Content = NoBody();
        if (transaction?.Affinity is { } affinity) request.Headers.Add(AffinityHeader, affinity);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_options.RequestTimeout);
        try
        {
            using var response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
            onHeaders?.Invoke(response.Headers);
            return await ReadAsync(response, onRow, patience).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new QueryException("",
                $"it has been silent for {_options.RequestTimeout.TotalSeconds:0.#} s", Fate.Unknown);
        }
        catch (HttpRequestException failure)
        {
            // Without a connection nothing was sent.
            var isSent = failure.HttpRequestError is not (HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            var code = failure.GetBaseException() is AuthenticationException ? QueryCodes.NotTrusted : "";
            throw new QueryException(code, Innermost(failure), isSent ? Fate.Unknown : Fate.Refused, failure);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new QueryException("", Innermost(failure), Fate.Unknown, failure);
        }
    }

    private async Task<ResponseEnd> ReadAsync(
        HttpResponseMessage response, RowHandler onRow, CancellationTokenSource patience)
    {
        var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or TypedJson))
        {
            // A proxy's page, or a server that is no Neo4j. What lies behind a proxy may have had the request.
            var code = response.StatusCode is HttpStatusCode.NotFound ? QueryCodes.NoQueryApi : "";
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent)
                return new ResponseEnd();
            throw new QueryException(code, $"it answers {(int)response.StatusCode}", Fate.Unknown);
        }

        using var reader = new ResponseReader(body, onRow);
        var end = await reader
            .ReadAsync(() => patience.CancelAfter(_options.RequestTimeout), patience.Token).ConfigureAwait(false);
        if (end.Error is var (error, message)) throw Failed(error, message);
        if (response.IsSuccessStatusCode) return end;
        throw new QueryException("", $"it answers {(int)response.StatusCode}", Fate.Unknown);
    }

    private QueryException Failed(string code, string message)
    {
        if (code.Contains("Bookmark", StringComparison.Ordinal)) Volatile.Write(ref _bookmarks, []);
        // An error of the server's own may have come after the transaction was written.
        var isUnknown = code == QueryCodes.TransactionNotFound || (code != QueryCodes.NeedsRestart
            && code.StartsWith("Neo.DatabaseError.", StringComparison.Ordinal));
        return new QueryException(code, message, isUnknown ? Fate.Unknown : Fate.Refused);
    }

    private ReadOnlyMemoryContent Body(Statement statement, bool withBookmarks)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("statement"u8, statement.Text);
            if (statement.Parameters is not null)
            {
                json.WriteStartObject("parameters"u8);
                statement.Parameters(new ParameterWriter(json, statement.Typed));
                json.WriteEndObject();
            }
            if (withBookmarks && Volatile.Read(ref _bookmarks) is { Length: > 0 } bookmarks)
            {
                json.WriteStartArray("bookmarks"u8);
                foreach (var bookmark in bookmarks) json.WriteStringValue(bookmark);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentType = new(statement.Typed ? TypedJson : "application/json");
        return content;
    }

    // A commit without a type of content is an error to the server, though it has no content.
    private static ByteArrayContent NoBody()
    {
        var content = new ByteArrayContent([]);
        content.Headers.ContentType = new(TypedJson);
        return content;
    }

    private static string Innermost(Exception exception) =>
        (exception.GetBaseException().Message is { Length: > 0 } message ? message : exception.Message)
        .ReplaceLineEndings(" ").TrimEnd('.');

    private static SocketsHttpHandler Handler(Neo4jStoreOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.ConnectionsMax,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(25),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        };
        if (options.TrustedCertificates.Length > 0)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(options.TrustedCertificates);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }
        return handler;
    }
}
