namespace KnowledgeGraph.Server.Configuration;

/// <summary>Whose tokens are taken, and what they say.</summary>
internal sealed class SignInOptions
{
    /// <summary>
    /// The OpenID Connect issuer whose tokens are taken, such as `https://login.example.org/realms/community`; where
    /// empty, those of `token create`, signed with the key in the data folder.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>The audience that a token of the issuer has to be for.</summary>
    public string Audience { get; set; } = "knowledgegraph";

    /// <summary>The claim that names the member, with or without `member:`.</summary>
    public string MemberClaim { get; set; } = "sub";

    /// <summary>The claim that names the roles; the highest counts, others are passed over.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>The claim that names the tiers.</summary>
    public string TierClaim { get; set; } = "tier";

    /// <summary>How far the issuer's clock may be off, in seconds, 0 to 300.</summary>
    public int ClockSkewSeconds { get; set; } = 30;
}
