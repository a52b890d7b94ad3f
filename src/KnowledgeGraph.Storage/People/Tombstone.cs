using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph.Storage.People;

/// <summary>
/// What stays of an erased id: a digest, by which the id is known again where somebody brings it back, and from which
/// it cannot be read. Who has the id can tell that it was erased.
/// </summary>
public static class Tombstone
{
    /// <summary>What stands in texts in the place of an erased id.</summary>
    public const string Pseudonym = "member:erased";

    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("knowledgegraph erased id\n");

    /// <summary>The tombstone of an id: 64 hexadecimal digits.</summary>
    public static string Of(string id) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Purpose, .. Encoding.UTF8.GetBytes(id)]));
}
