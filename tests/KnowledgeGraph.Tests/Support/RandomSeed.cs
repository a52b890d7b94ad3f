using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Support;

/// <summary>Seeds and sizes of random tests: new each run and printed, or as an environment variable says.</summary>
internal static class RandomSeed
{
    /// <summary>A seed, printed so that the run can be had again by setting <paramref name="variable"/>.</summary>
    public static int Next(string variable, ITestOutputHelper output)
    {
        var seed = Number(variable) ?? Random.Shared.Next();
        output.WriteLine($"{variable}={seed}");
        return seed;
    }

    /// <summary>How many cases to run.</summary>
    public static int Count(string variable, int byDefault) => Number(variable) ?? byDefault;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
