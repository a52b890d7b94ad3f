namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Sums of the same numbers in another order differ in their last digits: what is compared is rounded first, so that
/// such differences decide nothing.
/// </summary>
internal static class Digits
{
    /// <summary>The value to nine significant digits.</summary>
    public static double Nine(double value) => value == 0 || !double.IsFinite(value)
        ? value
        : Math.Round(value, Math.Clamp(9 - (int)Math.Ceiling(Math.Log10(Math.Abs(value))), 0, 15));
}
