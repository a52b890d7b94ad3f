using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace KnowledgeGraph.Benchmarks.Http;

/// <summary>
/// A server that answers every request with the same bytes: what is left of a server when nothing has to be found out.
/// Kestrel as the product's server has it, and nothing else: no routing, no filter of hosts, no compression.
/// </summary>
internal static class FloorServer
{
    /// <summary>The word on the command line that has this program be the floor server.</summary>
    public const string Command = "floor-server";

    /// <param name="args">A file with the bytes to answer, and the port to listen on.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var answer = await File.ReadAllBytesAsync(args[0]);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxResponseBufferSize = 1 << 20;
            kestrel.Listen(IPAddress.Loopback, int.Parse(args[1]));
        });
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, answer));
        await app.StartAsync();
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, byte[] answer)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer);
    }
}
