using System.Runtime.CompilerServices;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>A number for each <see cref="Dimension"/>.</summary>
[InlineArray(Dimensions.Count)]
internal struct ByDimension
{
    private long _first;
}

/// <summary>A number for each <see cref="CleaningStep"/>.</summary>
[InlineArray(CleaningSteps.Count)]
internal struct ByStep
{
    private long _first;
}

/// <summary>Sums over events: points, how many were met and counted, and how many each step touched.</summary>
internal struct Tally
{
    public ByDimension Points;
    public ByDimension Counted;
    public ByStep Touched;
    public long Events;

    /// <summary>Adds another, or (with -1) takes it away.</summary>
    public void Add(in Tally other, int sign)
    {
        for (var i = 0; i < Dimensions.Count; i++)
        {
            Points[i] += sign * other.Points[i];
            Counted[i] += sign * other.Counted[i];
        }

        for (var i = 0; i < CleaningSteps.Count; i++) Touched[i] += sign * other.Touched[i];
        Events += sign * other.Events;
    }
}
