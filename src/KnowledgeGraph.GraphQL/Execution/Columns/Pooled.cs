using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Arrays from pools, held in fields that are empty when nothing is rented. The runtime's shared pool keeps some 32
/// arrays of a size for each core, which a query of a hundred fields exceeds: small arrays of plain values, of which a
/// run has one or more for each field, have pools of their own.
/// </summary>
internal static class Pooled
{
    private const int SmallBytesMax = 4_096;

    /// <summary>Makes the array at least so long; what it held is lost.</summary>
    public static void Ensure<T>(ref T[] array, int length)
    {
        if (array.Length >= length) return;
        Return(ref array);
        array = Rent<T>(length);
    }

    /// <summary>Makes the array at least so long and at least twice what it was, its first items kept.</summary>
    public static void Grow<T>(ref T[] array, int kept, int length)
    {
        var larger = Rent<T>(Math.Max(length, array.Length * 2));
        array.AsSpan(0, kept).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    public static void Return<T>(ref T[] array)
    {
        if (array.Length == 0) return;
        if (Small<T>.Holds(array.Length)) Small<T>.OfThisCore.Return(array);
        else ArrayPool<T>.Shared.Return(array, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        array = [];
    }

    private static T[] Rent<T>(int length) =>
        Small<T>.Holds(length) ? Small<T>.OfThisCore.Rent(length) : ArrayPool<T>.Shared.Rent(length);

    /// <summary>A pool for each core: each of a pool's sizes has one lock.</summary>
    private static class Small<T>
    {
        // With all sizes full some 4 MB for a type and a core.
        private const int ArraysOfSizeMax = 512;

        // A power of two, as the lengths of arrays are: one goes back where it came from.
        private static readonly int LengthMax = RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            ? 0
            : 1 << BitOperations.Log2((uint)(SmallBytesMax / Unsafe.SizeOf<T>()));

        private static readonly ArrayPool<T>[] Pools = LengthMax == 0
            ? []
            : [.. Enumerable.Range(0, Environment.ProcessorCount)
                .Select(_ => ArrayPool<T>.Create(LengthMax, ArraysOfSizeMax))];

        public static ArrayPool<T> OfThisCore => Pools[Thread.GetCurrentProcessorId() % Pools.Length];

        public static bool Holds(int length) => length <= LengthMax;
    }
}
