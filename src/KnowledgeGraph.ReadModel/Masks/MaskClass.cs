using KnowledgeGraph.Model.Access;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>A set of readers who see the same nodes of every version: who they are together. Immutable.</summary>
/// <param name="Key">Equal for equal classes, and for no others.</param>
/// <param name="Viewer">Stands for all of them; is no member.</param>
internal sealed record MaskClass(string Key, Viewer Viewer)
{
    // Not a character that names of tiers begin or end with.
    private const char Separator = '\n';

    public static MaskClass Everything { get; } = new("*", Viewer.Program);

    private static readonly MaskClass Anonymous = new(AccessNames.Public, Viewer.Anonymous);

    private static readonly MaskClass Members = new(AccessNames.Members, new Viewer(null, Role.Member, []));

    /// <summary>The class of a viewer; only tiers that some node ever had tell classes apart.</summary>
    public static MaskClass Of(Viewer viewer, IReadOnlyList<string> levelNames)
    {
        if (viewer.SeesEverything) return Everything;
        if (viewer.Role == Role.Anonymous) return Anonymous;
        if (viewer.Tiers.Count == 0) return Members;
        string[] tiers = [.. levelNames.Where(name => AccessNames.IsTier(name) && viewer.Tiers.Contains(name)).Order(
            StringComparer.Ordinal)];
        return tiers.Length == 0
            ? Members
            : new MaskClass(
                $"{AccessNames.Members}{Separator}{string.Join(Separator, tiers)}",
                new Viewer(null, Role.Member, tiers));
    }

    /// <summary>By level, whether its nodes are seen.</summary>
    public bool[] Levels(IReadOnlyList<string> levelNames) => [.. levelNames.Select(Viewer.Sees)];

    public bool Equals(MaskClass? other) => Key == other?.Key;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);
}
