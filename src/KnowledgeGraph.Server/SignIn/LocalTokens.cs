using System.Globalization;
using System.Security.Claims;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Server.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace KnowledgeGraph.Server.SignIn;

/// <summary>Tokens that the program signs itself.</summary>
internal static class LocalTokens
{
    /// <summary>Who issues them, and whom they are for.</summary>
    public const string Issuer = "knowledgegraph";

    public const string Algorithm = SecurityAlgorithms.HmacSha256;

    /// <summary>A token of a member, or of nobody in particular, with a role and tiers until a time.</summary>
    public static string Create(
        byte[] key, SignInOptions options, string? member, Role role, IReadOnlyList<string> tiers, DateTime now,
        DateTime expires)
    {
        var claims = new List<Claim>
        {
            new(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString("N")),
            new(options.RoleClaim, role.ToString().ToUpperInvariant()),
        };
        if (member is not null) claims.Add(new(options.MemberClaim, member));
        claims.AddRange(tiers.Select(tier => new Claim(options.TierClaim, tier)));
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now,
            NotBefore = now,
            Expires = expires,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), Algorithm),
        });
    }

    /// <summary>Reads `8h`, `30m`, `7d` or `90s`; false where it is no such span, or none that has a length.</summary>
    public static bool TryReadSpan(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2) return false;
        var digits = text.AsSpan(0, text.Length - 1);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        if (count is 0 or > 1_000_000) return false;
        span = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => default,
        };
        return span > TimeSpan.Zero;
    }
}
