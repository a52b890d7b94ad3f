using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>What becomes of a request on its way.</summary>
internal enum Fault
{
    None,

    /// <summary>Answered with 503, by something that is no Neo4j.</summary>
    Unavailable,

    /// <summary>The connection is closed before the request is handed on.</summary>
    DroppedBefore,

    /// <summary>The request is carried out; the connection is closed in the place of an answer.</summary>
    DroppedAfter,

    /// <summary>There is no answer until the caller gives up, and nothing was done.</summary>
    Hanging,

    /// <summary>There is no answer until the caller gives up; then the request is carried out, too late.</summary>
    Late,
}

/// <summary>Stands between a store and Neo4j, and does to each request what <see cref="Choose"/> says.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly WebApplication _app;

    private FaultyProxy(Uri target)
    {
        _client = new HttpClient { BaseAddress = target };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Decides for each request; called by many threads at once.</summary>
    public Func<HttpRequest, Fault> Choose { get; set; } = _ => Fault.None;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<FaultyProxy> StartAsync(Uri target)
    {
        var proxy = new FaultyProxy(target);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        switch (Choose(context.Request))
        {
            case Fault.Unavailable:
                context.Response.StatusCode = 503;
                await context.Response.WriteAsync("no server is available");
                break;
            case Fault.DroppedBefore:
                context.Abort();
                break;
            case Fault.DroppedAfter:
                (await ForwardAsync(context.Request, body)).Dispose();
                context.Abort();
                break;
            case Fault.Hanging:
                await WaitUntilGivenUpAsync(context);
                break;
            case Fault.Late:
                await WaitUntilGivenUpAsync(context);
                (await ForwardAsync(context.Request, body)).Dispose();
                break;
            default:
                using (var response = await ForwardAsync(context.Request, body))
                {
                    context.Response.StatusCode = (int)response.StatusCode;
                    context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
                    await response.Content.CopyToAsync(context.Response.Body);
                }
                break;
        }
    }

    private static Task WaitUntilGivenUpAsync(HttpContext context) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request, MemoryStream body)
    {
        var path = request.Path + request.QueryString;
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), path);
        forwarded.Content = new ByteArrayContent(body.ToArray());
        if (request.ContentType is { } type) forwarded.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        foreach (var name in new[] { "Authorization", "Accept" })
            forwarded.Headers.TryAddWithoutValidation(name, request.Headers[name].ToArray());
        return await _client.SendAsync(forwarded);
    }
}
