using System.Runtime.CompilerServices;

namespace KnowledgeGraph.Search.Index;

/// <summary>Reads numbers of seven bits a byte, as <see cref="ByteWriter.WriteNumber"/> writes them.</summary>
internal static unsafe class VariableNumber
{
    /// <summary>Reads a number and moves on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ref byte* at)
    {
        int value = *at++;
        return value < 0x80 ? value : ReadRest(ref at, value & 0x7F);
    }

    /// <summary>Reads a number that may need more than 31 bits and moves on.</summary>
    public static long ReadLong(ref byte* at)
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = *at++;
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    private static int ReadRest(ref byte* at, int value)
    {
        for (var shift = 7; ; shift += 7)
        {
            int next = *at++;
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
