namespace KnowledgeGraph.Graph;

/// <summary>How everything that is numbered is cut into pages: number = page · Size + place in the page.</summary>
public static class Pages
{
    public const int Shift = 10;

    /// <summary>Rows in a page.</summary>
    public const int Size = 1 << Shift;

    /// <summary>Selects the place in the page.</summary>
    public const int Mask = Size - 1;

    /// <summary>The pages that hold rows 0 to <paramref name="count"/> - 1.</summary>
    public static int For(int count) => (int)(((long)count + Mask) >> Shift);
}
