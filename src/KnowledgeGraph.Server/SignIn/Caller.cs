using System.Security.Claims;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Server.Configuration;

namespace KnowledgeGraph.Server.SignIn;

/// <summary>Who a request comes from, as its token says. Immutable.</summary>
/// <param name="Viewer">What they may see and do.</param>
/// <param name="Subject">The token's subject; null without a token.</param>
/// <param name="ExpiresAt">When the token ends; null without one.</param>
internal sealed record Caller(Viewer Viewer, string? Subject, DateTimeOffset? ExpiresAt)
{
    public static Caller Anonymous { get; } = new(Viewer.Anonymous, null, null);

    private const int SubjectLengthMax = 200;

    /// <summary>Who the log of changes names: the member, or the token's subject.</summary>
    public string Actor => Viewer.MemberId ?? (Subject is null ? "anonymous" : $"token:{Subject}");

    /// <summary>Who a valid token is of. One without a known role is of a member.</summary>
    public static Caller Of(ClaimsPrincipal principal, DateTimeOffset? expiresAt, SignInOptions options)
    {
        var role = Role.Member;
        foreach (var claim in principal.FindAll(options.RoleClaim))
        {
            if (Enum.TryParse<Role>(claim.Value, ignoreCase: true, out var named) && Enum.IsDefined(named)
                && !char.IsAsciiDigit(claim.Value[0]) && named > role) role = named;
        }

        var subject = Short(principal.FindFirst("sub")?.Value ?? principal.FindFirst("jti")?.Value);
        string[] tiers = [.. principal.FindAll(options.TierClaim).Select(claim => claim.Value)
            .Where(AccessNames.IsTier).Distinct().Order(StringComparer.Ordinal)];
        return new(new Viewer(MemberOf(principal, options), role, tiers), subject, expiresAt);
    }

    private static string? MemberOf(ClaimsPrincipal principal, SignInOptions options)
    {
        if (principal.FindFirst(options.MemberClaim)?.Value is not { Length: > 0 } member) return null;
        var prefix = $"{NodeKinds.Member.IdPrefix}:";
        var id = member.StartsWith(prefix, StringComparison.Ordinal) ? member : prefix + member;
        // What cannot be the id of a member is none.
        return NodeIds.TryGetKind(id, out _) && id.Length <= Limits.IdBytesMax ? id : null;
    }

    private static string? Short(string? text) =>
        text is null || text.Length <= SubjectLengthMax ? text : text[..SubjectLengthMax];
}
