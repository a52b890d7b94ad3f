using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph.Model;

/// <summary>
/// What it means that a curator vouches for a document: for its content as it was then, known by its hash. A change of
/// the content ends that, whoever makes it and however it comes in: every store settles each document that it writes.
/// </summary>
public static class Verification
{
    private static readonly int Maturity = NodeKinds.Document["maturity"].Index;
    private static readonly int Until = NodeKinds.Document["verifiedUntil"].Index;
    private static readonly int Hash = NodeKinds.Document["verifiedHash"].Index;
    private static readonly int From = NodeKinds.Document["verifiedFrom"].Index;

    // What a reader reads, sees or hears.
    private static readonly int[] Content =
        [.. ContentProperties.Select(name => NodeKinds.Document[name].Index)];

    private static readonly int Distilled = NodeKinds.MaturityValues.Index().First(it => it.Item == "DISTILLED").Index;

    /// <summary>The position of VERIFIED in <see cref="NodeKinds.MaturityValues"/>.</summary>
    public static int VerifiedPosition { get; } =
        NodeKinds.MaturityValues.Index().First(it => it.Item == "VERIFIED").Index;

    /// <summary>The properties whose change ends a verification.</summary>
    public static IReadOnlyList<string> ContentProperties => ["title", "body", "media", "transcript"];

    /// <summary>A curator vouches for it.</summary>
    public static bool IsVerified(NodeRecord document) =>
        document.Kind == NodeKind.Document && IsVerified(document.Values);

    /// <summary>
    /// SHA-256 over the content, in hexadecimal: of each property of <see cref="ContentProperties"/> its length in
    /// UTF-8 (4 bytes, little-endian; -1 for none) and its bytes.
    /// </summary>
    public static string HashOf(PropertyValue[] document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var property in Content)
        {
            var bytes = document[property].IsNull ? null : Encoding.UTF8.GetBytes(document[property].AsText());
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(bytes ?? []);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The node as it is to be created: <paramref name="node"/> itself for all but a few documents.</summary>
    public static NodeRecord Settle(NodeRecord node)
    {
        var values = Settle(node.Kind, null, node.Values, ulong.MaxValue);
        return ReferenceEquals(values, node.Values) ? node : node with { Values = values };
    }

    /// <summary>
    /// The values that a node is to have after a change. Those of a document whose content is not what was vouched for
    /// say that nobody does; <paramref name="after"/> itself for all others.
    /// </summary>
    /// <param name="kind">The kind of the node.</param>
    /// <param name="before">What it held; null for a new one.</param>
    /// <param name="after">What the change would make of it.</param>
    /// <param name="set">The properties that the change names: one bit for each index.</param>
    public static PropertyValue[] Settle(NodeKind kind, PropertyValue[]? before, PropertyValue[] after, ulong set)
    {
        if (kind != NodeKind.Document) return after;
        var wasVerified = before is not null && IsVerified(before);
        if (!IsVerified(after)) return wasVerified ? Withdrawn(before!, after) : after;

        var hash = HashOf(after);
        if ((set & (1UL << Hash)) != 0 && !after[Hash].IsNull)
            return after[Hash].AsText() == hash ? after : Ended(after, after[Hash].AsText());
        if (before is null) return after;
        if (!wasVerified) return Given(before, after, hash);
        // A change of the content that repeats the word gives no new one.
        var bound = before[Hash].IsNull ? HashOf(before) : before[Hash].AsText();
        return bound == hash ? after : Ended(after, bound);
    }

    /// <summary>The properties of which a node has others than before: what somebody has set who did not say.</summary>
    public static ulong SetOf(PropertyValue[]? before, PropertyValue[] after)
    {
        if (before is null) return ulong.MaxValue;
        var set = 0UL;
        for (var index = 0; index < after.Length; index++)
        {
            if (before[index] != after[index]) set |= 1UL << index;
        }

        return set;
    }

    private static bool IsVerified(PropertyValue[] document) =>
        !document[Maturity].IsNull && document[Maturity].AsEnumeration() == VerifiedPosition;

    // Somebody says that it is verified as it stands.
    private static PropertyValue[] Given(PropertyValue[] before, PropertyValue[] after, string hash)
    {
        PropertyValue[] values = [.. after];
        values[Hash] = PropertyValue.Text(hash);
        values[From] = before[Maturity];
        return values;
    }

    // The content is another: what it was vouched for as stays, so that it can be told.
    private static PropertyValue[] Ended(PropertyValue[] after, string bound)
    {
        PropertyValue[] values = [.. after];
        var from = after[From].IsNull ? Distilled : after[From].AsEnumeration();
        values[Maturity] = PropertyValue.Enumeration(from == VerifiedPosition ? Distilled : from);
        values[Hash] = PropertyValue.Text(bound);
        values[Until] = PropertyValue.Null;
        return values;
    }

    // Whoever vouched for it does not any more.
    private static PropertyValue[] Withdrawn(PropertyValue[] before, PropertyValue[] after)
    {
        PropertyValue[] values = [.. after];
        values[Hash] = values[From] = PropertyValue.Null;
        if (after[Until] == before[Until]) values[Until] = PropertyValue.Null;
        return values;
    }
}
