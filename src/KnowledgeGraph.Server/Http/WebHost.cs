using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Server.SignIn;

namespace KnowledgeGraph.Server.Http;

/// <summary>Puts the web application together: what it listens on, its limits, and its endpoints.</summary>
internal static class WebHost
{
    // A page on the web that has its name resolve to this machine must not get through.
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
        builder.Services.AddHostFiltering(options => options.AllowedHosts = HostsOf(settings.Http, addresses));
        builder.Services.AddSignIn(settings.SignIn, community.SigningKey);
        builder.Services.AddSingleton(new RateLimits(settings.RateLimits));
        if (settings.RateLimits.RequestsPerMinute > 0) RateLimits.Add(builder.Services, settings.RateLimits);
        var origins = Split(settings.Http.AllowedOrigins);
        if (origins.Length > 0) builder.Services.AddCors();

        var app = builder.Build();
        app.UseRequestIds(settings.Log.Requests ? logs.CreateLogger("KnowledgeGraph.Requests") : null);
        app.UseHostFiltering();
        app.UseSecurityHeaders();
        if (origins.Length > 0) app.UseCors(policy => policy.WithOrigins(origins).AllowAnyHeader().AllowAnyMethod());
        app.UseSignIn(settings);
        if (settings.RateLimits.RequestsPerMinute > 0) app.UseRateLimiter();
        if (settings.Http.CompressFromBytes > 0) app.UseResponseCompression();
        app.UseInternalErrors();
        app.MapHome();
        app.MapHealth(community);
        app.MapCommunity(community, settings, telemetry, logs.CreateLogger("KnowledgeGraph"));
        return app;
    }

    private static string[] HostsOf(HttpOptions options, ListenAddress[] addresses) =>
        Split(options.AllowedHosts) is { Length: > 0 } named ? named
        : addresses.Any(address => address.IsBeyondLoopback) ? ["*"]
        : LoopbackNames;

    private static string[] Split(string list) =>
        list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
