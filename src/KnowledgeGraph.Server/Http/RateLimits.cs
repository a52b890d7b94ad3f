using System.Globalization;
using System.Text.Json;
using System.Threading.RateLimiting;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.SignIn;
using Microsoft.AspNetCore.RateLimiting;

namespace KnowledgeGraph.Server.Http;

/// <summary>
/// Holds each reader to so many requests, and to so much cost: a bucket for each, by member or subject of the token,
/// and without one by address. Thread-safe.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    // What may come at once, as a share of a minute's.
    private const int BurstShare = 4;

    private readonly PartitionedRateLimiter<string>? _costs;
    private readonly int _costBurst;

    public RateLimits(RateOptions options)
    {
        if (options.CostPerMinute == 0) return;
        _costBurst = Math.Max(1, options.CostPerMinute / BurstShare);
        _costs = PartitionedRateLimiter.Create<string, string>(
            reader => RateLimitPartition.GetTokenBucketLimiter(reader, _ => Bucket(options.CostPerMinute)));
    }

    /// <summary>Takes what a request costs; how long to wait where the reader has no more.</summary>
    public TimeSpan? Spend(HttpContext context, double cost)
    {
        if (_costs is null || cost < 1) return null;
        // What costs more than a whole bucket takes all of it.
        using var lease = _costs.AttemptAcquire(KeyOf(context), (int)Math.Min(cost, _costBurst));
        return lease.IsAcquired ? null : WaitOf(lease);
    }

    /// <summary>Adds the limit on requests, by ASP.NET's own middleware.</summary>
    public static void Add(IServiceCollection services, RateOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetTokenBucketLimiter(KeyOf(context), _ => Bucket(options.RequestsPerMinute)));
        limiter.OnRejected = (rejected, cancellation) => AnswerAsync(rejected, cancellation);
    });

    public void Dispose() => _costs?.Dispose();

    private static string KeyOf(HttpContext context)
    {
        var caller = SignInMiddleware.CallerOf(context);
        return caller.Viewer.MemberId ?? caller.Subject ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = Math.Max(1, perMinute / BurstShare),
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static TimeSpan WaitOf(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);

    private static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var seconds = Math.Ceiling(WaitOf(rejected.Lease).TotalSeconds);
        var response = rejected.HttpContext.Response;
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = seconds.ToString("0", CultureInfo.InvariantCulture);
        response.ContentType = "application/json";
        await response.BodyWriter.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                errors = new[]
                {
                    new
                    {
                        message = $"Too many requests: ask again in {seconds:0} s.",
                        extensions = new { code = "RATE_LIMITED", retryAfterSeconds = seconds },
                    },
                },
            }),
            cancellation);
    }
}
