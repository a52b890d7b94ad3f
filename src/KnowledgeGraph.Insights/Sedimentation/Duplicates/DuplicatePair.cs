namespace KnowledgeGraph.Insights.Sedimentation.Duplicates;

/// <summary>Two documents that say nearly the same. Immutable.</summary>
/// <param name="Document">The newer one.</param>
/// <param name="Original">The older one.</param>
/// <param name="TextLikeness">The share of all shingles of their texts that both have, 0 to 1.</param>
/// <param name="TitleLikeness">The share of all words of their titles that both have, 0 to 1.</param>
public sealed record DuplicatePair(int Document, int Original, double TextLikeness, double TitleLikeness)
{
    /// <summary>Pairs that are less like each other are not listed.</summary>
    public const double SimilarityMin = 0.5;

    /// <summary>How sure equal titles alone make it.</summary>
    public const double TitleWeight = 0.6;

    /// <summary>1 minus what text and title leave open, each on its own.</summary>
    public double Similarity => 1 - ((1 - TextLikeness) * (1 - (TitleWeight * TitleLikeness)));
}
