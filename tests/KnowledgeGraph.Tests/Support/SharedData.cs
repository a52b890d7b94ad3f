using Xunit;

namespace KnowledgeGraph.Tests.Support;

/// <summary>
/// Real data that is not shipped with the repository: the folder `shared` beside it. Tests that need it are marked
/// <see cref="SharedDataFactAttribute"/> and skip where it is absent.
/// </summary>
internal static class SharedData
{
    /// <summary>The folder `shared/data`; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The full path of a file or folder below `shared/data`.</summary>
    public static string PathOf(string relative) =>
        Path.Combine(Folder ?? throw new InvalidOperationException(Absent), relative);

    internal const string Absent = "The folder ../shared/data, beside the repository, is not there.";

    private static string? Find()
    {
        var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));
        return Directory.Exists(folder) ? folder : null;
    }
}

/// <summary>A test on real data from <see cref="SharedData"/>; skipped where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null) Skip = SharedData.Absent;
    }
}
