namespace KnowledgeGraph.Graph;

/// <summary>
/// A number beside each entry of rows, for what somebody derives from edges again and again: not a number until it is
/// noted. It has to be the same whoever notes it, since many may at once, and later versions keep it as long as the
/// row. The first key that asks has it; others get nothing. Thread-safe.
/// </summary>
internal sealed class EntryNotes
{
    private Kept? _kept;

    /// <summary>Who has it; null where nobody asked yet.</summary>
    public object? Key => Volatile.Read(ref _kept)?.Key;

    public long Bytes => 4L * (Volatile.Read(ref _kept)?.Values.Length ?? 0);

    /// <summary>The numbers under a key, of so many entries; empty where another key has them.</summary>
    public Span<float> Of(object key, int entries)
    {
        var kept = Volatile.Read(ref _kept) ?? Make(key, entries);
        return kept.Key == key ? kept.Values : [];
    }

    private Kept Make(object key, int entries)
    {
        var values = GC.AllocateUninitializedArray<float>(entries);
        Array.Fill(values, float.NaN);
        var made = new Kept(key, values);
        return Interlocked.CompareExchange(ref _kept, made, null) ?? made;
    }

    private sealed record Kept(object Key, float[] Values);
}
