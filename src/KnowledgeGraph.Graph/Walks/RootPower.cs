using System.Numerics;

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

    /// <summary>Puts the power of each in its place: the same bits as one by one.</summary>
    public static void Of(Span<double> values, int eighths)
    {
        if (eighths == 8) return;
        var at = 0;
        for (; at + Vector<double>.Count <= values.Length; at += Vector<double>.Count)
        {
            var root = Vector.SquareRoot(new Vector<double>(values[at..]));
            var result = (eighths & 4) != 0 ? root : Vector<double>.One;
            root = Vector.SquareRoot(root);
            if ((eighths & 2) != 0) result *= root;
            if ((eighths & 1) != 0) result *= Vector.SquareRoot(root);
            result.CopyTo(values[at..]);
        }

        for (; at < values.Length; at++) values[at] = Of(values[at], eighths);
    }
}
