using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>
/// The values that `access` has been met with, each numbered as it came: its level. Levels are never given up within a
/// chain of versions. Frozen; to be shared between threads.
/// </summary>
internal sealed class AccessLevels
{
    /// <summary>The level of what everybody sees.</summary>
    public const byte Public = 0;

    private const byte Curators = 2;

    private AccessLevels(IReadOnlyList<string> names, int[] counts)
    {
        Names = names;
        Counts = counts;
    }

    public static AccessLevels Empty { get; } =
        new([AccessNames.Public, AccessNames.Members, AccessNames.Curators], new int[Limits.AccessLevelsMax]);

    /// <summary>By level.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>By level, the number of nodes that are there; longer than <see cref="Names"/>.</summary>
    public int[] Counts { get; }

    public static AccessLevels From(string[] names, int[] counts) => new(names, counts);

    public Builder ToBuilder() => new(this);

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder(AccessLevels source)
    {
        private readonly int[] _counts = [.. source.Counts];
        private List<string>? _names;

        public IReadOnlyList<string> Names => _names ?? source.Names;

        /// <summary>The level of an access; a new one where it was not met before.</summary>
        public byte LevelOf(PropertyValue access)
        {
            // Who does not say what may be seen is seen by few.
            if (access.IsNull) return Curators;
            var name = access.AsText();
            var names = Names;
            for (var level = 0; level < names.Count; level++)
            {
                if (names[level] == name) return (byte)level;
            }

            // Beyond what can be told apart nothing is shown but to curators.
            if (names.Count == Limits.AccessLevelsMax) return Curators;
            (_names ??= [.. source.Names]).Add(name);
            return (byte)(_names.Count - 1);
        }

        public void Count(byte level, int nodes) => _counts[level] += nodes;

        public AccessLevels Freeze() => new(Names, _counts);
    }
}
