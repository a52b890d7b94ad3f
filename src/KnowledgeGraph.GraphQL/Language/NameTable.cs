using System.Runtime.CompilerServices;
using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

/// <summary>
/// Gives one string for equal names, of all documents, so that parsing allocates no text for names met before. Holds at
/// most <see cref="Slots"/> names of at most <see cref="LengthMax"/> bytes, whatever clients send: a newcomer replaces
/// an older name when its places are taken. Shared between threads without locks: a slot is one reference.
/// </summary>
internal static class NameTable
{
    private const int Slots = 8192;
    private const int Ways = 4;
    private const int LengthMax = 64;

    private static readonly string?[] Names = new string?[Slots];

    public static string Intern(ReadOnlySpan<byte> name)
    {
        if (name.Length > LengthMax) return Encoding.ASCII.GetString(name);
        var hash = Hash(name);
        var set = (int)(hash & (Slots / Ways - 1)) * Ways;
        for (var way = 0; way < Ways; way++)
        {
            var known = Names[set + way];
            if (known is null) return Names[set + way] = Encoding.ASCII.GetString(name);
            if (Ascii.Equals(name, known)) return known;
        }

        return Names[set + (int)(hash >> 30)] = Encoding.ASCII.GetString(name);
    }

    // FNV-1a over bytes: names are short, and a bad spread costs an allocation at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var value in name) hash = (hash ^ value) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
