namespace KnowledgeGraph.Graph.Walks;

/// <summary>
/// Powers with exponents that are eighths, from square roots alone: fast, and the same bits on every machine, since
/// a square root is rounded exactly where a general power is not.
/// </summary>
public static class RootPower
{
    /// <param name="value">0 or more.</param>
    /// <param name="eighths">1 to 8.</param>
    public static double Of(double value, int eighths)
    {
        if (eighths == 8) return value;
        var root = Math.Sqrt(value);
        var result = (eighths & 4) != 0 ? root : 1;
        root = Math.Sqrt(root);
        if ((eighths & 2) != 0) result *= root;
        return (eighths & 1) != 0 ? result * Math.Sqrt(root) : result;
    }
}
