using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeGraph.Server.Http;

/// <summary>Puts the web application together: what it listens on, its limits, and its endpoints.</summary>
internal static class WebHost
{
    // A page on the web that has its name resolve to this machine must not get through to a server without sign-in.
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    public static WebApplication Build(Settings settings, ListenAddress[] addresses, Community community)
    {
        // Empty: nothing is read from the environment but what Settings has read.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        AddLogging(builder.Logging, settings.Log);
        AddKestrel(builder.WebHost, settings.Http, addresses);
        builder.Services.AddSingleton(settings.Log);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SignalsHandledElsewhere>();
        builder.Services.Configure<HostOptions>(
            options => options.ShutdownTimeout = TimeSpan.FromSeconds(settings.Http.DrainSeconds));
        builder.Services.AddHostFiltering(options => options.AllowedHosts = LoopbackNames);

        var app = builder.Build();
        app.UseHostFiltering();
        app.UseInternalErrors();
        app.MapHome();
        app.MapHealth(community);
        return app;
    }

    private static void AddLogging(ILoggingBuilder logging, LogOptions options)
    {
        logging.AddConsole(console => console.FormatterName = PlainFormatter.FormatterName);
        logging.AddConsoleFormatter<PlainFormatter, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(options.Level);
        // HttpService says why a start failed.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // ASP.NET's own notes on each request say nothing that an operator acts on.
        if (options.Level > LogLevel.Debug) logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static void AddKestrel(IWebHostBuilder host, HttpOptions options, ListenAddress[] addresses) =>
        host.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.RequestBytesMax;
            foreach (var address in addresses) kestrel.Listen(address.Address, address.Port);
        });

    private sealed class SignalsHandledElsewhere : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
