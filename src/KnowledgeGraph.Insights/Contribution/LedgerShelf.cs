using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Contribution;

/// <summary>
/// The newest of each ledger of a chain of versions and class of readers: the next version begins from it and pays for
/// what differs. A ledger that is being counted is waited for, by later versions too. Thread-safe.
/// </summary>
internal sealed class LedgerShelf
{
    // Each keeps the version that it is of in memory, until it moves on.
    private const int LedgersMax = 12;
    private const int AdvancesMax = 4;

    private readonly Dictionary<LedgerKey, Entry> _entries = [];
    private readonly HashSet<ulong> _unknownMakers = [];
    private readonly Latest<(long Before, long After), Advance> _advances = new(AdvancesMax);
    private readonly Lock _lock = new();
    private long _used;

    /// <summary>The ledger of a version.</summary>
    public CountedLedger Take(LedgerKey key, RuleSet rules, LedgerCache version)
    {
        Entry entry;
        lock (_lock)
        {
            var newest = _entries.GetValueOrDefault(key);
            entry = newest is null
                ? new(version.Reader, () => version.Count(key, rules))
                : new(version.Reader, () => version.Count(key, rules, newest.Reader, newest.Ledger.Value));
            entry.Used = ++_used;
            if (newest is null || newest.Reader.Sequence < version.Reader.Sequence) _entries[key] = entry;
            else newest.Used = _used;
            if (_entries.Count > LedgersMax) _entries.Remove(_entries.MinBy(it => it.Value.Used).Key);
        }

        try
        {
            return entry.Ledger.Value;
        }
        catch
        {
            // Whoever comes next begins anew.
            lock (_lock)
            {
                if (_entries.GetValueOrDefault(key) == entry) _entries.Remove(key);
            }

            throw;
        }
    }

    /// <summary>The way from one version to another; were it kept with a version, each would keep the last.</summary>
    public Advance Advance(GraphReader before, GraphReader after) =>
        _advances.Get((before.Sequence, after.Sequence), () => new Advance(before, after, this));

    /// <summary>Names that links have, and that no member had.</summary>
    public void Meet(IReadOnlySet<ulong> unknownMakers)
    {
        lock (_lock) _unknownMakers.UnionWith(unknownMakers);
    }

    /// <summary>Some link was met that has the name, which no member had.</summary>
    public bool IsUnknownMaker(ulong name)
    {
        lock (_lock) return _unknownMakers.Contains(name);
    }

    private sealed class Entry(GraphReader reader, Func<CountedLedger> count)
    {
        public GraphReader Reader => reader;

        public Lazy<CountedLedger> Ledger { get; } = new(count);

        public long Used { get; set; }
    }
}
