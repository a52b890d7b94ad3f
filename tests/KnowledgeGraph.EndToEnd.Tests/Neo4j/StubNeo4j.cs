using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>Answers as a Neo4j does in a state that a test cannot bring a real one into.</summary>
internal sealed class StubNeo4j : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubNeo4j(Func<string, (int Status, string Answer)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            Authorization = context.Request.Headers.Authorization.ToString();
            using var reader = new StreamReader(context.Request.Body);
            var (status, text) = answer(await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
            context.Response.ContentType = text.StartsWith('{') ? "application/vnd.neo4j.query" : "text/html";
            await context.Response.WriteAsync(text);
        });
    }

    /// <summary>What the last request signed in with.</summary>
    public string Authorization { get; private set; } = "";

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="answer">Status and body for the body of a request.</param>
    public static async Task<StubNeo4j> StartAsync(Func<string, (int Status, string Answer)> answer)
    {
        var stub = new StubNeo4j(answer);
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>An answer with one row of one value in typed JSON.</summary>
    public static string Row(string type, string value) =>
        $$$"""{"data":{"fields":["x"],"values":[[{"$type":"{{{type}}}","_value":"{{{value}}}"}]]},"bookmarks":[]}""";

    /// <summary>An answer with an error.</summary>
    public static string Error(string code, string message) =>
        $$$"""{"errors":[{"code":"{{{code}}}","message":"{{{message}}}"}]}""";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
