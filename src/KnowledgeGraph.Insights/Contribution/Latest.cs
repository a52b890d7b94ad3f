namespace KnowledgeGraph.Insights.Contribution;

/// <summary>Keeps what was asked for last; what is being made is waited for. Thread-safe.</summary>
internal sealed class Latest<TKey, TValue>(int most) where TKey : notnull
{
    private readonly Dictionary<TKey, (Lazy<TValue> Value, long Used)> _kept = [];
    private readonly Lock _lock = new();
    private long _used;

    public TValue Get(TKey key, Func<TValue> make)
    {
        Lazy<TValue> value;
        lock (_lock)
        {
            value = _kept.TryGetValue(key, out var known) ? known.Value : new(make);
            _kept[key] = (value, ++_used);
            if (_kept.Count > most) _kept.Remove(_kept.MinBy(entry => entry.Value.Used).Key);
        }

        return value.Value;
    }
}
