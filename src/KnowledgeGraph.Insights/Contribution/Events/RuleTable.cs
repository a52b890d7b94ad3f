using KnowledgeGraph.Insights.Contribution.Rules;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Contribution.Events;

/// <summary>Which rule of a set applies to a signal about a document: the first that fits. Frozen.</summary>
internal sealed class RuleTable
{
    /// <summary>No rule applies.</summary>
    public const int None = -1;

    private static readonly int Formats = NodeKinds.DocumentFormatValues.Count + 1;
    private static readonly int Maturities = NodeKinds.MaturityValues.Count + 1;

    private readonly int[] _rules = new int[Signals.Names.Count * Formats * Maturities];
    private readonly bool[] _signals = new bool[Signals.Names.Count];
    private readonly int[] _fullLengths;

    public RuleTable(RuleSet set)
    {
        Set = set;
        _fullLengths = [.. set.Rules.Select(rule => rule.FullLengthBytes)];
        _rules.AsSpan().Fill(None);
        for (var index = 0; index < set.Rules.Count; index++) Enter(set.Rules[index], index);
    }

    public RuleSet Set { get; }

    /// <summary>Some rule can apply to the signal.</summary>
    public bool Counts(Signal signal) => _signals[(int)signal];

    /// <summary>The rule for a signal about something that is no document.</summary>
    public int Find(Signal signal) => Find(signal, Formats - 1, Maturities - 1);

    /// <summary>The rule for a signal about a document of that format and maturity, or <see cref="None"/>.</summary>
    public int Find(Signal signal, int format, int maturity) =>
        _rules[(((int)signal * Formats) + format) * Maturities + maturity];

    /// <summary>What a text of so many bytes counts as, in thousandths of one.</summary>
    public int SizeOf(int rule, int bytes) => _fullLengths[rule] is > 0 and var full && bytes < full
        ? (int)(1000L * bytes / full)
        : 1000;

    private void Enter(ContributionRule rule, int index)
    {
        _signals[(int)rule.Signal] = true;
        for (var format = 0; format < Formats; format++)
        {
            for (var maturity = 0; maturity < Maturities; maturity++)
            {
                ref var place = ref _rules[(((int)rule.Signal * Formats) + format) * Maturities + maturity];
                if (place == None && Fits(rule.Formats, NodeKinds.DocumentFormatValues, format)
                    && Fits(rule.Maturities, NodeKinds.MaturityValues, maturity)) place = index;
            }
        }
    }

    // What is no document has a format beyond the last, which only rules for any format fit.
    private static bool Fits(IReadOnlyList<string> wanted, IReadOnlyList<string> values, int value) =>
        wanted.Count == 0 || (value < values.Count && wanted.Contains(values[value]));
}
