using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeGraph.Storage.People;

/// <summary>What a store keeps about people, in a form to compare.</summary>
/// <param name="AuditEntries">Entries of the audit.</param>
/// <param name="Tombstones">Erased ids.</param>
/// <param name="Sha256">SHA-256 of all of it, in hexadecimal.</param>
public sealed record RecordsDigest(long AuditEntries, long Tombstones, string Sha256);

/// <summary>
/// Moves the audit and the tombstones from one store to another, before the graph: so the entries have the numbers
/// that they had, those of the move come after them, and nobody who was erased comes back. Cut off and run again, it
/// goes on.
/// </summary>
internal static class RecordsTransfer
{
    private const int EntriesAtOnce = 500;

    /// <exception cref="StoreException">A store failed.</exception>
    public static async Task CopyAsync(
        IMemberRecords source, IMemberRecords target, CancellationToken cancellation)
    {
        var tombstones = await source.ReadTombstonesAsync(cancellation).ConfigureAwait(false);
        await target.TakeOverAsync(new MovedRecords(tombstones, [], -1), cancellation).ConfigureAwait(false);

        var all = await CountAsync(source, cancellation).ConfigureAwait(false);
        var moved = Math.Min(all, await CountAsync(target, cancellation).ConfigureAwait(false));
        // An audit of the target's own stays as it is; the digests then say that this did not go well.
        if (await OfAuditAsync(source, moved, cancellation).ConfigureAwait(false)
            != await OfAuditAsync(target, moved, cancellation).ConfigureAwait(false)) return;
        for (; moved < all; moved += EntriesAtOnce)
        {
            var entries = new List<AuditEntry>();
            await foreach (var entry in source.ReadAuditAsync(moved + EntriesAtOnce + 1, cancellation)
                .ConfigureAwait(false))
            {
                if (entry.Number <= moved) break;
                entries.Add(entry);
            }

            entries.Reverse();
            await target.TakeOverAsync(new MovedRecords([], entries, moved), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The digest of the tombstones, and of the first so many entries of the audit.</summary>
    public static async Task<RecordsDigest> DigestAsync(
        IMemberRecords records, long entries, CancellationToken cancellation)
    {
        var tombstones = await records.ReadTombstonesAsync(cancellation).ConfigureAwait(false);
        var audit = await OfAuditAsync(records, entries, cancellation).ConfigureAwait(false);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{audit}\n{string.Join('\n', tombstones)}"));
        var count = Math.Min(entries, await CountAsync(records, cancellation).ConfigureAwait(false));
        return new RecordsDigest(count, tombstones.Count, Convert.ToHexStringLower(hash));
    }

    /// <summary>How many entries the audit has: the number of the newest.</summary>
    public static async Task<long> CountAsync(IMemberRecords records, CancellationToken cancellation)
    {
        await foreach (var entry in records.ReadAuditAsync(long.MaxValue, cancellation).ConfigureAwait(false))
            return entry.Number;
        return 0;
    }

    private static async Task<string> OfAuditAsync(
        IMemberRecords records, long entries, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var entry in records.ReadAuditAsync(entries + 1, cancellation).ConfigureAwait(false))
        {
            // No part can hold the sign between the parts.
            string?[] parts =
            [
                entry.Number.ToString(CultureInfo.InvariantCulture), entry.At.ToString(CultureInfo.InvariantCulture),
                entry.Actor, entry.Stamp.Action, entry.Stamp.Subject, entry.Stamp.RequestId,
                entry.Sequence.ToString(CultureInfo.InvariantCulture),
                entry.ChangeCount.ToString(CultureInfo.InvariantCulture), .. entry.Targets,
            ];
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\0', parts) + '\n'));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
