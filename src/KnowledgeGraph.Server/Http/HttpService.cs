using System.Net.Sockets;
using KnowledgeGraph.Server.CommandLine;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KnowledgeGraph.Server.Http;

/// <summary>The running server, from opening the community to closing it.</summary>
internal static partial class HttpService
{
    /// <summary>
    /// Serves until <paramref name="stop"/>, then lets running requests finish and closes everything.
    /// </summary>
    /// <exception cref="CommandException">It cannot start.</exception>
    public static async Task RunAsync(Settings settings, CancellationToken stop)
    {
        var addresses = ListenAddress.Parse(settings.Http);
        using var logs = ServerLog.Create(settings.Log);
        var log = logs.CreateLogger("KnowledgeGraph");
        await using (var community = await Community.OpenAsync(settings, Console.Out, log, stop))
        {
            using var telemetry = Telemetry.Start(settings.Telemetry, community);
            await using var app = WebHost.Build(settings, addresses, community, telemetry, logs);
            await StartAsync(app, addresses, stop);
            await WriteFirstStepsAsync(app, settings);
            if (addresses.Any(one => one.IsBeyondLoopback) && !(settings.Http.PublishedOnLoopback && IsInContainer))
                WithoutTls(log);
            await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
            await app.StopAsync(CancellationToken.None);
        }

        await Console.Out.WriteLineAsync("Stopped.");
    }

    private static bool IsInContainer => Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true";

    private static async Task WriteFirstStepsAsync(WebApplication app, Settings settings)
    {
        // Port 0 is a number only now.
        var features = app.Services.GetRequiredService<IServer>().Features;
        var address = features.Get<IServerAddressesFeature>()!.Addresses.First();
        // Any address is one to listen on, not one to go to.
        address = address.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal)
            .Replace("//[::]:", "//[::1]:", StringComparison.Ordinal);
        await Console.Out.WriteLineAsync(FirstSteps.Text(address));
        await Console.Out.WriteLineAsync(FirstSteps.Tokens(settings.SignIn.Issuer));
    }

    private static async Task StartAsync(WebApplication app, ListenAddress[] addresses, CancellationToken stop)
    {
        var all = string.Join(" and ", addresses);
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new CommandException(ExitCode.Listen,
                $"Cannot listen on {all}: the port is in use. Stop what listens there, or choose another port: " +
                "--urls http://127.0.0.1:PORT.", exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new CommandException(ExitCode.Listen,
                $"Cannot listen on {all}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Listening beyond loopback without TLS: tokens can be read on the way. Put a proxy that speaks TLS before it.")]
    private static partial void WithoutTls(ILogger log);
}
