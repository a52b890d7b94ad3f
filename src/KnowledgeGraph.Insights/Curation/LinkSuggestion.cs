using KnowledgeGraph.Model;

namespace KnowledgeGraph.Insights.Curation;

/// <summary>What speaks for a link. The names are those of the schema.</summary>
public enum EvidenceKind
{
    /// <summary>The topic's name, or another name for it, stands in the title or the text.</summary>
    NameInText,

    /// <summary>What is linked to it, or has the same authors, is about the topic.</summary>
    NeighboursAbout,

    /// <summary>The titles and texts have most of their words in common.</summary>
    SameWords,

    /// <summary>It answers others of the same topics, and its words are the question's.</summary>
    AnswersWords,

    /// <summary>The text names the other's title or address.</summary>
    MentionInText,

    /// <summary>Most of those who completed the one had completed the other before.</summary>
    UsuallyBefore,
}

/// <summary>A link that may be missing.</summary>
/// <param name="Type">Its type.</param>
/// <param name="From">Where it would start.</param>
/// <param name="To">Where it would lead.</param>
/// <param name="Confidence">How sure it is: 1 minus the product of what each piece of evidence leaves open.</param>
/// <param name="Evidence">What speaks for it, the strongest first.</param>
public sealed record LinkSuggestion(
    EdgeType Type, int From, int To, double Confidence, IReadOnlyList<Evidence> Evidence);

/// <summary>A piece of evidence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Weight">How sure it alone would make the link, 0 to 1.</param>
/// <param name="Nodes">The nodes that it comes from: neighbours about the topic, members who completed both.</param>
/// <param name="Text">What was found in the text; null where it is not of texts.</param>
public sealed record Evidence(EvidenceKind Kind, double Weight, IReadOnlyList<int> Nodes, string? Text);
