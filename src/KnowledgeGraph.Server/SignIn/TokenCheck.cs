using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Server.Configuration;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace KnowledgeGraph.Server.SignIn;

/// <summary>
/// Takes the tokens that come in a `connection_init`, which no header carries, by the same rules as the others.
/// Thread-safe.
/// </summary>
internal sealed partial class TokenCheck(
    IOptionsMonitor<JwtBearerOptions> bearer, SignInOptions options, ILoggerFactory logs)
{
    private const string Scheme = "Bearer ";

    private readonly ILogger _log = logs.CreateLogger("KnowledgeGraph.SignIn");
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>
    /// Who the payload is of: `Authorization` (or `authorization`) with `Bearer ...`, or `token` with the token alone.
    /// Nobody where it has none; null where what it has is not taken.
    /// </summary>
    public async ValueTask<Caller?> CheckAsync(InputValue? payload, string requestId, CancellationToken cancellation)
    {
        if (payload is not { Kind: InputValueKind.Object }) return Caller.Anonymous;
        foreach (var field in payload.AsObject())
        {
            var isHeader = field.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase);
            if (!isHeader && field.Key != "token") continue;
            if (field.Value.IsNull) continue;
            if (field.Value.Kind != InputValueKind.String) return Refuse(requestId, "it is no text");
            var text = field.Value.AsString();
            if (isHeader && !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
                return Refuse(requestId, "it is no Bearer");
            return await CheckAsync(isHeader ? text[Scheme.Length..].Trim() : text, requestId, cancellation);
        }

        return Caller.Anonymous;
    }

    private async ValueTask<Caller?> CheckAsync(string token, string requestId, CancellationToken cancellation)
    {
        var rules = bearer.Get(JwtBearerDefaults.AuthenticationScheme);
        var parameters = rules.TokenValidationParameters.Clone();
        if (rules.ConfigurationManager is { } manager)
        {
            var configuration = await manager.GetConfigurationAsync(cancellation);
            parameters.ValidIssuer = configuration.Issuer;
            parameters.IssuerSigningKeys = configuration.SigningKeys;
        }

        var result = await _handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid) return Refuse(requestId, Reason(result.Exception));
        return Caller.Of(
            new System.Security.Claims.ClaimsPrincipal(result.ClaimsIdentity),
            new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero), options);
    }

    /// <summary>Why a token was not taken, for the log; holds nothing of the token.</summary>
    public static string Reason(Exception? failure) =>
        failure is null ? "there is none" : $"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}";

    private Caller? Refuse(string requestId, string reason)
    {
        TokenRefused(_log, requestId, reason);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Token of {RequestId} refused: {Reason}")]
    private static partial void TokenRefused(ILogger log, string requestId, string reason);
}
