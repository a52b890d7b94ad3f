namespace KnowledgeGraph.Insights.Recommendation;

/// <summary>
/// Sums of the same numbers in another order differ in their last digits: what is compared is rounded first, so that
/// such differences decide nothing.
/// </summary>
internal static class Digits
{
    private const int DroppedBits = 22;

    /// <summary>The value to 30 binary digits, which are as good as nine decimal ones: for comparing many.</summary>
    public static double ThirtyBits(double value) => BitConverter.UInt64BitsToDouble(
        (BitConverter.DoubleToUInt64Bits(value) + (1UL << (DroppedBits - 1))) & (ulong.MaxValue << DroppedBits));

    /// <summary>The value to nine significant digits: for showing.</summary>
    public static double Nine(double value) => value == 0 || !double.IsFinite(value)
        ? value
        : Math.Round(value, Math.Clamp(9 - (int)Math.Ceiling(Math.Log10(Math.Abs(value))), 0, 15));
}
