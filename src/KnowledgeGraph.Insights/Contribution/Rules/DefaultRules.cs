namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>The rule set that comes with the program, until an administrator puts another in its place.</summary>
/// <remarks>
/// Looking is worth nothing, and a reaction little: what is rewarded is what helps others, not what is easily repeated.
/// What another member's act proves (praise) is worth more than what a member says of its own work.
/// </remarks>
public static class DefaultRules
{
    private const int FullText = 800;

    /// <summary>The set.</summary>
    public static RuleSet Set { get; } = new()
    {
        Version = 1,
        Note = "Comes with the program.",
        Rules = [.. Interaction(), .. Content(), .. Sedimentation()],
    };

    private static IEnumerable<ContributionRule> Interaction()
    {
        yield return Take("comment", Signal.Commented, 2) with { Repetition = Repetition.SquareRoot };
        yield return Take("like", Signal.Liked, 0.5) with { Repetition = Repetition.Once };
        yield return Take("review", Signal.Reviewed, 5) with { Repetition = Repetition.SquareRoot };
        yield return Take("answer given", Signal.Answered, 3) with { Repetition = Repetition.Once };
        yield return Take("share", Signal.Shared, 1) with { Repetition = Repetition.Once };
        yield return Take("rating", Signal.Rated, 0.5) with { Repetition = Repetition.Once };
        yield return Take("attendance", Signal.Attended, 3) with { Repetition = Repetition.Once };
        yield return Take("hosting", Signal.Hosted, 10);
        yield return Take("completion", Signal.Completed, 3) with { Repetition = Repetition.Once };
        yield return Take("counted activity", Signal.Interacted, 0.5) with { Winsorized = true };
    }

    private static IEnumerable<ContributionRule> Content()
    {
        // A document that is distilled or verified is sedimentation: those rules are tried first.
        yield return Lasting("verified document", "VERIFIED", 30);
        yield return Lasting("distilled document", "DISTILLED", 20);
        yield return Written("answer", "ANSWER", 10);
        yield return Written("question", "QUESTION", 5);
        yield return Written("article", "ARTICLE", 15);
        yield return Written("manual", "MANUAL", 20);
        yield return Written("discussion", "DISCUSSION", 3);
        yield return Make("media", Signal.Authored, 10) with { Formats = ["SLIDES", "VIDEO", "DATASET"] };
        yield return Make("image", Signal.Authored, 3) with { Formats = ["IMAGE"] };
        yield return Make("commits", Signal.Committed, 2) with { Winsorized = true, Capped = false };
        yield return Make("votes received", Signal.VotesReceived, 5) with { Winsorized = true, Capped = false };
        yield return Make("like received", Signal.LikeReceived, 2) with { Repetition = Repetition.Once };
        yield return Make("rating received", Signal.RatingReceived, 2) with { Repetition = Repetition.Once };
        yield return Make("review received", Signal.ReviewReceived, 2) with { Repetition = Repetition.Once };
    }

    private static IEnumerable<ContributionRule> Sedimentation()
    {
        // What the asker says is not held back by the day's cap.
        yield return Last("accepted answer", Signal.AnswerAccepted, 15)
            with { Repetition = Repetition.Once, Capped = false };
        yield return Last("built on", Signal.DerivedFrom, 8) with { Repetition = Repetition.Once };
        yield return Last("referred to", Signal.ReferenceReceived, 3) with { Repetition = Repetition.Once };
        yield return Last("included", Signal.Included, 5) with { Repetition = Repetition.Once };
        yield return Last("edit of lasting text", Signal.Edited, 4)
            with { Maturities = ["DISTILLED", "VERIFIED"], Repetition = Repetition.Logarithm };
        yield return Last("edit of documentation", Signal.Edited, 3)
            with { Formats = ["MANUAL", "ARTICLE"], Repetition = Repetition.Logarithm };
        yield return Last("edit", Signal.Edited, 2) with { Repetition = Repetition.Logarithm };
        yield return Last("link", Signal.Linked, 1);
    }

    private static ContributionRule Lasting(string name, string maturity, double points) =>
        Last(name, Signal.Authored, points) with { Maturities = [maturity], FullLengthBytes = FullText };

    private static ContributionRule Written(string name, string format, double points) =>
        Make(name, Signal.Authored, points)
            with { Formats = [format], FullLengthBytes = FullText };

    private static ContributionRule Take(string name, Signal signal, double points) =>
        new(name, signal, Dimension.Interaction, (int)(points * 1000));

    private static ContributionRule Make(string name, Signal signal, double points) =>
        new(name, signal, Dimension.Content, (int)(points * 1000));

    private static ContributionRule Last(string name, Signal signal, double points) =>
        new(name, signal, Dimension.Sedimentation, (int)(points * 1000));
}
