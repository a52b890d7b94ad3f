using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace KnowledgeGraph.Server.Http;

/// <summary>
/// Compresses large answers. Small ones gain less than they cost; those without a length are large.
/// </summary>
internal static class Compression
{
    private static readonly string[] MediaTypes = ["application/json", "application/graphql-response+json"];

    public static void AddCompression(this IServiceCollection services, int fromBytes)
    {
        services.AddSingleton<IResponseCompressionProvider>(all => new LargeResponses(
            all, all.GetRequiredService<IOptions<ResponseCompressionOptions>>(), fromBytes));
        services.AddResponseCompression(options => options.MimeTypes = MediaTypes);
    }

    private sealed class LargeResponses(
        IServiceProvider services, IOptions<ResponseCompressionOptions> options, int fromBytes)
        : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context) =>
            !(context.Response.ContentLength < fromBytes) && base.ShouldCompressResponse(context);
    }
}
