namespace KnowledgeGraph.EndToEnd.Tests.Support;

/// <summary>What a process holds, as Linux tells it.</summary>
internal readonly record struct ProcessFootprint(long MemoryBytes, int Handles, int Threads)
{
    /// <summary>False where the system does not tell.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux();

    public static ProcessFootprint Of(int processId)
    {
        var status = File.ReadAllLines($"/proc/{processId}/status");
        return new ProcessFootprint(
            Number(status, "VmRSS:") * 1024,
            Directory.GetFileSystemEntries($"/proc/{processId}/fd").Length,
            (int)Number(status, "Threads:"));
    }

    private static long Number(string[] status, string key) => long.Parse(
        status.First(line => line.StartsWith(key, StringComparison.Ordinal))
            .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
}
