using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;

namespace KnowledgeGraph.Server.Http;

/// <summary>Puts the web application together: what it listens on, its limits, and its endpoints.</summary>
internal static class WebHost
{
    // A page on the web that has its name resolve to this machine must not get through to a server without sign-in.
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    // What an answer may have waiting for its client before its writer is held up. Kestrel's own 64 kB would stop and
    // wake the writer of a large answer several times, which costs more than the bytes.
    private const int ResponseBufferBytes = 1 << 20;

    public static WebApplication Build(
        Settings settings, ListenAddress[] addresses, Community community, Telemetry? telemetry, ILoggerFactory logs)
    {
        // Empty: nothing is read from the environment but what Settings has read.
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        AddKestrel(builder.WebHost, settings.Http, addresses);
        builder.Services.AddSingleton(logs);
        builder.Services.AddRoutingCore();
        builder.Services.AddCompression(settings.Http.CompressFromBytes);
        builder.Services.AddSingleton<IHostLifetime, SignalsHandledElsewhere>();
        builder.Services.Configure<HostOptions>(
            options => options.ShutdownTimeout = TimeSpan.FromSeconds(settings.Http.DrainSeconds));
        builder.Services.AddHostFiltering(options => options.AllowedHosts = LoopbackNames);

        var app = builder.Build();
        app.UseRequestIds(settings.Log.Requests ? logs.CreateLogger("KnowledgeGraph.Requests") : null);
        app.UseHostFiltering();
        if (settings.Http.CompressFromBytes > 0) app.UseResponseCompression();
        app.UseInternalErrors();
        app.MapHome();
        app.MapHealth(community);
        app.MapCommunity(community, settings, telemetry, logs.CreateLogger("KnowledgeGraph"));
        return app;
    }

    private static void AddKestrel(IWebHostBuilder host, HttpOptions options, ListenAddress[] addresses) =>
        host.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.RequestBytesMax;
            kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytes;
            foreach (var address in addresses) kestrel.Listen(address.Address, address.Port);
        });

    private sealed class SignalsHandledElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
