using KnowledgeGraph.Server.Configuration;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeGraph.Server.SignIn;

/// <summary>Which tokens are taken.</summary>
internal static class SignInServices
{
    // A public key must not serve as the secret of a symmetric signature.
    private static readonly string[] IssuerAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <param name="services">The application's.</param>
    /// <param name="options">The settings.</param>
    /// <param name="key">The key of local tokens; null where there is an issuer.</param>
    public static void AddSignIn(this IServiceCollection services, SignInOptions options, byte[]? key)
    {
        services.AddSingleton(options);
        services.AddSingleton<TokenCheck>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.IncludeErrorDetails = false;
            bearer.SaveToken = false;
            var parameters = bearer.TokenValidationParameters;
            parameters.ValidateIssuerSigningKey = true;
            parameters.RequireSignedTokens = true;
            parameters.RequireExpirationTime = true;
            parameters.ClockSkew = TimeSpan.FromSeconds(options.ClockSkewSeconds);
            if (key is null)
            {
                bearer.Authority = options.Issuer;
                bearer.Audience = options.Audience;
                parameters.ValidAlgorithms = IssuerAlgorithms;
                // Only a test's issuer lives on this machine.
                bearer.RequireHttpsMetadata = !new Uri(options.Issuer).IsLoopback;
                return;
            }

            parameters.IssuerSigningKey = new SymmetricSecurityKey(key);
            parameters.ValidIssuer = LocalTokens.Issuer;
            parameters.ValidAudience = LocalTokens.Issuer;
            parameters.ValidAlgorithms = [LocalTokens.Algorithm];
        });
    }
}
