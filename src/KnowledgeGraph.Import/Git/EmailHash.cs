using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph.Import.Git;

/// <summary>
/// What is kept of an address: the SHA-256 of its lower-case form, in hexadecimal, for matching only. It is never
/// served, since who guesses an address can check the guess.
/// </summary>
public static class EmailHash
{
    /// <summary>The hash, 64 digits; null for an empty address.</summary>
    public static string? Of(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        var address = email.Trim().ToLowerInvariant();
        return address.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)));
    }
}
