using System.Buffers;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>Arrays from the shared pool, held in fields that are empty when nothing is rented.</summary>
internal static class Pooled
{
    /// <summary>Makes the array at least so long; what it held is lost.</summary>
    public static void Ensure<T>(ref T[] array, int length)
    {
        if (array.Length >= length) return;
        Return(ref array);
        array = ArrayPool<T>.Shared.Rent(length);
    }

    /// <summary>Makes the array at least so long and at least twice what it was, its first items kept.</summary>
    public static void Grow<T>(ref T[] array, int kept, int length)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(length, array.Length * 2));
        array.AsSpan(0, kept).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    public static void Return<T>(ref T[] array)
    {
        if (array.Length == 0) return;
        ArrayPool<T>.Shared.Return(array, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        array = [];
    }
}
