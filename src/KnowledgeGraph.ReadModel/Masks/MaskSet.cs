using System.Collections.Concurrent;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// The masks of one version: that of everybody who sees everything, and those of the classes that somebody asked for,
/// made once. The next version takes them over. Thread-safe.
/// </summary>
internal sealed class MaskSet
{
    private readonly GraphSnapshot _snapshot;
    private readonly WantedClasses _wanted;
    private readonly ConcurrentDictionary<string, Lazy<NodeMask>> _masks = new(StringComparer.Ordinal);

    /// <param name="snapshot">The version.</param>
    /// <param name="wanted">Shared by all versions of a chain; null begins one.</param>
    /// <param name="taken">Masks that were made as the version was.</param>
    public MaskSet(GraphSnapshot snapshot, WantedClasses? wanted = null, IEnumerable<NodeMask>? taken = null)
    {
        _snapshot = snapshot;
        _wanted = wanted ?? new();
        Everything = MaskBuild.Everything(snapshot);
        foreach (var mask in taken ?? []) _masks[mask.Key] = new(mask);
    }

    public NodeMask Everything { get; }

    public WantedClasses Wanted => _wanted;

    /// <summary>The mask of a viewer; the first of its class makes it.</summary>
    public NodeMask Of(Viewer viewer) => viewer.SeesEverything
        ? Everything
        : Of(MaskClass.Of(viewer, _snapshot.Nodes.Access.Names));

    public NodeMask Of(MaskClass @class)
    {
        _wanted.Touch(@class, _snapshot.Sequence);
        return MaskBuild.Hides(_snapshot.Nodes, @class)
            ? _masks.GetOrAdd(@class.Key, _ => new(() => MaskBuild.Of(_snapshot, @class))).Value
            : Everything;
    }

    /// <summary>What the next version begins with: masks of the classes that are wanted, and hide something.</summary>
    public NodeMask[] ToTakeOver() => [.. _wanted.All
        .Where(@class => MaskBuild.Hides(_snapshot.Nodes, @class))
        .Select(@class => _masks.GetOrAdd(@class.Key, _ => new(() => MaskBuild.Of(_snapshot, @class))).Value)];
}

/// <summary>
/// The classes whose masks every new version has from the start, so that no reader waits for them: those that were
/// asked for, the latest <see cref="Limits.MaskClassesMax"/>. Thread-safe.
/// </summary>
internal sealed class WantedClasses
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    // Of everybody who sees everything, which is a class that nobody has to ask for.
    private readonly ConcurrentDictionary<object, object> _keptByEverybody = new();

    public IEnumerable<MaskClass> All => _entries.Values.Select(entry => entry.Class);

    /// <summary>The class was asked for in that version.</summary>
    public void Touch(MaskClass @class, long sequence)
    {
        if (_entries.TryGetValue(@class.Key, out var known))
        {
            known.Sequence = sequence;
            return;
        }

        _entries[@class.Key] = new Entry(@class) { Sequence = sequence };
        if (_entries.Count <= Limits.MaskClassesMax) return;
        var oldest = _entries.Values.MinBy(entry => entry.Sequence);
        if (oldest is not null) _entries.TryRemove(oldest.Class.Key, out _);
    }

    /// <summary>Something that all versions of the chain share for a class, as long as the class is wanted.</summary>
    public T Keep<T>(MaskClass @class, object key, Func<T> make) where T : class
    {
        var kept = @class == MaskClass.Everything ? _keptByEverybody
            : _entries.TryGetValue(@class.Key, out var entry) ? entry.Kept
            : null;
        return kept is null ? make() : (T)kept.GetOrAdd(key, static (_, make) => make(), make);
    }

    private sealed class Entry(MaskClass @class)
    {
        public ConcurrentDictionary<object, object> Kept { get; } = new();

        public MaskClass Class => @class;

        // Written by many at once: any of the values will do.
        public long Sequence { get; set; }
    }
}
